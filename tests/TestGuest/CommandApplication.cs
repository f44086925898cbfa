using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Rollup.Guest;
using Rollup.Primitives;

namespace TestGuest;

/// <summary>Keeps a sum and obeys: <c>add N</c>, <c>voucher</c>, <c>pay WEI</c>, <c>delegate</c>, <c>size N</c>, <c>many N</c>, <c>reject</c>,
/// <c>throw</c>, <c>exit</c>, <c>exit-once FILE</c>, <c>hang</c>, <c>raise TEXT</c> (a rollup exception), <c>gio DOMAIN</c>, <c>pid</c> (an answer that no replay repeats).</summary>
public sealed class CommandApplication(long startSum = 0) : ISnapshotApplication, IPersistentApplication
{
    private long _sum = startSum;

    /// <inheritdoc/>
    public AdvanceStatus Advance(in AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, IOutputSink outputs)
    {
        var words = Encoding.UTF8.GetString(payload.Span).Split(' ');
        var argument = words.Length > 1 ? words[1] : "0";
        _sum++; // every command changes the state, so that what is not undone shows
        switch (words[0])
        {
            case "add":
                _sum += long.Parse(argument, CultureInfo.InvariantCulture) - 1;
                outputs.Notice(Text($"sum {_sum} input {metadata.InputIndex} time {metadata.BlockTimestamp} of {metadata.MsgSender}"));
                outputs.Report(Text("added"));
                break;
            case "voucher":
                var index = outputs.Voucher(metadata.MsgSender, UInt256.MaxValue, [1, 2, 3]);
                outputs.Report(Text($"voucher {index}"));
                break;
            case "pay":
                outputs.Voucher(metadata.MsgSender, UInt128.Parse(argument, CultureInfo.InvariantCulture), []);
                break;
            case "delegate":
                outputs.DelegateCallVoucher(metadata.MsgSender, []);
                break;
            case "size":
                outputs.Notice(new byte[int.Parse(argument, CultureInfo.InvariantCulture)]);
                break;
            case "many":
                for (var i = int.Parse(argument, CultureInfo.InvariantCulture); i > 0; i--)
                {
                    outputs.Notice([]);
                }

                break;
            case "reject":
                outputs.Notice(Text("never seen"));
                outputs.Report(Text("rejected"));
                return AdvanceStatus.Reject;
            case "throw":
                throw new InvalidOperationException("told to throw");
            case "exit":
                Environment.Exit(3);
                break;
            case "exit-once" when !File.Exists(argument):
                File.WriteAllText(argument, "");
                Environment.Exit(3);
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "raise":
                throw new RollupException(argument);
            case "gio":
                var answer = ((IGenericIo)outputs).Request(ushort.Parse(argument, CultureInfo.InvariantCulture), Text(argument));
                outputs.Report(Text($"gio {answer.Code} {Hex.Encode(answer.Data)}"));
                break;
            case "pid":
                outputs.Report(Text($"pid {Environment.ProcessId}"));
                break;
        }

        return AdvanceStatus.Accept;
    }

    /// <inheritdoc/>
    public void Inspect(ReadOnlyMemory<byte> payload, IReportSink reports)
    {
        if (payload.Span.SequenceEqual("throw"u8))
        {
            throw new InvalidOperationException("told to throw");
        }

        if (payload.Span.SequenceEqual("exit"u8))
        {
            Environment.Exit(3);
        }

        reports.Report(Text($"sum {_sum}"));
        reports.Report(payload.Span);
    }

    /// <inheritdoc/>
    public object Snapshot() => _sum;

    /// <inheritdoc/>
    public void Restore(object snapshot) => _sum = (long)snapshot;

    /// <inheritdoc/>
    public byte[] SaveState()
    {
        var state = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(state, _sum);
        return state;
    }

    /// <inheritdoc/>
    public bool TryLoadState(ReadOnlyMemory<byte> state)
    {
        if (state.Length != sizeof(long))
        {
            return false;
        }

        _sum = BinaryPrimitives.ReadInt64BigEndian(state.Span);
        return true;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
