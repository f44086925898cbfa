namespace Rollup.Guest.Generators.Model;

/// <summary>An interface that says which inputs there are.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="AbiFile">The ABI file that gives its methods; null when they are written in C#.</param>
/// <param name="Inputs">Its methods, when they are written in C#.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ContractModel(
    string Namespace, string Name, string Accessibility, string? AbiFile, EquatableList<InputHandler> Inputs, EquatableList<Problem> Problems, Place? Place);
