namespace Rollup.Guest.Http;

/// <summary>Answer to <c>POST /gio</c>.</summary>
/// <param name="ResponseCode">The domain says what it means.</param>
/// <param name="Response">The data as <c>0x…</c>.</param>
public sealed record GioResponse(ushort ResponseCode, string Response);
