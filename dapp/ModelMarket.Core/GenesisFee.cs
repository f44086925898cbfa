using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>What keeping one MiB for one day costs in one token.</summary>
/// <param name="Token">The token; zero for Ether.</param>
/// <param name="PerMiBDay">In its smallest unit.</param>
public sealed record GenesisFee([property: JsonRequired] Address Token, [property: JsonRequired] UInt128 PerMiBDay);
