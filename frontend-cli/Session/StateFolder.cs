using System.Globalization;
using Rollup.Primitives;

namespace ModelMarket.Cli.Session;

/// <summary>
/// Where this user's state of one market lies: <c>home/chain/escrow/…</c>. Files here may hold salts, so they are for the owner only.
/// </summary>
internal sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root;

    /// <summary>Names the folder; nothing is created before something is written.</summary>
    public StateFolder(string home, ulong chainId, Address escrow)
    {
        _root = Path.Combine(home, chainId.ToString(CultureInfo.InvariantCulture), escrow.ToString());
    }

    /// <summary>The blocks of all content that was imported or fetched for this market.</summary>
    public string Blocks => Path.Combine(_root, "blocks");

    /// <summary>The folder of one job.</summary>
    public string Job(ulong jobId) => Path.Combine(_root, "jobs", jobId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The folder of one account in one job.</summary>
    public string Account(ulong jobId, Address account) => Path.Combine(Job(jobId), account.ToString());

    /// <summary>Where <c>train</c> puts weights and <c>submit</c> finds them.</summary>
    public string Weights(ulong jobId, Address account) => Path.Combine(Account(jobId, account), "weights.safetensors");

    /// <summary>What <c>submit</c> must not forget: the salts of an account's commitments in one job, a file each.</summary>
    public string Commitments(ulong jobId, Address account) => Path.Combine(Account(jobId, account), "commitments");

    /// <summary>What opens and reveals a sponsor's sealed rows, named by their root: it is written before the job has a number.</summary>
    public string Secret(Hash32 root) => Path.Combine(_root, "jobs", $"{root}.secret");

    /// <summary>The text of a private message that was sent from here, by the hash of its envelope.</summary>
    public string Sent(Hash32 envelope) => Path.Combine(_root, "sent", $"{envelope}.txt");

    /// <summary>Writes a whole file or nothing, readable by the owner only.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var stream = new FileStream(temporary, options))
        {
            await stream.WriteAsync(bytes, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
