namespace ModelMarket.Cli.Demo;

/// <summary>How the demo runs.</summary>
/// <param name="AllowNative">Whether the dapp may run as a native binary.</param>
/// <param name="Record">Where to write the recording of all inputs; null for nowhere.</param>
internal sealed record DemoOptions(bool AllowNative, string? Record);
