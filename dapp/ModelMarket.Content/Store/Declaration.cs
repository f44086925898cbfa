using Rollup.Primitives;

namespace ModelMarket.Content.Store;

/// <summary>A promise that a file will arrive: what makes its blocks wanted.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Owner">Who made it: the one sender whose parts nobody can push out.</param>
/// <param name="Root">The file's CID.</param>
/// <param name="SizeBytes">The file's size; blocks that say otherwise are refused.</param>
/// <param name="QuotaBytes">What it may take of the machine's memory; see <see cref="ContentLimits.QuotaFor"/>. It is reserved at once:
/// file bytes from the start, nodes and entries (<see cref="ContentLimits.BlockEntryBytes"/> each) as they come.</param>
public sealed record Declaration(DeclarationId Id, Address Owner, Cid Root, ulong SizeBytes, ulong QuotaBytes);
