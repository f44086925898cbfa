namespace Rollup.Guest.Http;

/// <summary>Body of <c>POST /notice</c>, <c>/report</c> and <c>/exception</c>.</summary>
/// <param name="Payload">The bytes as <c>0x…</c>.</param>
public sealed record PayloadRequest(string Payload);
