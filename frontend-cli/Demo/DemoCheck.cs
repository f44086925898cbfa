namespace ModelMarket.Cli.Demo;

/// <summary>One thing the demo checks, and how it came out. The demo fails unless all hold.</summary>
internal sealed record DemoCheck(string What, bool Holds);
