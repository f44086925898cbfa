using System.Text;
using Microsoft.Data.Sqlite;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Storage;

/// <summary>Reads for the API, from any thread, beside the writer. Outputs come without siblings, which the lane's tree adds.</summary>
internal sealed class StoreQueries(string connectionString)
{
    /// <summary>Inputs are processed in order, so the last processed one tells the count; found from the end, without reading the rest.</summary>
    public const string ProcessedCountText = "SELECT idx + 1 FROM input WHERE status <> 0 ORDER BY idx DESC LIMIT 1";

    private const string EpochColumns = "idx, first_block, last_block, input_lower, input_upper, root, claim_tx, status, virtual_idx, created_at, updated_at";
    private const string InputColumns = "idx, epoch, block, raw, status, root, tx, created_at, updated_at";
    private const string ReportColumns = "idx, input, epoch, raw, created_at, updated_at";
    private const string OutputColumns =
        "o.idx, o.input, o.epoch, o.raw, o.hash, x.tx, CASE WHEN e.status >= 3 THEN e.output_count END, o.created_at, max(o.updated_at, coalesce(x.created_at, 0))";
    private const string OutputTables = "output o JOIN epoch e ON e.idx = o.epoch LEFT JOIN execution x ON x.output = o.idx";

    public StoreSummary Summary()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command(
            $"SELECT state, reason, created_at, updated_at, (SELECT max(block) FROM checkpoint), coalesce(({ProcessedCountText}), 0) FROM application");
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        return new StoreSummary(
            (ApplicationState)row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.Time(2), row.Time(3), row.IsDBNull(4) ? 0 : row.U64(4), row.U64(5));
    }

    public ulong? LastAcceptedEpoch()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command("SELECT max(idx) FROM epoch WHERE status = $1", EpochStatus.ClaimAccepted);
        return command.ExecuteScalar() is long index ? (ulong)index : null;
    }

    public EpochView? Epoch(ulong index) => One($"SELECT {EpochColumns} FROM epoch WHERE idx = $1", ReadEpoch, index);

    public InputView? Input(ulong index) => One($"SELECT {InputColumns} FROM input WHERE idx = $1", ReadInput, index);

    public ReportView? Report(ulong index) => One($"SELECT {ReportColumns} FROM report WHERE idx = $1", ReadReport, index);

    public QueriedOutput? Output(ulong index) => One($"SELECT {OutputColumns} FROM {OutputTables} WHERE o.idx = $1", ReadOutput, index);

    public (IReadOnlyList<EpochView> Rows, ulong Total) Epochs(EpochStatus? status, Page page) =>
        List(EpochColumns, "epoch", "epoch", "idx", [("status", status)], page, ReadEpoch, static _ => 0);

    public (IReadOnlyList<InputView> Rows, ulong Total) Inputs(ulong? epoch, Address? sender, Page page) =>
        List(InputColumns, "input", "input", "idx", [("epoch", epoch), ("sender", sender)], page, ReadInput, static input => input.RawData.Length);

    public (IReadOnlyList<ReportView> Rows, ulong Total) Reports(ulong? epoch, ulong? input, Page page) =>
        List(ReportColumns, "report", "report", "idx", [("epoch", epoch), ("input", input)], page, ReadReport, static report => report.RawData.Length);

    public (IReadOnlyList<QueriedOutput> Rows, ulong Total) Outputs(ulong? epoch, ulong? input, byte[]? selector, Address? destination, Page page) =>
        List(OutputColumns, OutputTables, "output o", "o.idx", [("o.epoch", epoch), ("o.input", input), ("o.selector", selector), ("o.destination", destination)], page, ReadOutput, static output => output.View.RawData.Length);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private T? One<T>(string text, Func<SqliteDataReader, T> read, ulong index)
        where T : class
    {
        // SQLite has no such number, so there is no such row.
        if (index > long.MaxValue)
            return null;

        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command(text, index);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? read(row) : null;
    }

    private (IReadOnlyList<T> Rows, ulong Total) List<T>(
        string columns, string tables, string countedTable, string order, ReadOnlySpan<(string Column, object? Value)> filters, Page page, Func<SqliteDataReader, T> read, Func<T, int> sizeBytes)
    {
        var where = new StringBuilder();
        var values = new List<object?>();
        foreach (var (column, value) in filters)
        {
            if (value is null)
                continue;
            if (value is ulong and > long.MaxValue)
                return ([], 0);
            values.Add(value);
            where.Append(where.Length == 0 ? " WHERE " : " AND ").Append(column).Append(" = $").Append(values.Count);
        }
        using SqliteConnection connection = Open();
        ulong total = connection.Number($"SELECT count(*) FROM {countedTable}{where}", [.. values]);
        if (page.Offset >= total)
            return ([], total);

        string text = $"SELECT {columns} FROM {tables}{where} ORDER BY {order} {(page.Descending ? "DESC" : "ASC")} LIMIT {page.Limit} OFFSET {page.Offset}";
        using SqliteCommand command = connection.Command(text, [.. values]);
        using SqliteDataReader row = command.ExecuteReader();
        var rows = new List<T>();
        for (long bytes = 0; bytes <= NodeLimits.PageBytesMax && row.Read(); bytes += sizeBytes(rows[^1]))
            rows.Add(read(row));
        return (rows, total);
    }

    private static EpochView ReadEpoch(SqliteDataReader row) => new()
    {
        Index = row.U64(0),
        FirstBlock = row.U64(1),
        LastBlock = row.U64(2),
        InputIndexLowerBound = row.U64(3),
        InputIndexUpperBound = row.U64(4),
        OutputsMerkleRoot = row.HashOrNull(5),
        ClaimTransactionHash = row.HashOrNull(6),
        Status = (EpochStatus)row.GetInt32(7),
        VirtualIndex = row.U64(8),
        CreatedAt = row.Time(9),
        UpdatedAt = row.Time(10),
    };

    private static InputView ReadInput(SqliteDataReader row)
    {
        byte[] raw = row.Blob(3);
        return new InputView
        {
            Index = row.U64(0),
            EpochIndex = row.U64(1),
            BlockNumber = row.U64(2),
            RawData = raw,
            DecodedData = EvmAdvance.TryDecode(raw, out EvmAdvance? advance) ? Decoded(advance) : null,
            Status = (InputStatus)row.GetInt32(4),
            OutputsHash = row.HashOrNull(5),
            TransactionReference = row.Hash(6),
            CreatedAt = row.Time(7),
            UpdatedAt = row.Time(8),
        };
    }

    private static DecodedInputView Decoded(EvmAdvance advance) => new()
    {
        ChainId = advance.ChainId,
        ApplicationContract = advance.AppContract,
        Sender = advance.MsgSender,
        BlockNumber = advance.BlockNumber,
        BlockTimestamp = advance.BlockTimestamp,
        PrevRandao = advance.PrevRandao,
        Index = advance.Index,
        Payload = advance.Payload.ToArray(),
    };

    private static ReportView ReadReport(SqliteDataReader row) => new()
    {
        Index = row.U64(0),
        InputIndex = row.U64(1),
        EpochIndex = row.U64(2),
        RawData = row.Blob(3),
        CreatedAt = row.Time(4),
        UpdatedAt = row.Time(5),
    };

    private static QueriedOutput ReadOutput(SqliteDataReader row)
    {
        byte[] raw = row.Blob(3);
        var view = new OutputView
        {
            Index = row.U64(0),
            InputIndex = row.U64(1),
            EpochIndex = row.U64(2),
            RawData = raw,
            DecodedData = Primitives.Rollups.Output.TryDecode(raw, out Output? output) ? Decoded(output) : null,
            Hash = row.Hash(4),
            ExecutionTransactionHash = row.HashOrNull(5),
            CreatedAt = row.Time(7),
            UpdatedAt = row.Time(8),
        };
        return new QueriedOutput(view, row.IsDBNull(6) ? null : row.U64(6));
    }

    private static DecodedOutputView? Decoded(Output output) => output switch
    {
        Notice notice => new DecodedOutputView { Type = nameof(Notice), Payload = notice.Payload.ToArray() },
        Voucher voucher => new DecodedOutputView { Type = nameof(Voucher), Destination = voucher.Destination, Value = voucher.Value, Payload = voucher.Payload.ToArray() },
        DelegateCallVoucher voucher => new DecodedOutputView { Type = nameof(DelegateCallVoucher), Destination = voucher.Destination, Payload = voucher.Payload.ToArray() },
        _ => null,
    };
}
