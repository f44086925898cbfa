using Microsoft.Data.Sqlite;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Storage;

/// <summary>An application's past as its database has it. Each read has a connection of its own, so that it may run beside the writer.</summary>
internal sealed class StoredPast(string connectionString) : IGuestPast
{
    private ulong _inputCount;
    private ulong _outputCount;

    public ulong InputCount => Interlocked.Read(ref _inputCount);

    public ulong OutputCount => Interlocked.Read(ref _outputCount);

    /// <summary>Says how much is kept, after it was written.</summary>
    public void Set(ulong inputCount, ulong outputCount)
    {
        Interlocked.Exchange(ref _outputCount, outputCount);
        Interlocked.Exchange(ref _inputCount, inputCount);
    }

    public IReadOnlyList<SavedState> SavedStates()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command("SELECT file, root, input_count, output_count FROM snapshot WHERE input_count <= $1 ORDER BY input_count DESC", InputCount);
        using SqliteDataReader row = command.ExecuteReader();
        var states = new List<SavedState>();
        while (row.Read())
            states.Add(new SavedState(row.GetString(0), row.Hash(1), row.U64(2), row.U64(3)));
        return states;
    }

    public IEnumerable<PastInput> Accepted(ulong firstInput, ulong inputsEnd)
    {
        for (ulong next = firstInput; next < inputsEnd;)
        {
            List<PastInput> piece = Piece(next, inputsEnd);
            if (piece.Count == 0)
                yield break;
            foreach (PastInput entry in piece)
                yield return entry;
            next = piece[^1].Input.Index + 1;
        }
    }

    private List<PastInput> Piece(ulong first, ulong end)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.Command(
            "SELECT raw, answer FROM input WHERE idx >= $1 AND idx < $2 AND status = $3 ORDER BY idx LIMIT $4", first, end, InputStatus.Accepted, NodeLimits.InputsPerBatch);
        using SqliteDataReader row = command.ExecuteReader();
        var inputs = new List<PastInput>();
        while (row.Read())
        {
            Invariant.Require(EvmAdvance.TryDecode(row.Blob(0), out EvmAdvance? advance), "A stored input was decoded before it was stored.");
            inputs.Add(new PastInput(advance!, row.Hash(1)));
        }
        return inputs;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}
