using Rollup.Primitives;

namespace Rollup.Guest;

/// <summary>Takes everything an input may leave behind. Vouchers and notices share one index space over the application's whole life.</summary>
public interface IOutputSink : IReportSink
{
    /// <summary>Leaves a call for the application contract to make.</summary>
    /// <param name="destination">The called account.</param>
    /// <param name="value">Ether that goes with the call, in wei.</param>
    /// <param name="payload">Calldata.</param>
    /// <returns>The output's index since genesis.</returns>
    ulong Voucher(Address destination, UInt256 value, ReadOnlySpan<byte> payload);

    /// <summary>Leaves a statement that L1 can check.</summary>
    /// <returns>The output's index since genesis.</returns>
    ulong Notice(ReadOnlySpan<byte> payload);

    /// <summary>Leaves code for the application contract to run as its own.</summary>
    /// <param name="destination">The contract whose code runs.</param>
    /// <param name="payload">Calldata.</param>
    /// <returns>The output's index since genesis.</returns>
    ulong DelegateCallVoucher(Address destination, ReadOnlySpan<byte> payload);
}
