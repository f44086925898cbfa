using System.Diagnostics.CodeAnalysis;
using Rollup.Guest.Http;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.GuestHost;

/// <summary>Checks the guest's requests as <c>rollup-http-server</c> does and makes typed outputs of them.</summary>
internal static class RollupWire
{
    private const int AddressTextLength = 42;
    private const int ValueDigitsMax = 64;

    public static bool TryVoucher(VoucherRequest request, [NotNullWhen(true)] out Voucher? voucher, out string reason)
    {
        voucher = null;
        if (!TryAddress(request.Destination, out var destination, out reason) || !TryValue(request.Value, out var value, out reason)
            || !TryPayload(request.Payload, RollupLimits.NoticePayloadBytesMax, out var payload, out reason))
        {
            return false;
        }

        voucher = new Voucher(destination, value, payload);
        return true;
    }

    public static bool TryDelegateCallVoucher(
        DelegateCallVoucherRequest request, [NotNullWhen(true)] out DelegateCallVoucher? voucher, out string reason)
    {
        voucher = null;
        if (!TryAddress(request.Destination, out var destination, out reason)
            || !TryPayload(request.Payload, RollupLimits.NoticePayloadBytesMax, out var payload, out reason))
        {
            return false;
        }

        voucher = new DelegateCallVoucher(destination, payload);
        return true;
    }

    public static bool TryNotice(PayloadRequest request, [NotNullWhen(true)] out Notice? notice, out string reason)
    {
        var ok = TryPayload(request.Payload, RollupLimits.NoticePayloadBytesMax, out var payload, out reason);
        notice = ok ? new Notice(payload) : null;
        return ok;
    }

    public static bool TryPayload(string text, int sizeBytesMax, out byte[] payload, out string reason)
    {
        reason = "payload is not valid hexadecimal with 0x prefix";
        payload = Hex.TryDecode(text, out var decoded) ? decoded : [];
        if (decoded is not null && decoded.Length > sizeBytesMax)
        {
            reason = $"payload of {decoded.Length} bytes does not fit the buffer";
            return false;
        }

        return decoded is not null;
    }

    // The server checks the length and the prefix only; digits of any case are taken.
    private static bool TryAddress(string text, out Address address, out string reason)
    {
        Span<byte> bytes = stackalloc byte[Address.SizeBytes];
        var ok = text.Length == AddressTextLength && Hex.TryDecode(text, bytes);
        address = ok ? Address.FromBytes(bytes) : default;
        reason = ok ? "" : "address not valid";
        return ok;
    }

    private static bool TryValue(string? text, out UInt256 value, out string reason)
    {
        value = UInt256.Zero;
        var isEven = text is null || (text.Length % 2 == 0 && text.Length <= 2 + ValueDigitsMax);
        var ok = text is null || (isEven && UInt256.TryParseHex(text, out value));
        reason = ok ? "" : "value not valid";
        return ok;
    }
}
