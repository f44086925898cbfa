namespace Rollup.Node.GuestHost;

/// <summary>Answer to <c>POST /gio</c>.</summary>
internal sealed record GioAnswer(ushort ResponseCode, string Response);
