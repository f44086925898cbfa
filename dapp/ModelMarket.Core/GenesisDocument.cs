using System.Text.Json.Serialization;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>The members of the genesis JSON, in canonical order.</summary>
/// <param name="Version">1.</param>
/// <param name="Schedule"><c>dev</c> or <c>public</c>.</param>
/// <param name="Operator">Who receives fees; zero for nobody.</param>
/// <param name="Fees">What a MiB costs for a day, by token, sorted by token; empty for nothing.</param>
/// <param name="Gio">Whether content may come by GIO.</param>
public sealed record GenesisDocument(
    [property: JsonRequired] int Version,
    [property: JsonRequired] string Schedule,
    [property: JsonRequired] Address Operator,
    [property: JsonRequired] IReadOnlyList<GenesisFee> Fees,
    [property: JsonRequired] bool Gio);
