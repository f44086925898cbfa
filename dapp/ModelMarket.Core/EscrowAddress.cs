using ModelMarket.Contracts;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>Where an application's escrow lies: CREATE2 with salt 0 through the deterministic deployment proxy (design.md §5).</summary>
public static class EscrowAddress
{
    /// <summary>The official InputBox 2.2.0, the same on every chain.</summary>
    public static Address InputBox { get; } = Address.Parse("0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac");

    /// <summary>The address of the escrow of <paramref name="application"/>, deployed or not.</summary>
    public static Address Of(Address application)
    {
        Known? last = _last;
        if (last is not null && last.Application == application) return last.Escrow;
        var known = new Known(application, JobEscrowArtifact.AddressOf(InputBox, application));
        _last = known;
        return known.Escrow;
    }

    // One application per machine: hashing 12 KiB of init code once is enough. A pure function's last answer, not state.
    private static Known? _last;

    private sealed record Known(Address Application, Address Escrow);
}
