using System.Text;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest;

/// <summary>What can be built from the few calls that every sink has.</summary>
public static class OutputSinkExtensions
{
    /// <summary>Leaves an output of any kind.</summary>
    /// <returns>Its index since genesis.</returns>
    public static ulong Leave(this IOutputSink outputs, Output output) => output switch
    {
        Voucher voucher => outputs.Voucher(voucher.Destination, voucher.Value, voucher.Payload.Span),
        Notice notice => outputs.Notice(notice.Payload.Span),
        DelegateCallVoucher voucher => outputs.DelegateCallVoucher(voucher.Destination, voucher.Payload.Span),
        _ => throw new ArgumentException("There is no such output.", nameof(output)),
    };

    /// <summary>Leaves a report of UTF-8 text.</summary>
    public static void Report(this IReportSink reports, string text) => reports.Report(Encoding.UTF8.GetBytes(text));

    /// <summary>Leaves a long answer in as many reports as it needs: the answer is what they give one after the other.</summary>
    /// <param name="reports">Takes the reports.</param>
    /// <param name="answer">The whole answer; nothing leaves one empty report, so that an answer is never taken for a missing one.</param>
    /// <param name="reportBytesMax">Bytes of one report. UTF-8 text is cut between characters, so that each report can be shown alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 4, the longest character, or above the machine's buffer.</exception>
    public static void ReportPaged(this IReportSink reports, ReadOnlySpan<byte> answer, int reportBytesMax = GuestLimits.ReportBytesDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reportBytesMax, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reportBytesMax, RollupLimits.BufferBytesMax);
        while (answer.Length > reportBytesMax)
        {
            var cut = CutBefore(answer, reportBytesMax);
            reports.Report(answer[..cut]);
            answer = answer[cut..];
        }

        reports.Report(answer);
    }

    // A byte 10xxxxxx continues a character: step back to where it begins, unless that is no UTF-8.
    private static int CutBefore(ReadOnlySpan<byte> answer, int position)
    {
        for (var cut = position; cut > position - 4; cut--)
        {
            if ((answer[cut] & 0xc0) != 0x80)
            {
                return cut;
            }
        }

        return position;
    }
}
