namespace ModelMarket.Cli.Demo;

/// <summary>The replay from L1 at the end of the demo.</summary>
internal sealed record DemoReplay(int Inputs, int Outputs, string Root, int Claims, bool Equal);
