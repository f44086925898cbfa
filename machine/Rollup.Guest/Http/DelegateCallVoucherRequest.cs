namespace Rollup.Guest.Http;

/// <summary>Body of <c>POST /delegate-call-voucher</c>.</summary>
/// <param name="Destination"><c>0x</c> and 40 digits.</param>
/// <param name="Payload">Calldata as <c>0x…</c>.</param>
public sealed record DelegateCallVoucherRequest(string Destination, string Payload);
