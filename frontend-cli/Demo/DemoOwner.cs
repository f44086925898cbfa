using ModelMarket.Learning.Data;
using Rollup.Ethereum.Keys;

namespace ModelMarket.Cli.Demo;

/// <summary>An owner of data in the demo.</summary>
/// <param name="Name">Who.</param>
/// <param name="Key">The wallet.</param>
/// <param name="Rows">Rows that never leave.</param>
/// <param name="Epochs">How long this owner trains.</param>
internal sealed record DemoOwner(string Name, PrivateKey Key, DataSet Rows, int Epochs);
