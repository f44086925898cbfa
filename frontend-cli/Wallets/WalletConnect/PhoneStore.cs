using System.Text.Json;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>Keeps the session in <c>home/walletconnect.json</c>, for the owner only.</summary>
internal sealed class PhoneStore
{
    private readonly string _path;

    /// <summary>Names the file.</summary>
    public PhoneStore(string home)
    {
        _path = Path.Combine(home, "walletconnect.json");
    }

    /// <summary>The session; null where there is none.</summary>
    public PhoneSession? Load()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), WalletJson.Default.PhoneSession) : null;
        }
        catch (JsonException)
        {
            throw CliFault.Usage($"{_path} is not a WalletConnect session.", "Delete it and pair again: modelmarket wallet connect");
        }
    }

    /// <summary>Keeps a session instead of the one before.</summary>
    public Task SaveAsync(PhoneSession session, CancellationToken cancellation) =>
        Session.StateFolder.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(session, WalletJson.Default.PhoneSession), cancellation);

    /// <summary>Forgets it.</summary>
    public void Delete() => File.Delete(_path);
}
