using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelMarket.Cli.Storage;
using ModelMarket.Content;
using ModelMarket.Content.Car;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Storage;

/// <summary>Sources that work and sources that misbehave, over real HTTP on loopback.</summary>
public sealed class RemoteStorageTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("modelmarket-remote-").FullName;
    private readonly byte[] _content = new byte[700_000];
    private readonly BlockMap _blocks = new();
    private readonly List<SourceTrouble> _troubles = [];
    private readonly Cid _root;

    public RemoteStorageTests()
    {
        new Random(5).NextBytes(_content);
        _root = UnixFsImporter.Import(_content, ImportOptions.Default, Sha256Managed.Instance, _blocks).Root;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task A_file_is_fetched_from_a_gateway_with_progress_and_nothing_is_fetched_twice()
    {
        await using var gateway = await ContentGateway.StartAsync(_blocks, 0, default);
        using var source = new GatewayBlocks(gateway.Address);
        var steps = new List<FetchProgress>();

        var size = await Fetcher(source).FetchAsync(_root, 1_000_000, steps.Add, default);

        size.Should().Be(700_000);
        steps[^1].Should().Be(new FetchProgress(_blocks.Blocks.Sum(b => (long)b.Data.Length), 700_000, 13, 13));
        Read().Should().Equal(_content);
        await gateway.DisposeAsync();
        (await Fetcher(source).FetchAsync(_root, 1_000_000, _ => { }, default)).Should().Be(700_000, "everything is here already");
        _troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_lies_is_named_with_the_block_and_asked_no_more()
    {
        await using var liar = await ScriptedServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[100]).AsTask());
        await using var honest = await ContentGateway.StartAsync(_blocks, 0, default);
        using var first = new GatewayBlocks(liar.Address);
        using var second = new GatewayBlocks(honest.Address);

        await Fetcher(first, second).FetchAsync(_root, 1_000_000, _ => { }, default);

        Read().Should().Equal(_content);
        _troubles.Should().ContainSingle();
        _troubles[0].Should().Be(new SourceTrouble(first.Name, _root, "gave 100 wrong bytes", true));
        liar.Requests.Should().Be(1);
    }

    [Fact]
    public async Task Gateways_that_stall_cut_off_redirect_in_circles_flood_or_refuse_are_survived()
    {
        using var never = new CancellationTokenSource();
        await using var stalls = await ScriptedServer.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync(new byte[10]);
            await Task.WhenAny(Task.Delay(Timeout.Infinite, context.RequestAborted), Task.Delay(Timeout.Infinite, never.Token));
        });
        await using var cutsOff = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 5000;
            await context.Response.Body.WriteAsync(new byte[100]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var circles = await ScriptedServer.StartAsync(context =>
        {
            context.Response.Redirect(context.Request.Path + "?again");
            return Task.CompletedTask;
        });
        await using var floods = await ScriptedServer.StartAsync(async context =>
        {
            for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(new byte[100_000]);
            }
        });
        await using var refuses = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("overloaded");
        });
        await using var honest = await ContentGateway.StartAsync(_blocks, 0, default);
        Uri[] addresses = [cutsOff.Address, circles.Address, floods.Address, refuses.Address, new("http://127.0.0.1:9"), stalls.Address, honest.Address];
        var sources = addresses.Select(address => new GatewayBlocks(address)).ToArray();

        await Fetcher(sources).FetchAsync(_root, 1_000_000, _ => { }, default);

        Read().Should().Equal(_content);
        _troubles.Select(trouble => trouble.Source).Distinct().Should().Contain(sources.Take(5).Select(source => source.Name));
        _troubles.Should().Contain(trouble => trouble.Reason.Contains("503", StringComparison.Ordinal) && trouble.Reason.Contains("overloaded", StringComparison.Ordinal));
        _troubles.Should().Contain(trouble => trouble.Reason.Contains("more than", StringComparison.Ordinal));
        await never.CancelAsync();
        Array.ForEach(sources, source => source.Dispose());
    }

    [Fact]
    public async Task A_block_that_is_nowhere_says_what_each_source_did()
    {
        var partial = new BlockMap();
        foreach (var block in _blocks.Blocks.Skip(1))
        {
            partial.Put(block.Cid, block.Data.Span);
        }

        await using var gateway = await ContentGateway.StartAsync(partial, 0, default);
        using var source = new GatewayBlocks(gateway.Address);
        var fetch = () => Fetcher(source).FetchAsync(_root, 1_000_000, _ => { }, default);

        var fault = (await fetch.Should().ThrowAsync<CliFault>()).Which;
        fault.Exit.Should().Be(ExitCode.Unreachable);
        fault.Message.Should().Contain(_blocks.Blocks[0].Cid.ToString()).And.Contain("does not have the block").And.Contain(source.Name);
        (await FluentActions.Awaiting(() => Fetcher().FetchAsync(_blocks.Blocks[0].Cid, 1, _ => { }, default)).Should().ThrowAsync<CliFault>())
            .WithMessage("*No source is configured*");
    }

    [Fact]
    public async Task A_file_over_the_limit_is_not_fetched()
    {
        await using var gateway = await ContentGateway.StartAsync(_blocks, 0, default);
        using var source = new GatewayBlocks(gateway.Address);

        await FluentActions.Awaiting(() => Fetcher(source).FetchAsync(_root, 699_999, _ => { }, default)).Should().ThrowAsync<CliFault>().WithMessage("*at most 699999*");
    }

    [Theory]
    [InlineData("?format=raw", null, 200, "application/vnd.ipld.raw")]
    [InlineData("", "application/vnd.ipld.raw", 200, "application/vnd.ipld.raw")]
    [InlineData("?format=car", null, 200, "application/vnd.ipld.car; version=1; order=dfs; dups=n")]
    [InlineData("", "text/html, application/vnd.ipld.car;version=1", 200, "application/vnd.ipld.car; version=1; order=dfs; dups=n")]
    [InlineData("", "text/html", 406, "text/plain; charset=utf-8")]
    [InlineData("/a/path?format=raw", null, 404, "text/plain; charset=utf-8")]
    public async Task The_gateway_answers_as_its_specification_says(string suffix, string? accept, int status, string type)
    {
        await using var gateway = await ContentGateway.StartAsync(_blocks, 0, default);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, $"/ipfs/{_root}{suffix}"));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await http.SendAsync(request);
        ((int)response.StatusCode).Should().Be(status);
        response.Content.Headers.ContentType!.ToString().Should().Be(type);
        if (status == 200)
        {
            response.Headers.ETag.Should().NotBeNull();
            response.Headers.CacheControl!.ToString().Should().Contain("immutable");
        }
    }

    [Fact]
    public async Task The_gateway_s_archive_is_the_file()
    {
        await using var gateway = await ContentGateway.StartAsync(_blocks, 0, default);
        using var http = new HttpClient();
        var whole = new BlockMap();
        var one = new BlockMap();

        await ReadCarAsync(http, new Uri(gateway.Address, $"/ipfs/{_root}?format=car"), whole);
        await ReadCarAsync(http, new Uri(gateway.Address, $"/ipfs/{_root}?format=car&dag-scope=block"), one);

        UnixFsReader.TryReadAll(_root, whole, Sha256Managed.Instance, 700_000, out var content, out _).Should().BeTrue();
        content.Should().Equal(_content);
        one.Blocks.Should().ContainSingle().Which.Cid.Should().Be(_root);
    }

    [Fact]
    public async Task The_gateway_refuses_other_host_names_methods_and_bad_cids()
    {
        await using var gateway = await ContentGateway.StartAsync(_blocks, 0, default);
        using var http = new HttpClient();
        using var rebound = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, $"/ipfs/{_root}?format=raw"));
        rebound.Headers.Host = "attacker.example";

        (await http.SendAsync(rebound)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await http.PostAsync(new Uri(gateway.Address, $"/ipfs/{_root}?format=raw"), null)).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await http.GetAsync(new Uri(gateway.Address, "/ipfs/nonsense?format=raw"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await http.GetAsync(new Uri(gateway.Address, "/ipfs/bafkqaaa?format=raw"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await http.GetAsync(new Uri(gateway.Address, "/ipfs/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku?format=raw"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Kubo_takes_in_a_file_and_gives_it_back()
    {
        var node = new BlockMap();
        await using var server = await ScriptedServer.StartAsync(context => KuboAsync(context, node));
        using var kubo = new KuboStorage(server.Address);

        (await kubo.VersionAsync(default)).Should().Be("0.35.0");
        (await kubo.TryGetAsync(_root, default)).Should().BeNull();
        await kubo.PushAsync(_root, _blocks, default);
        await Fetcher(kubo).FetchAsync(_root, 1_000_000, _ => { }, default);
        Read().Should().Equal(_content);
    }

    [Fact]
    public async Task Kubo_that_confirms_another_root_is_a_fault()
    {
        await using var server = await ScriptedServer.StartAsync(context => context.Response.WriteAsync(
            """{"Root":{"Cid":{"/":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"},"PinErrorMsg":""}}"""));
        using var kubo = new KuboStorage(server.Address);

        await FluentActions.Awaiting(() => kubo.PushAsync(_root, _blocks, default)).Should().ThrowAsync<RemoteFault>().WithMessage("did not confirm*");
    }

    [Fact]
    public async Task A_pinning_service_is_asked_once_and_followed_to_pinned()
    {
        var pins = new List<string>();
        await using var server = await ScriptedServer.StartAsync(context => PinningAsync(context, pins));
        using var service = new PinningService(server.Address, "secret-token");

        var first = await service.PinAsync(_root, "weights", null, default);
        var again = await service.PinAsync(_root, "weights", null, default);
        first.Status.Should().Be("queued");
        again.RequestId.Should().Be(first.RequestId);
        pins.Should().Equal(_root.ToString());
        (await service.StatusAsync(first.RequestId, default)).Status.Should().Be("pinned");
        await service.UnpinAsync(first.RequestId, default);
        pins.Should().BeEmpty();

        using var stranger = new PinningService(server.Address, "wrong");
        (await FluentActions.Awaiting(() => stranger.FindAsync(_root, default)).Should().ThrowAsync<RemoteFault>())
            .Which.Message.Should().Contain("401").And.NotContain("wrong");
    }

    private static async Task ReadCarAsync(HttpClient http, Uri address, BlockMap into)
    {
        using var car = new MemoryStream(await http.GetByteArrayAsync(address));
        CarReader.TryOpen(car, Sha256Managed.Instance, out var reader, out _).Should().BeTrue();
        reader!.TryReadAll(into, out _).Should().BeTrue();
    }

    /// <summary>The documented shapes of Kubo's RPC over blocks in memory.</summary>
    private static async Task KuboAsync(HttpContext context, BlockMap node)
    {
        context.Request.Method.Should().Be("POST", "Kubo answers 405 to everything else");
        switch (context.Request.Path.Value)
        {
            case "/api/v0/version":
                await context.Response.WriteAsync("""{"Version":"0.35.0","Commit":"","Repo":"16","System":"amd64/linux","Golang":"go1.24"}""");
                break;
            case "/api/v0/block/get" when node.TryGet(Cid.Parse(context.Request.Query["arg"].ToString()), out var block):
                await context.Response.Body.WriteAsync(block);
                break;
            case "/api/v0/block/get":
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync("""{"Message":"block was not found locally (offline): ipld: could not find","Code":0,"Type":"error"}""");
                break;
            case "/api/v0/dag/import":
                var form = await context.Request.ReadFormAsync();
                using (var car = form.Files[0].OpenReadStream())
                {
                    CarReader.TryOpen(car, Sha256Managed.Instance, out var reader, out _).Should().BeTrue();
                    reader!.TryReadAll(node, out _).Should().BeTrue();
                    await context.Response.WriteAsync(JsonSerializer.Serialize(new { Root = new { Cid = new Dictionary<string, string> { ["/"] = reader.Header.Roots[0].ToString() }, PinErrorMsg = "" } }) + "\n");
                }

                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    /// <summary>The documented shapes of the pinning service API: queued when asked, pinned when looked at.</summary>
    private static async Task PinningAsync(HttpContext context, List<string> pins)
    {
        if (context.Request.Headers.Authorization != "Bearer secret-token")
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("""{"error":{"reason":"UNAUTHORIZED"}}""");
            return;
        }

        string Status(int index, string status) => $$"""{"requestid":"r{{index}}","status":"{{status}}","created":"2026-01-01T00:00:00Z","pin":{"cid":"{{pins[index]}}"},"delegates":[]}""";
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("POST", "/pins"):
                using (var body = await JsonDocument.ParseAsync(context.Request.Body))
                {
                    pins.Add(body.RootElement.GetProperty("cid").GetString()!);
                }

                context.Response.StatusCode = 202;
                await context.Response.WriteAsync(Status(pins.Count - 1, "queued"));
                break;
            case ("GET", "/pins"):
                var results = string.Join(',', pins.Select((cid, index) => (cid, index)).Where(pin => pin.cid == context.Request.Query["cid"]).Select(pin => Status(pin.index, "pinning")));
                await context.Response.WriteAsync($$"""{"count":{{pins.Count}},"results":[{{results}}]}""");
                break;
            case ("GET", "/pins/r0"):
                await context.Response.WriteAsync(Status(0, "pinned"));
                break;
            case ("DELETE", "/pins/r0"):
                pins.RemoveAt(0);
                context.Response.StatusCode = 202;
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private BlockFolder Folder() => new(_path, Sha256Managed.Instance);

    private ContentFetcher Fetcher(params IRemoteBlocks[] sources) => new(Folder(), sources, Sha256Managed.Instance, _troubles.Add);

    private byte[] Read()
    {
        UnixFsReader.TryReadAll(_root, Folder(), Sha256Managed.Instance, 1_000_000, out var content, out _).Should().BeTrue();
        return content!;
    }
}
