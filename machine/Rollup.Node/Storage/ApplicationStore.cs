using System.Globalization;
using Microsoft.Data.Sqlite;
using Rollup.Node.Guests;
using Rollup.Node.L1;
using Rollup.Node.Lanes;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Storage;

/// <summary>
/// What the node knows of one application, in one SQLite file. The lane is the only writer and every method here is one transaction;
/// <see cref="StoreQueries"/> reads beside it.
/// </summary>
internal sealed class ApplicationStore : IDisposable
{
    // Reorganisations deeper than this many checkpoints start over at the first block.
    private const int CheckpointsKept = 1024;
    private readonly SqliteConnection _connection;

    private readonly StoredPast _past;
    private readonly string _snapshotFolder;

    private ApplicationStore(SqliteConnection connection, string file, string connectionString)
    {
        _connection = connection;
        ConnectionString = connectionString;
        _snapshotFolder = Path.ChangeExtension(file, ".snapshots");
        _past = new StoredPast(connectionString);
        Queries = new StoreQueries(connectionString);
        NotePast();
    }

    /// <summary>For readers beside the lane.</summary>
    public string ConnectionString { get; }

    /// <summary>What the guest went through.</summary>
    public IGuestPast Past => _past;

    /// <summary>Reads for the API.</summary>
    public StoreQueries Queries { get; }

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="StoreMismatchException">It is of another application, chain or version.</exception>
    public static ApplicationStore Open(string file, ApplicationFacts facts, long? bytesMax = null)
    {
        string connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 30 }.ToString();
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Prepare(connection, file, facts);
            // SQLite counts pages, and takes no limit below what the file has already.
            if (bytesMax is { } limit)
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {(ulong)limit / connection.Number("PRAGMA page_size")}"));
            return new ApplicationStore(connection, file, connectionString);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Checkpoint? LastCheckpoint()
    {
        using SqliteCommand command = _connection.Command("SELECT block, hash FROM checkpoint ORDER BY block DESC LIMIT 1");
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? new Checkpoint(row.U64(0), row.Hash(1)) : null;
    }

    /// <summary>Checkpoints from the newest to the oldest.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints()
    {
        using SqliteCommand command = _connection.Command("SELECT block, hash FROM checkpoint ORDER BY block DESC");
        using SqliteDataReader row = command.ExecuteReader();
        var checkpoints = new List<Checkpoint>();
        while (row.Read())
            checkpoints.Add(new Checkpoint(row.U64(0), row.Hash(1)));
        return checkpoints;
    }

    public ulong InputCount() => _connection.Number("SELECT max(idx) + 1 FROM input");

    public ulong ProcessedCount() => _connection.Number(StoreQueries.ProcessedCountText);

    public ulong ReportCount() => _connection.Number("SELECT max(idx) + 1 FROM report");

    /// <summary>Leaves of the outputs tree in order.</summary>
    public IEnumerable<Hash32> OutputHashes()
    {
        using SqliteCommand command = _connection.Command("SELECT hash FROM output ORDER BY idx");
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
            yield return row.Hash(0);
    }

    /// <summary>Inputs from <paramref name="first"/> on, at most <paramref name="count"/>, with their epochs and what became of them.</summary>
    public IReadOnlyList<StoredInput> Inputs(ulong first, int count)
    {
        using SqliteCommand command = _connection.Command("SELECT idx, epoch, raw, status, output_count FROM input WHERE idx >= $1 ORDER BY idx LIMIT $2", first, count);
        using SqliteDataReader row = command.ExecuteReader();
        var inputs = new List<StoredInput>();
        while (row.Read())
        {
            byte[] raw = row.Blob(2);
            Invariant.Require(EvmAdvance.TryDecode(raw, out EvmAdvance? advance), "A stored input was decoded before it was stored.");
            inputs.Add(new StoredInput(row.U64(0), row.U64(1), advance!, (InputStatus)row.GetInt32(3), row.IsDBNull(4) ? 0 : row.U64(4)));
        }
        return inputs;
    }

