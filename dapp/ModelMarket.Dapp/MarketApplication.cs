using System.Text;
using ModelMarket.Core;
using Rollup.Guest;

namespace ModelMarket.Dapp;

/// <summary>The market as a rollup application: metadata in, emissions out, and nothing decided here.</summary>
public sealed class MarketApplication(Market market) : IPersistentApplication
{
    /// <summary>Always accepts: what the market does not take is answered by a report, which only accepted inputs keep.</summary>
    public AdvanceStatus Advance(in AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, IOutputSink outputs)
    {
        var context = new InputContext(
            metadata.MsgSender,
            metadata.BlockNumber,
            metadata.BlockTimestamp,
            metadata.PrevRandao,
            metadata.InputIndex,
            metadata.AppContract,
            metadata.ChainId);
        foreach (var emission in market.Advance(context, payload).Emissions)
        {
            Emit(emission, outputs);
        }

        return AdvanceStatus.Accept;
    }

    /// <summary>The payload is a path in UTF-8; bytes that are not UTF-8 name no path and are answered like any unknown one.</summary>
    public void Inspect(ReadOnlyMemory<byte> payload, IReportSink reports)
    {
        foreach (var report in market.Inspect(Encoding.UTF8.GetString(payload.Span)))
        {
            reports.Report(report);
        }
    }

    /// <inheritdoc/>
    public byte[] SaveState() => market.Save();

    /// <inheritdoc/>
    public bool TryLoadState(ReadOnlyMemory<byte> state) => market.Restore(state.Span) == RestoreCode.None;

    private static void Emit(Emission emission, IOutputSink outputs)
    {
        switch (emission)
        {
            case Emission.Voucher voucher:
                outputs.Voucher(voucher.Destination, voucher.Value, voucher.Payload.Span);
                break;
            case Emission.Notice notice:
                outputs.Notice(notice.Payload.Span);
                break;
            case Emission.Report report:
                outputs.Report(report.Payload.Span);
                break;
        }
    }
}
