namespace Rollup.Guest.Generators.Model;

/// <summary>Conditions on the sender that stand at a method of the application.</summary>
internal sealed record MethodSenders(string Method, EquatableList<string> Senders);