    /// <summary>Keeps what a range of blocks brought and that it was read.</summary>
    public void Add(L1Range range, ulong epochLength)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        long now = Sql.Now();
        foreach (L1Input input in range.Inputs)
            AddInput(input, epochLength, now);
        foreach (L1Execution execution in range.Executions)
            _connection.Execute("INSERT OR REPLACE INTO execution VALUES($1, $2, $3, $4, $5)", execution.OutputIndex, execution.BlockNumber, execution.Transaction, execution.OutputHash, now);
        foreach (L1Claim claim in range.Claims)
            _connection.Execute("INSERT OR REPLACE INTO claim VALUES($1, $2, $3, $4)", claim.LastProcessedBlock, claim.Root, claim.BlockNumber, claim.Transaction);
        _connection.Execute("INSERT OR REPLACE INTO checkpoint VALUES($1, $2)", range.End.Block, range.End.Hash);
        _connection.Execute("DELETE FROM checkpoint WHERE block NOT IN (SELECT block FROM checkpoint ORDER BY block DESC LIMIT $1)", CheckpointsKept);
        _connection.Execute("UPDATE epoch SET status = $1, updated_at = $2 WHERE status = $3 AND last_block <= $4", EpochStatus.Closed, now, EpochStatus.Open, range.End.Block);
        transaction.Commit();
    }

    /// <summary>Keeps what inputs led to.</summary>
    public void Add(IReadOnlyList<ProcessedInput> results)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        long now = Sql.Now();
        ulong report = ReportCount();
        foreach (ProcessedInput result in results)
        {
            _connection.Execute(
                "UPDATE input SET status = $2, root = $3, output_count = $4, updated_at = $5, answer = $6 WHERE idx = $1",
                result.Index, result.Status, result.OutputsRoot, result.OutputCount, now, result.Answer);
            AddOutputs(result, now);
            foreach (byte[] payload in result.Reports)
                _connection.Execute("INSERT INTO report VALUES($1, $2, $3, $4, $5, $5)", report++, result.Index, result.EpochIndex, payload, now);
        }
        transaction.Commit();
        NotePast();
    }

    /// <summary>Where the next state may be written before it is kept.</summary>
    public string NewSnapshotFile()
    {
        Directory.CreateDirectory(_snapshotFolder);
        return Path.Combine(_snapshotFolder, $"{Guid.NewGuid():N}.new");
    }

    /// <summary>Keeps a state that was written into <paramref name="file"/>: on disk first, then under its name, then in the database. The oldest ones go.</summary>
    /// <exception cref="IOException">The file cannot be read, or is not what its root says.</exception>
    public void AddSnapshot(string file, Hash32 root, ulong inputCount, ulong outputCount)
    {
        string name = Path.Combine(_snapshotFolder, $"{inputCount}-{root}.state");
        using (var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite))
        {
            var state = new byte[written.Length];
            written.ReadExactly(state);
            if (Keccak256.Hash(state) != root)
                throw new IOException($"{file} is not the state with root {root}");
            written.Flush(flushToDisk: true);
        }
        File.Move(file, name, overwrite: true);
        using (SqliteTransaction transaction = _connection.BeginTransaction())
        {
            _connection.Execute("INSERT OR REPLACE INTO snapshot VALUES($1, $2, $3, $4, $5)", inputCount, outputCount, root, name, Sql.Now());
            _connection.Execute("DELETE FROM snapshot WHERE input_count NOT IN (SELECT input_count FROM snapshot ORDER BY input_count DESC LIMIT $1)", NodeLimits.SnapshotsKept);
            transaction.Commit();
        }
        RemoveSnapshotFiles();
    }

    /// <summary>Inputs that led to the newest saved state.</summary>
    public ulong SnapshotInputCount() => _connection.Number("SELECT max(input_count) FROM snapshot");

    /// <summary>Removes files that the database does not name: of older states, and what a crash left half written.</summary>
    public void RemoveSnapshotFiles()
    {
        if (!Directory.Exists(_snapshotFolder))
            return;

        HashSet<string> kept = [.. _past.SavedStates().Select(state => Path.GetFileName(state.File))];
        foreach (string file in Directory.EnumerateFiles(_snapshotFolder))
        {
            if (!kept.Contains(Path.GetFileName(file)))
                File.Delete(file);
        }
    }

    /// <summary>The first epoch with this status.</summary>
    public StoredEpoch? FirstEpoch(EpochStatus status)
    {
        using SqliteCommand command = _connection.Command(
            "SELECT idx, last_block, input_lower, input_upper, root, output_count, status, claim_tx FROM epoch WHERE status = $1 ORDER BY idx LIMIT 1", status);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? ReadEpoch(row) : null;
    }

    /// <summary>Every epoch with this status in order.</summary>
    public IReadOnlyList<StoredEpoch> Epochs(EpochStatus status)
    {
        using SqliteCommand command = _connection.Command(
            "SELECT idx, last_block, input_lower, input_upper, root, output_count, status, claim_tx FROM epoch WHERE status = $1 ORDER BY idx", status);
        using SqliteDataReader row = command.ExecuteReader();
        var epochs = new List<StoredEpoch>();
        while (row.Read())
            epochs.Add(ReadEpoch(row));
        return epochs;
    }

    /// <summary>Keeps the claim of an epoch whose inputs are all processed: the root after its last input.</summary>
    public void SetClaimComputed(StoredEpoch epoch) => _connection.Execute(
        "UPDATE epoch SET status = $2, root = i.root, output_count = i.output_count, updated_at = $3 FROM input i WHERE epoch.idx = $1 AND i.idx = $4",
        epoch.Index, EpochStatus.ClaimComputed, Sql.Now(), epoch.InputUpperBound - 1);

    /// <summary>Moves an epoch on.</summary>
    public void SetStatus(ulong epoch, EpochStatus status, Hash32? claimTransaction) => _connection.Execute(
        "UPDATE epoch SET status = $2, claim_tx = $3, updated_at = $4 WHERE idx = $1", epoch, status, claimTransaction, Sql.Now());

    /// <summary>The accepted claim for an epoch's last block.</summary>
    public L1Claim? AcceptedClaim(ulong lastBlock)
    {
        using SqliteCommand command = _connection.Command("SELECT last_block, root, block, tx FROM claim WHERE last_block = $1", lastBlock);
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read() ? new L1Claim(row.U64(0), row.Hash(1), row.U64(2), row.Hash(3)) : null;
    }

    /// <summary>Says whether the application runs.</summary>
    public void SetState(ApplicationState state, string? reason) =>
        _connection.Execute("UPDATE application SET state = $1, reason = $2, updated_at = $3", state, reason, Sql.Now());

    /// <summary>Forgets everything that blocks after <paramref name="block"/> brought (none is kept when null).</summary>
    /// <returns>How many inputs are left.</returns>
    public ulong RollBack(ulong? block)
    {
        // "After block -1" is everything.
        long keep = block is { } b ? checked((long)b) : -1;
        using SqliteTransaction transaction = _connection.BeginTransaction();
        long now = Sql.Now();
        _connection.Execute("DELETE FROM checkpoint WHERE block > $1", keep);
        _connection.Execute("DELETE FROM execution WHERE block > $1", keep);
        _connection.Execute("DELETE FROM claim WHERE block > $1", keep);
        // A claim that was sent and is not accepted in what is left may be gone: it is sent again, and the consensus takes only one.
        _connection.Execute(
            "UPDATE epoch SET status = $1, claim_tx = NULL, updated_at = $2 WHERE status >= $3 AND last_block NOT IN (SELECT last_block FROM claim)",
            EpochStatus.ClaimComputed, now, EpochStatus.ClaimSubmitted);
        _connection.Execute("DELETE FROM input WHERE block > $1", keep);
        ulong left = InputCount();
        _connection.Execute("DELETE FROM snapshot WHERE input_count > $1", left);
        _connection.Execute("DELETE FROM output WHERE input >= $1", left);
        _connection.Execute("DELETE FROM report WHERE input >= $1", left);
        _connection.Execute("DELETE FROM epoch WHERE input_lower >= $1", left);
        _connection.Execute("UPDATE epoch SET input_upper = min(input_upper, $1), status = $2, root = NULL, output_count = NULL, claim_tx = NULL, updated_at = $3 WHERE last_block > $4",
            left, EpochStatus.Open, now, keep);
        transaction.Commit();
        NotePast();
        return left;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        SqliteConnection.ClearPool(_connection);
    }

    private static StoredEpoch ReadEpoch(SqliteDataReader row) => new(
        row.U64(0), row.U64(1), row.U64(2), row.U64(3), row.HashOrNull(4), row.IsDBNull(5) ? null : row.U64(5), (EpochStatus)row.GetInt32(6), row.HashOrNull(7));

    private static void Prepare(SqliteConnection connection, string file, ApplicationFacts facts)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = NORMAL");
        ulong version = connection.Number("PRAGMA user_version");
        if (version == 0)
            Create(connection, facts);
        else if (version != StoreSchema.Version)
            throw new StoreMismatchException($"{file} has version {version}, this node writes {StoreSchema.Version}: remove it, the node reads L1 again");

        using SqliteCommand command = connection.Command("SELECT chain_id, address, consensus FROM application");
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read() || row.U64(0) != facts.ChainId || Address.FromBytes(row.Blob(1)) != facts.Application || Address.FromBytes(row.Blob(2)) != facts.Consensus)
        {
            throw new StoreMismatchException(
                $"{file} belongs to another application, consensus or chain than {facts.Application} under {facts.Consensus} on chain {facts.ChainId}: give another folder, or remove it");
        }
    }

    private static void Create(SqliteConnection connection, ApplicationFacts facts)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        connection.Execute(StoreSchema.Text);
        connection.Execute("INSERT INTO application VALUES($1, $2, $3, $4, NULL, $5, $5)", facts.ChainId, facts.Application, facts.Consensus, ApplicationState.Enabled, Sql.Now());
        connection.Execute($"PRAGMA user_version = {StoreSchema.Version}");
        transaction.Commit();
    }

    private void AddInput(L1Input input, ulong epochLength, long now)
    {
        ulong epoch = input.BlockNumber / epochLength;
        _connection.Execute(
            """
            INSERT INTO epoch VALUES($1, $2, $3, $4, $4 + 1, NULL, NULL, $5, NULL, (SELECT count(*) FROM epoch), $6, $6)
            ON CONFLICT(idx) DO UPDATE SET input_upper = $4 + 1, updated_at = $6
            """,
            epoch, epoch * epochLength, epoch * epochLength + epochLength - 1, input.Index, EpochStatus.Open, now);
        _connection.Execute(
            "INSERT INTO input VALUES($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL, $8, $8)",
            input.Index, epoch, input.BlockNumber, input.Advance.MsgSender, input.Blob, input.Transaction, InputStatus.None, now);
    }

    private void NotePast() => _past.Set(ProcessedCount(), _connection.Number("SELECT max(idx) + 1 FROM output"));

    private void AddOutputs(ProcessedInput result, long now)
    {
        ulong index = result.FirstOutputIndex;
        foreach (byte[] raw in result.Outputs)
        {
            Address? destination = Output.TryDecode(raw, out Output? output) ? DestinationOf(output) : null;
            _connection.Execute(
                "INSERT INTO output VALUES($1, $2, $3, $4, $5, $6, $7, $8, $8)",
                index++, result.Index, result.EpochIndex, raw, Keccak256.Hash(raw), raw[..Math.Min(4, raw.Length)], destination, now);
        }
    }

    private static Address? DestinationOf(Output output) => output switch
    {
        Voucher voucher => voucher.Destination,
        DelegateCallVoucher voucher => voucher.Destination,
        _ => null,
    };
}
