using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Support;
using LoopbackPhone;
using ModelMarket.Cli;
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

    private PhoneUser _user = null!;

    private PrivateKey Key => _user.Key;

    private LoopbackRelay Relay => _user.Relay;

    private TestPhone Phone => _user.Phone;

    private string SessionFile => _user.SessionFile;

    public async Task InitializeAsync() => _user = await PhoneUser.StartAsync(fixture, PhoneAccount);

    public async Task DisposeAsync() => await _user.DisposeAsync();

    [Fact]
    public async Task Phone_pairs_signs_posts_a_job_and_says_no()
    {
        var proposal = await _user.PairAsync();
        proposal["name"]!.GetValue<string>().Should().Be("ModelMarket");
        proposal["methods"]!.AsArray().Select(method => method!.GetValue<string>()).Should().Contain("eth_sendTransaction").And.Contain("personal_sign").And.Contain("eth_signTypedData_v4");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(SessionFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // Each run is a new start of the program: all it has of the pairing is the file.
        var signed = await _user.RunAsync("wallet", "sign", "from the phone", "--wallet", "walletconnect");
        signed.Exit.Should().Be(ExitCode.Ok, signed.Error);
        Signature.TryFromBytes(Hex.Decode(signed.Output.Trim()), out var signature).Should().BeTrue();
        signature.TryRecover(PersonalMessage.Digest(Encoding.UTF8.GetBytes("from the phone")), out var signer).Should().BeTrue();
        signer.Should().Be(Key.Address);

        var posted = await _user.RunAsync(await _user.PostLineAsync());
        posted.Exit.Should().Be(ExitCode.Ok, posted.Error);
        posted.Error.Should().Contain("costs at most").And.Contain("look at Test phone").And.Contain("it shows the permit").And.NotContain("approval");
        var job = JsonNode.Parse(posted.Output)!["jobId"]!.GetValue<ulong>();
        using (var user = await fixture.UserAsync(PhoneAccount))
        {
            (await user.Reader.JobAsync(job, CancellationToken.None)).Sponsor.Should().Be(Key.Address);
        }

        var sent = await _user.SentAsync();
        await _user.ModeAsync(new JsonObject { ["request"] = "reject" });
        var refused = await _user.RunAsync(await _user.PostLineAsync());
        refused.Exit.Should().Be(ExitCode.Rejected);
        refused.Error.Should().Contain("wallet refused").And.Contain("Nothing was signed");
        (await _user.SentAsync()).Should().Be(sent + 1, "only the minting of the second reward was sent, and not by the phone");

        Relay.Refusals.Should().BeEmpty();
        Relay.Identities.Distinct().Should().HaveCount(2, "the program is one to the relay over all its runs, the phone is the other");
    }

    [Fact]
    public async Task Request_survives_a_relay_that_breaks_off_and_disconnecting_ends_the_session_on_both_sides()
    {
        await _user.PairAsync();
        await _user.ModeAsync(new JsonObject { ["request"] = "hold" });
        var held = _user.RunAsync("wallet", "sign", "through a broken relay", "--wallet", "walletconnect");
        await Phone.SeesAsync("held");
        Relay.Drop();
        await Phone.DoAsync("release");
        var answered = await held;
        answered.Exit.Should().Be(ExitCode.Ok, answered.Error);

        var ended = await _user.RunAsync("wallet", "disconnect");
        ended.Exit.Should().Be(ExitCode.Ok, ended.Error);
        await Phone.SeesAsync("deleted");
        File.Exists(SessionFile).Should().BeFalse();
        var after = await _user.RunAsync("wallet", "sign", "hello", "--wallet", "walletconnect");
        after.Exit.Should().Be(ExitCode.Usage);
        after.Error.Should().Contain("No wallet is connected");
    }

    [Fact]
    public async Task Phone_that_says_no_to_the_pairing_leaves_nothing()
    {
        await _user.ModeAsync(new JsonObject { ["proposal"] = "reject" });

        var run = await _user.ConnectAsync();

        run.Exit.Should().Be(ExitCode.Rejected);
        run.Error.Should().Contain("refused to pair");
        File.Exists(SessionFile).Should().BeFalse();
    }

    [Fact]
    public async Task Pairing_code_that_nobody_scans_expires()
    {
        var run = await _user.RunAsync("wallet", "connect", "--wait", "2s");

        run.Exit.Should().Be(ExitCode.Failed);
        run.Error.Should().MatchRegex(@"wc:[0-9a-f]{64}@2\?relay-protocol=irn&symKey=[0-9a-f]{64}&expiryTimestamp=\d+").And.Contain("expired");
    }

    [Fact]
    public async Task Session_expires_and_says_to_pair_again()
    {
        await _user.PairAsync();
        var session = JsonNode.Parse(await File.ReadAllTextAsync(SessionFile))!;
        session["expiry"]!.GetValue<long>().Should().BeGreaterThan(DateTimeOffset.UtcNow.AddDays(6).ToUnixTimeSeconds());
        session["expiry"] = DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeSeconds();
        await File.WriteAllTextAsync(SessionFile, session.ToJsonString());

        var run = await _user.RunAsync("wallet", "sign", "too late", "--wallet", "walletconnect");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("expired").And.Contain("wallet connect");
        File.Exists(SessionFile).Should().BeFalse();
    }

    [Fact]
    public async Task Session_that_the_phone_ends_is_forgotten_here()
    {
        await _user.PairAsync();
        await Phone.DoAsync("end");
        await Phone.SeesAsync("did end");

        var run = await _user.RunAsync("wallet", "sign", "anybody there?", "--wallet", "walletconnect");

        run.Exit.Should().Be(ExitCode.Failed);
        run.Error.Should().Contain("ended the session");
        File.Exists(SessionFile).Should().BeFalse();
    }

    [Fact]
    public async Task Relay_sees_neither_messages_nor_addresses()
    {
        await _user.PairAsync();
        await _user.RunAsync("wallet", "sign", "a secret between us", "--wallet", "walletconnect");

        Relay.Seen.Should().NotBeEmpty();
        foreach (var text in Relay.Seen)
        {
            var plain = Encoding.Latin1.GetString(Convert.FromBase64String(text)) + text;
            plain.Should().NotContain("personal_sign").And.NotContain(Key.Address.ToString()[2..]).And.NotContain("jsonrpc");
        }
    }
}
