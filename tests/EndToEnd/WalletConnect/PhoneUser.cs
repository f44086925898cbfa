using System.Text.Json.Nodes;
using EndToEnd.Support;
using LoopbackPhone;
using ModelMarket.Cli;
using ModelMarket.Cli.Market;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;

namespace EndToEnd.WalletConnect;

/// <summary>A person with a phone: WalletConnect's own client with a key, a relay on loopback, and the command line with a home of its own.</summary>
internal sealed class PhoneUser : IAsyncDisposable
{
    private readonly NetworkFixture _fixture;
    private readonly int _account;
    private readonly string _home = Directory.CreateTempSubdirectory("modelmarket-phone-").FullName;

    private PhoneUser(NetworkFixture fixture, int account)
    {
        _fixture = fixture;
        _account = account;
        Key = Mnemonic.Dev.Key(account);
    }

    /// <summary>The key on the phone.</summary>
    public PrivateKey Key { get; }

    public LoopbackRelay Relay { get; } = new();

    public TestPhone Phone { get; private set; } = null!;

    /// <summary>What the program keeps of a pairing.</summary>
    public string SessionFile => Path.Combine(_home, "walletconnect.json");

    public static async Task<PhoneUser> StartAsync(NetworkFixture fixture, int account)
    {
        var user = new PhoneUser(fixture, account);
        user.Phone = await TestPhone.StartAsync(user.Relay.Url, fixture.Network.Market.Rpc, user.Key);
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        await Phone.DisposeAsync();
        await Relay.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Changes what person and wallet do from now on.</summary>
    public async Task ModeAsync(JsonObject change)
    {
        await Phone.DoAsync("mode", change);
        await Phone.SeesAsync("did mode");
    }

    /// <summary>Pairs; the phone must agree.</summary>
    /// <returns>The proposal as the phone shows it.</returns>
    public async Task<JsonNode> PairAsync()
    {
        var connecting = ConnectAsync();
        var proposal = await Phone.SeesAsync("proposal");
        var run = await connecting;
        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("connected to Test phone").And.Contain(Key.Address.ToChecksumString());
        run.Error.Should().MatchRegex("[▀▄█]", "the code is there to scan");
        return proposal;
    }

    /// <summary>Runs <c>wallet connect</c> and lets the phone scan its code.</summary>
    public async Task<(int Exit, string Output, string Error)> ConnectAsync()
    {
        using var error = new LineWriter();
        var running = RunAsync(error, "wallet", "connect");
        string? uri = null;
        while (uri is null && !running.IsCompleted)
        {
            await Task.Delay(20);
            uri = error.ToString().Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("wc:", StringComparison.Ordinal) && line.Contains("expiryTimestamp=", StringComparison.Ordinal));
        }

        if (uri is not null)
        {
            await Phone.DoAsync("pair", new JsonObject { ["uri"] = uri });
        }

        return await running;
    }

    /// <summary>Transactions of this account so far.</summary>
    public Task<ulong> SentAsync() => _fixture.Network.Ethereum.GetTransactionCountAsync(Key.Address, BlockTag.Latest);

    /// <summary>Gives the account test tokens, by its key and not by the phone.</summary>
    public async Task<TokenInfo> MintAsync(string amount)
    {
        using var user = await _fixture.UserAsync(_account);
        var token = await TokenInfo.ReadAsync(user.Session.Ethereum, _fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(user, token, token.Parse(amount, "reward and bond"));
        return token;
    }

    /// <summary>A line that posts a job whose reward the account has.</summary>
    public async Task<string[]> PostLineAsync()
    {
        var token = await MintAsync("100");
        return
        [
            "job", "post", "--json", "--wallet", "walletconnect", "--title", "Posted from a phone", .. await _fixture.JobFilesAsync("phone"), "--reward", "50", "--token", token.Address.ToString(),
            "--min-improvement", "0.001", "--open", "1h", "--reveal", "10m", "--upload", "10m",
        ];
    }

    /// <summary>Runs the program: each run is a new start, and all it has of the pairing is the file.</summary>
    public async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var error = new LineWriter();
        return await RunAsync(error, args);
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(LineWriter error, params string[] args)
    {
        var variables = new Dictionary<string, string>
        {
            ["MODELMARKET_HOME"] = _home,
            ["MODELMARKET_RPC"] = _fixture.Network.Market.Rpc.AbsoluteUri,
            ["MODELMARKET_NODE"] = _fixture.Network.Market.Node.AbsoluteUri,
            ["MODELMARKET_APP"] = _fixture.Network.Market.Application.ToChecksumString(),
            ["MODELMARKET_WALLETCONNECT_RELAY"] = Relay.Url,
        };
        using var output = new StringWriter();
        var exit = await CommandLineApp.RunAsync(args, new CliHost(output, error, name => variables.GetValueOrDefault(name), interactive: false));
        return (exit, output.ToString(), error.ToString());
    }
}
