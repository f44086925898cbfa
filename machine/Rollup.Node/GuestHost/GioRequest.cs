namespace Rollup.Node.GuestHost;

/// <summary>Body of <c>POST /gio</c>.</summary>
internal sealed record GioRequest(ushort Domain, string Id);
