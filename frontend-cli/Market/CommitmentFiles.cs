using System.Text.Json;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Keeps the salts of an account's commitments in one job, a file each: a later commitment never takes the place of an earlier one's salt.</summary>
internal sealed class CommitmentFiles
{
    private readonly string _folder;

    /// <summary>Keeps them in the user's folder of a job.</summary>
    public CommitmentFiles(StateFolder state, ulong jobId, Address account)
    {
        _folder = state.Commitments(jobId, account);
    }

    /// <summary>Writes a record; it survives a crash from here on.</summary>
    public Task SaveAsync(SubmissionRecord record, CancellationToken cancellation) => StateFolder.WriteAsync(
        Path.Combine(_folder, $"{record.Commitment}.json"), JsonSerializer.SerializeToUtf8Bytes(record, CliJson.Default.SubmissionRecord), cancellation);

    /// <summary>All records.</summary>
    /// <exception cref="CliFault">One cannot be read.</exception>
    public async Task<IReadOnlyList<SubmissionRecord>> AllAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(_folder))
        {
            return [];
        }

        var records = new List<SubmissionRecord>();
        foreach (var path in Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal))
        {
            records.Add(Read(await File.ReadAllBytesAsync(path, cancellation), path));
        }

        return records;
    }

    private static SubmissionRecord Read(byte[] json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CliJson.Default.SubmissionRecord) ?? throw new JsonException("null");
        }
        catch (JsonException fault)
        {
            throw CliFault.Usage($"{path} cannot be read: {fault.Message}", "It holds the salt of a commitment. If you have no copy, delete it and submit again.");
        }
    }
}
