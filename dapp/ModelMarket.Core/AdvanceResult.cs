using System.Collections.Immutable;

namespace ModelMarket.Core;

/// <summary>What came of one input. The host finishes with <c>accept</c> either way: a rejected input left the state untouched.</summary>
/// <param name="Rejection">Why the input was not taken; <see cref="RejectCode.None"/> if it was.</param>
/// <param name="Emissions">Vouchers, notices and reports, in the order in which the host must post them.</param>
public sealed record AdvanceResult(RejectCode Rejection, ImmutableArray<Emission> Emissions);
