namespace Rollup.Node.Gio;

/// <summary>What a domain answers.</summary>
/// <param name="Code">The domain's own code; the guest reads it as <c>response_code</c>.</param>
/// <param name="Data">The bytes; at most what fits the machine's buffer.</param>
public sealed record GioResponse(ushort Code, byte[] Data);
