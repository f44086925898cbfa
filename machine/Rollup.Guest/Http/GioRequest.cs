namespace Rollup.Guest.Http;

/// <summary>Body of <c>POST /gio</c>.</summary>
/// <param name="Domain">What kind of data; 16 and above.</param>
/// <param name="Id">Which data, as <c>0x…</c>.</param>
public sealed record GioRequest(ushort Domain, string Id);
