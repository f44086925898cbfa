using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>Somebody published a key for private messages; the last one of an address counts.</summary>
/// <param name="Type">Always <see cref="NoticeType.KeyPublished"/>.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="PublicKey">A compressed secp256k1 point; not checked to be on the curve. Base64 in JSON.</param>
/// <param name="At">Block time in seconds.</param>
public sealed record KeyPublishedNotice(string Type, Address Owner, byte[] PublicKey, ulong At);
