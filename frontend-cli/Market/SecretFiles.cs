using System.Text.Json;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Keeps what opens sealed rows: one file per sealed root, for the owner only, written before anything is sent.</summary>
internal sealed class SecretFiles
{
    private readonly StateFolder _state;

    /// <summary>Keeps them in a user's folder.</summary>
    public SecretFiles(StateFolder state)
    {
        _state = state;
    }

    /// <summary>Where the file of a root lies.</summary>
    public string PathOf(Hash32 root) => _state.Secret(root);

    /// <summary>Whether this user has the secret of a root.</summary>
    public bool Has(Hash32 root) => File.Exists(PathOf(root));

    /// <summary>Writes a secret; it survives a crash from here on.</summary>
    public Task SaveAsync(SealedSecret secret, CancellationToken cancellation) =>
        StateFolder.WriteAsync(PathOf(secret.Root), JsonSerializer.SerializeToUtf8Bytes(secret, CliJson.Default.SealedSecret), cancellation);

    /// <summary>Reads the secret of a root and checks that it is whole.</summary>
    /// <exception cref="CliFault">It is missing or damaged.</exception>
    public async Task<SealedSecret> LoadAsync(Hash32 root, CancellationToken cancellation)
    {
        var path = PathOf(root);
        if (!File.Exists(path))
        {
            throw CliFault.Usage(
                $"The secret of this job's sealed rows is not here: {path} does not exist.",
                "Copy it back from your backup, or run on the machine that posted the job. Without it the sponsor bond is lost.");
        }

        return Read(await File.ReadAllBytesAsync(path, cancellation), path, root);
    }

    private static SealedSecret Read(byte[] json, string path, Hash32 root)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, CliJson.Default.SealedSecret) is not { Version: SealedSecret.CurrentVersion } secret)
            {
                throw CliFault.Usage($"{path} is not a secret of this version.", "Use the version of modelmarket that wrote it.");
            }

            return secret.Tree().Root == root
                ? secret
                : throw CliFault.Usage($"{path} is damaged: its groups do not hash to the root {root}.", "Copy it back from your backup.");
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            throw CliFault.Usage($"{path} cannot be read: {fault.Message}", "Copy it back from your backup.");
        }
    }
}
