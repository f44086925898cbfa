using System.Text;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Testing;

/// <summary>What one input led to.</summary>
/// <param name="Input">The input.</param>
/// <param name="Status">The application's answer; an exception is a reject.</param>
/// <param name="Outputs">Vouchers and notices in order; empty when rejected, as on chain.</param>
/// <param name="Reports">Reports in order, kept for rejected inputs too, so that a test can read them.</param>
/// <param name="FirstOutputIndex">Index since genesis of the first output.</param>
/// <param name="Error">The exception that led to the reject, if one did.</param>
public sealed record AdvanceResult(
    EvmAdvance Input,
    AdvanceStatus Status,
    IReadOnlyList<Output> Outputs,
    IReadOnlyList<byte[]> Reports,
    ulong FirstOutputIndex,
    Exception? Error)
{
    /// <summary>Whether the input was accepted.</summary>
    public bool IsAccepted => Status == AdvanceStatus.Accept;

    /// <summary>The notices among the outputs.</summary>
    public IEnumerable<Notice> Notices => Outputs.OfType<Notice>();

    /// <summary>The vouchers among the outputs.</summary>
    public IEnumerable<Voucher> Vouchers => Outputs.OfType<Voucher>();

    /// <summary>The delegate-call vouchers among the outputs.</summary>
    public IEnumerable<DelegateCallVoucher> DelegateCallVouchers => Outputs.OfType<DelegateCallVoucher>();

    /// <summary>The one output.</summary>
    /// <exception cref="InvalidOperationException">There is none, or there are several; the message shows the reports.</exception>
    public Output Output => Outputs.Count == 1
        ? Outputs[0]
        : throw new InvalidOperationException($"The input was answered with {Status} and {Outputs.Count} outputs. {Text} {Error}");

    /// <summary>All reports as one text.</summary>
    public string Text => Encoding.UTF8.GetString([.. Reports.SelectMany(report => report)]);
}
