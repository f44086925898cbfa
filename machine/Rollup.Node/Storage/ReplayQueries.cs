using Microsoft.Data.Sqlite;
using Rollup.Node.Rpc;
using Rollup.Node.Verification;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Storage;

/// <summary>What a validator asks of the database once everything was replayed: L1's claims and executions beside the replay's own outputs.</summary>
internal sealed class ReplayQueries(string connectionString, ulong epochLength)
{
    private static readonly Hash32 EmptyRoot = new OutputsMerkleTree().Root;

    public IReadOnlyList<ClaimCheck> Claims()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command("SELECT last_block, root, tx FROM claim ORDER BY last_block");
        using SqliteDataReader row = command.ExecuteReader();
        var checks = new List<ClaimCheck>();
        while (row.Read())
        {
            var (inputsEnd, root) = At(connection, row.U64(0));
            ulong first = checks.Count == 0 ? 0 : checks[^1].InputsEnd;
            checks.Add(new ClaimCheck(row.U64(0) / epochLength, row.U64(0), row.Hash(1), root, first, inputsEnd, row.Hash(2)));
        }
        return checks;
    }

    public ulong EqualClaimCount() => Number("SELECT count(*) FROM epoch WHERE status = $1", EpochStatus.ClaimAccepted);

    public ulong AcceptedInputCount() => Number("SELECT count(*) FROM input WHERE status = $1", InputStatus.Accepted);

    public ulong ExecutedCount() => Number("SELECT count(*) FROM execution");

    /// <summary>Bytes of the inputs in a range, as they lie in the InputBox's events.</summary>
    public ulong InputBytes(ulong first, ulong end) => Number("SELECT coalesce(sum(length(raw)), 0) FROM input WHERE idx >= $1 AND idx < $2", first, end);

    public IReadOnlyList<ExecutionCheck> WrongExecutions()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command(
            "SELECT x.output, o.input, x.hash, o.hash, x.tx FROM execution x LEFT JOIN output o ON o.idx = x.output WHERE o.hash IS NULL OR o.hash <> x.hash ORDER BY x.output");
        using SqliteDataReader row = command.ExecuteReader();
        var checks = new List<ExecutionCheck>();
        while (row.Read())
            checks.Add(new ExecutionCheck(row.U64(0), row.IsDBNull(1) ? null : row.U64(1), row.Hash(2), row.HashOrNull(3), row.Hash(4)));
        return checks;
    }

    /// <summary>Outputs of the first inputs, in order: index, input and hash.</summary>
    public IEnumerable<(ulong Index, ulong Input, Hash32 Hash)> Outputs(ulong inputsEnd)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command("SELECT idx, input, hash FROM output WHERE input < $1 ORDER BY idx", inputsEnd);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            yield return (row.U64(0), row.U64(1), row.Hash(2));
    }

    /// <summary>What became of the first inputs, in order.</summary>
    public IEnumerable<(ulong Index, InputStatus Status, Hash32 Root)> Results(ulong inputsEnd)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command("SELECT idx, status, root FROM input WHERE idx < $1 ORDER BY idx", inputsEnd);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            yield return (row.U64(0), (InputStatus)row.GetInt32(1), row.Hash(2));
    }

    /// <summary>Outputs of one input.</summary>
    public IEnumerable<(ulong Index, Hash32 Hash)> OutputsOf(ulong input)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command("SELECT idx, hash FROM output WHERE input = $1 ORDER BY idx", input);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            yield return (row.U64(0), row.Hash(1));
    }

    private static (ulong InputsEnd, Hash32 Root) At(SqliteConnection connection, ulong block)
    {
        using SqliteCommand command = connection.Command("SELECT idx + 1, root FROM input WHERE block <= $1 ORDER BY block DESC, idx DESC LIMIT 1", block);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? (row.U64(0), row.Hash(1)) : (0, EmptyRoot);
    }

    private ulong Number(string text, params ReadOnlySpan<object?> values)
    {
        using SqliteConnection connection = Open();
        return connection.Number(text, values);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}
