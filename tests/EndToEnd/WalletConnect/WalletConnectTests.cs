using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Support;
using LoopbackPhone;
using ModelMarket.Cli;
using ModelMarket.Cli.Market;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace EndToEnd.WalletConnect;

/// <summary>
/// <c>--wallet walletconnect</c> against WalletConnect's own client (npm <c>@walletconnect/sign-client</c>) as the wallet, through a relay on loopback
/// and on the local network.
/// </summary>
[Collection(NetworkTests.Name)]
public sealed class WalletConnectTests(NetworkFixture fixture) : IAsyncLifetime
{
    private const int PhoneAccount = 7;
    private static readonly PrivateKey Key = Mnemonic.Dev.Key(PhoneAccount);

    private readonly string _home = Directory.CreateTempSubdirectory("modelmarket-phone-").FullName;

    private LoopbackRelay Relay { get; } = new();

    private TestPhone Phone { get; set; } = null!;

    private string SessionFile => Path.Combine(_home, "walletconnect.json");

    public async Task InitializeAsync() => Phone = await TestPhone.StartAsync(Relay.Url, fixture.Network.Market.Rpc, Key);

    public async Task DisposeAsync()
    {
        await Phone.DisposeAsync();
        await Relay.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Phone_pairs_signs_posts_a_job_and_says_no()
    {
        var proposal = await PairAsync();
        proposal["name"]!.GetValue<string>().Should().Be("ModelMarket");
        proposal["methods"]!.AsArray().Select(method => method!.GetValue<string>()).Should().Contain("eth_sendTransaction").And.Contain("personal_sign").And.Contain("eth_signTypedData_v4");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(SessionFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // Each run is a new start of the program: all it has of the pairing is the file.
        var signed = await RunAsync("wallet", "sign", "from the phone", "--wallet", "walletconnect");
        signed.Exit.Should().Be(ExitCode.Ok, signed.Error);
        Signature.TryFromBytes(Hex.Decode(signed.Output.Trim()), out var signature).Should().BeTrue();
        signature.TryRecover(PersonalMessage.Digest(Encoding.UTF8.GetBytes("from the phone")), out var signer).Should().BeTrue();
        signer.Should().Be(Key.Address);

        var posted = await RunAsync(await PostLineAsync());
        posted.Exit.Should().Be(ExitCode.Ok, posted.Error);
        posted.Error.Should().Contain("costs at most").And.Contain("look at Test phone").And.Contain("it shows the permit").And.NotContain("approval");
        var job = JsonNode.Parse(posted.Output)!["jobId"]!.GetValue<ulong>();
        using (var user = await fixture.UserAsync(PhoneAccount))
        {
            (await user.Reader.JobAsync(job, CancellationToken.None)).Sponsor.Should().Be(Key.Address);
        }

        var sent = await SentAsync();
        await Phone.DoAsync("mode", new JsonObject { ["request"] = "reject" });
        await Phone.SeesAsync("did mode");
        var refused = await RunAsync(await PostLineAsync());
        refused.Exit.Should().Be(ExitCode.Rejected);
        refused.Error.Should().Contain("wallet refused").And.Contain("Nothing was signed");
        (await SentAsync()).Should().Be(sent + 1, "only the minting of the second reward was sent, and not by the phone");

        Relay.Refusals.Should().BeEmpty();
        Relay.Identities.Distinct().Should().HaveCount(2, "the program is one to the relay over all its runs, the phone is the other");
    }

    [Fact]
    public async Task Request_survives_a_relay_that_breaks_off_and_disconnecting_ends_the_session_on_both_sides()
    {
        await PairAsync();
        await Phone.DoAsync("mode", new JsonObject { ["request"] = "hold" });
        await Phone.SeesAsync("did mode");
        var held = RunAsync("wallet", "sign", "through a broken relay", "--wallet", "walletconnect");
        await Phone.SeesAsync("held");
        Relay.Drop();
        await Phone.DoAsync("release");
        var answered = await held;
        answered.Exit.Should().Be(ExitCode.Ok, answered.Error);

        var ended = await RunAsync("wallet", "disconnect");
        ended.Exit.Should().Be(ExitCode.Ok, ended.Error);
        await Phone.SeesAsync("deleted");
        File.Exists(SessionFile).Should().BeFalse();
        var after = await RunAsync("wallet", "sign", "hello", "--wallet", "walletconnect");
        after.Exit.Should().Be(ExitCode.Usage);
        after.Error.Should().Contain("No wallet is connected");
    }

    [Fact]
    public async Task Phone_that_says_no_to_the_pairing_leaves_nothing()
    {
        await Phone.DoAsync("mode", new JsonObject { ["proposal"] = "reject" });
        await Phone.SeesAsync("did mode");

        var run = await ConnectAsync();

        run.Exit.Should().Be(ExitCode.Rejected);
        run.Error.Should().Contain("refused to pair");
        File.Exists(SessionFile).Should().BeFalse();
    }

    [Fact]
    public async Task Pairing_code_that_nobody_scans_expires()
    {
        var run = await RunAsync("wallet", "connect", "--wait", "2s");

        run.Exit.Should().Be(ExitCode.Failed);
        run.Error.Should().MatchRegex(@"wc:[0-9a-f]{64}@2\?relay-protocol=irn&symKey=[0-9a-f]{64}&expiryTimestamp=\d+").And.Contain("expired");
    }

    [Fact]
    public async Task Session_expires_and_says_to_pair_again()
    {
        await PairAsync();
        var session = JsonNode.Parse(await File.ReadAllTextAsync(SessionFile))!;
        session["expiry"]!.GetValue<long>().Should().BeGreaterThan(DateTimeOffset.UtcNow.AddDays(6).ToUnixTimeSeconds());
        session["expiry"] = DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeSeconds();
        await File.WriteAllTextAsync(SessionFile, session.ToJsonString());

        var run = await RunAsync("wallet", "sign", "too late", "--wallet", "walletconnect");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("expired").And.Contain("wallet connect");
        File.Exists(SessionFile).Should().BeFalse();
    }

    [Fact]
    public async Task Session_that_the_phone_ends_is_forgotten_here()
    {
        await PairAsync();
        await Phone.DoAsync("end");
        await Phone.SeesAsync("did end");

        var run = await RunAsync("wallet", "sign", "anybody there?", "--wallet", "walletconnect");

        run.Exit.Should().Be(ExitCode.Failed);
        run.Error.Should().Contain("ended the session");
        File.Exists(SessionFile).Should().BeFalse();
    }

    [Fact]
    public async Task Relay_sees_neither_messages_nor_addresses()
    {
        await PairAsync();
        await RunAsync("wallet", "sign", "a secret between us", "--wallet", "walletconnect");

        Relay.Seen.Should().NotBeEmpty();
        foreach (var text in Relay.Seen)
        {
            var plain = Encoding.Latin1.GetString(Convert.FromBase64String(text)) + text;
            plain.Should().NotContain("personal_sign").And.NotContain(Key.Address.ToString()[2..]).And.NotContain("jsonrpc");
        }
    }

    private async Task<JsonNode> PairAsync()
    {
        var connecting = ConnectAsync();
        var proposal = await Phone.SeesAsync("proposal");
        var run = await connecting;
        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("connected to Test phone").And.Contain(Key.Address.ToChecksumString());
        run.Error.Should().MatchRegex("[▀▄█]", "the code is there to scan");
        return proposal;
    }

    private async Task<(int Exit, string Output, string Error)> ConnectAsync()
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

    private Task<ulong> SentAsync() => fixture.Network.Ethereum.GetTransactionCountAsync(Key.Address, BlockTag.Latest);

    private async Task<string[]> PostLineAsync()
    {
        using var user = await fixture.UserAsync(PhoneAccount);
        var token = await TokenInfo.ReadAsync(user.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(user, token, token.Parse("100", "reward and bond"));
        return
        [
            "job", "post", "--json", "--wallet", "walletconnect", "--title", "Posted from a phone", .. await fixture.JobFilesAsync("phone"), "--reward", "50", "--token", token.Address.ToString(),
            "--min-improvement", "0.001", "--open", "1h", "--reveal", "10m", "--upload", "10m",
        ];
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var error = new LineWriter();
        return await RunAsync(error, args);
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(LineWriter error, params string[] args)
    {
        var variables = new Dictionary<string, string>
        {
            ["MODELMARKET_HOME"] = _home,
            ["MODELMARKET_RPC"] = fixture.Network.Market.Rpc.AbsoluteUri,
            ["MODELMARKET_NODE"] = fixture.Network.Market.Node.AbsoluteUri,
            ["MODELMARKET_APP"] = fixture.Network.Market.Application.ToChecksumString(),
            ["MODELMARKET_WALLETCONNECT_RELAY"] = Relay.Url,
        };
        using var output = new StringWriter();
        var exit = await CommandLineApp.RunAsync(args, new CliHost(output, error, name => variables.GetValueOrDefault(name), interactive: false));
        return (exit, output.ToString(), error.ToString());
    }
}
