using Rollup.Primitives;

namespace ModelMarket.Core.Inspect;

/// <summary>How often somebody has written to a job.</summary>
/// <param name="Sender">Who.</param>
/// <param name="Notes">Public notes.</param>
/// <param name="Messages">Private messages.</param>
/// <param name="Left">How often it may still write.</param>
public sealed record MessageCountView(Address Sender, uint Notes, uint Messages, uint Left);
