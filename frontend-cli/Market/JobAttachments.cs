using ModelMarket.Cli.Data;
using ModelMarket.Cli.Storage;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Market;

/// <summary>The files that a job's terms name and the machine does not hold, its schema and its trainer, brought from the user's content or
/// the sources of <c>storage.toml</c>. Every byte is checked against its CID.</summary>
internal sealed class JobAttachments(UserContent content)
{
    private const int SchemaBytesMax = 4 << 20;

    /// <summary>What data a job wants; null where it does not say.</summary>
    /// <exception cref="CliFault">The schema is nowhere, or no schema.</exception>
    public async Task<DataSchema?> SchemaAsync(JobView job, CancellationToken cancellation) => job.Terms?.Schema is { } file
        ? DataSchema.Parse(await ReadAsync(job, file, "schema", SchemaBytesMax, cancellation), $"the schema of job {job.Id} ({file.Cid})")
        : null;

    /// <summary>The trainer's module; null where the terms' words say it all.</summary>
    /// <exception cref="CliFault">It is nowhere, or too large.</exception>
    public async Task<byte[]?> TrainerAsync(JobView job, CancellationToken cancellation) => job.Terms?.TrainerFile is { } file
        ? await ReadAsync(job, file, "trainer", Training.TrainerLimits.ModuleBytesMax, cancellation)
        : null;

    /// <summary>SHA-256 of a file, as people compare it.</summary>
    public static string Sha256(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(HostSha256.Instance.Hash(file).ToArray());

    private async Task<byte[]> ReadAsync(JobView job, FileView file, string what, int bytesMax, CancellationToken cancellation)
    {
        if (file.Size > (ulong)bytesMax)
        {
            throw CliFault.Failed($"The {what} of job {job.Id} has {file.Size} bytes; at most {bytesMax} are fetched.");
        }

        try
        {
            return await content.ReadFileAsync(ContentLibrary.CidOf(file.Cid), (int)file.Size, cancellation);
        }
        catch (CliFault fault) when (fault.Exit == ExitCode.Unreachable)
        {
            throw CliFault.Unreachable(
                $"The {what} of job {job.Id} could not be fetched. {fault.Message}",
                $"The sponsor should serve it. If you have it as a file: modelmarket content add FILE gives CID {file.Cid}; other sources: --storage or storage.toml.");
        }
    }
}
