using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ModelMarket.Cli.Storage;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Content;

namespace ModelMarket.Cli.Tests.Storage;

/// <summary><c>content pin --service</c> against ipfs-shipyard's mock of a pinning service; every request and answer is checked against the API's OpenAPI document.</summary>
public sealed class MockPinningServiceTests(MockPinningServiceTests.Service service) : IClassFixture<MockPinningServiceTests.Service>, IDisposable
{
    private const string Token = "open-sesame";
    private readonly CliHome _home = new() { Variables = { ["MODELMARKET_PINNING"] = service.Url, ["MODELMARKET_PINNING_TOKEN"] = Token } };

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Content_is_asked_for_once_looked_at_and_let_go()
    {
        var cid = await AddAsync("asked for once");

        var never = await PinAsync(cid, "--status");
        var first = await PinAsync(cid, "--service", "--label", "weights");
        var again = await PinAsync(cid, "--service", "--label", "weights");
        var requests = await service.RequestsAsync(cid);
        var status = await PinAsync(cid, "--status");
        var removed = await PinAsync(cid, "--service", "--remove");
        var after = await PinAsync(cid, "--service", "--remove");

        (never.Exit, first.Exit, again.Exit, status.Exit, removed.Exit, after.Exit).Should().Be((ExitCode.Failed, ExitCode.Ok, ExitCode.Ok, ExitCode.Ok, ExitCode.Ok, ExitCode.Ok), first.Error);
        never.Error.Should().Contain($"was never asked to keep {cid}").And.Contain("--service");
        new[] { first, again, status }.Should().OnlyContain(run => run.Output.Contains($"{cid}  {service.Url}: queued", StringComparison.Ordinal));
        requests.Should().ContainSingle().Which.GetProperty("pin").GetProperty("name").GetString().Should().Be("weights");
        removed.Output.Should().Contain(": unpinned");
        after.Output.Should().Contain(": was not pinned");
    }

    /// <summary>The service takes the state from the label.</summary>
    [Theory]
    [InlineData("pinned", ExitCode.Ok)]
    [InlineData("failed", ExitCode.Failed)]
    public async Task Waiting_ends_with_what_the_service_says(string state, int exit)
    {
        var pin = await PinAsync(await AddAsync(state), "--service", "--wait", "--label", $"{state}-weights");

        pin.Exit.Should().Be(exit, pin.Error);
        pin.Output.Should().Contain($": {state}");
    }

    [Fact]
    public async Task Address_and_token_come_from_the_settings_and_a_label_is_not_needed()
    {
        _home.Variables.Clear();
        await File.WriteAllTextAsync(_home.PathOf("storage.toml"), $"pinning = \"{service.Url}\"\npinning-token-file = \"{_home.Secret("token", Token + "\n")}\"\n");
        var cid = await AddAsync("from the settings");

        var pin = await PinAsync(cid, "--service");

        pin.Exit.Should().Be(ExitCode.Ok, pin.Error);
        (await service.RequestsAsync(cid)).Should().ContainSingle().Which.GetProperty("pin").TryGetProperty("name", out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_request_is_followed_and_ended_by_its_number_and_tells_who_has_the_content()
    {
        using var client = new PinningService(new Uri(service.Url), Token);
        var root = Cid.Parse(await AddAsync("by number"));

        var asked = await client.PinAsync(root, "pinning-weights", ["/ip4/127.0.0.1/tcp/4001/p2p/QmaCpDMGvV2BGHeYERUEnRQAwe3N8SzbUtfsmvsqQLuvuJ"], default);

        asked.Status.Should().Be("pinning");
        (await client.StatusAsync(asked.RequestId, default)).Pin.Origins.Should().ContainSingle();
        (await client.FindAsync(root, default)).Select(pin => pin.RequestId).Should().Equal(asked.RequestId);
        await client.UnpinAsync(asked.RequestId, default);
        (await FluentActions.Awaiting(() => client.StatusAsync(asked.RequestId, default)).Should().ThrowAsync<RemoteFault>()).Which.Message.Should().Contain("404");
    }

    [Theory]
    [InlineData("--service")]
    [InlineData("--status")]
    public async Task A_wrong_token_is_said_to_be_wrong_and_not_shown(string how)
    {
        _home.Variables["MODELMARKET_PINNING_TOKEN"] = "guessed-wrongly";

        var pin = await PinAsync(await AddAsync("wrong token"), how);

        pin.Exit.Should().Be(ExitCode.Unreachable);
        pin.Error.Should().Contain(service.Url).And.Contain("401").And.Contain("Is the access token right?").And.Contain("MODELMARKET_PINNING_TOKEN").And.NotContain("guessed-wrongly");
    }

    [Fact]
    public async Task A_service_that_has_gone_is_said_to_be_out_of_reach()
    {
        await using var gone = await NodePeer.StartAsync(NodeScript.File("Storage", "Pinning", "serve.mjs"), Token);
        _home.Variables["MODELMARKET_PINNING"] = gone.Address.ToString();
        await gone.DisposeAsync();

        var pin = await PinAsync(await AddAsync("gone"), "--service");

        pin.Exit.Should().Be(ExitCode.Unreachable);
        pin.Error.Should().Contain("cannot be reached").And.Contain("Is the address right?");
    }

    /// <summary>Else the other tests would pass for want of a check.</summary>
    [Fact]
    public async Task A_request_that_is_not_of_the_document_is_refused() =>
        (await FluentActions.Awaiting(() => service.RequestsAsync("Qm", "nonsense")).Should().ThrowAsync<HttpRequestException>())
            .Which.StatusCode.Should().Be(HttpStatusCode.BadRequest);

    private async Task<string> AddAsync(string content)
    {
        var path = _home.PathOf("content.txt");
        await File.WriteAllTextAsync(path, content);
        var add = await _home.RunAsync("content", "add", path, "--json");
        return JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString()!;
    }

    private Task<CliRun> PinAsync(string cid, params string[] options) => _home.RunAsync(["content", "pin", cid, .. options]);

    /// <summary>The service.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private NodePeer? _peer;

        /// <summary>Its endpoint.</summary>
        public string Url => _peer!.Address.ToString().TrimEnd('/');

        public async Task InitializeAsync() => _peer = await NodePeer.StartAsync(NodeScript.File("Storage", "Pinning", "serve.mjs"), Token);

        public async Task DisposeAsync() => await _peer!.DisposeAsync();

        /// <summary>What it has been asked to keep, by its own account.</summary>
        internal async Task<JsonElement[]> RequestsAsync(string cid, string status = "queued,pinning,pinned,failed")
        {
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            var list = await http.GetStringAsync(new Uri($"{Url}/pins?cid={cid}&status={status}"));
            return [.. JsonDocument.Parse(list).RootElement.GetProperty("results").EnumerateArray()];
        }
    }
}
