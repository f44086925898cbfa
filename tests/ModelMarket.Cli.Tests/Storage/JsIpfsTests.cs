using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ModelMarket.Cli.Storage;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Content;

namespace ModelMarket.Cli.Tests.Storage;

/// <summary>Our client of Kubo's RPC against js-ipfs, which nobody of this project wrote: what we send it, it reads; what it makes, we read.</summary>
public sealed class JsIpfsTests(JsIpfsTests.Node node) : IClassFixture<JsIpfsTests.Node>, IDisposable
{
    private readonly CliHome _ada = new();
    private readonly CliHome _ben = new();
    private readonly HttpClient _rpc = new() { BaseAddress = node.Address };

    private string Source => $"kubo:{node.Address.ToString().TrimEnd('/')}";

    public void Dispose()
    {
        _ada.Dispose();
        _ben.Dispose();
        _rpc.Dispose();
    }

    [Theory]
    [InlineData("size-61440", "raw")]
    [InlineData("size-262144", "raw")]
    [InlineData("size-262144", "dag-pb")]
    public async Task A_folder_has_the_cid_that_the_node_gives_it_is_pinned_there_and_comes_back(string chunker, string leaves)
    {
        var folder = Folder(_ada.PathOf("data"));
        var theirs = (await AddAsync(folder, $"cid-version=1&raw-leaves={(leaves == "raw" ? "true" : "false")}&chunker={chunker}&only-hash=true&cid-base=base32"))["data"];

        var add = await _ada.RunAsync("content", "add", folder, "--chunker", chunker, "--leaves", leaves, "--push", "--storage", Source, "--json");

        add.Exit.Should().Be(ExitCode.Ok, add.Error);
        JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString().Should().Be(theirs);
        (await PostAsync($"pin/ls?arg={theirs}&type=recursive&cid-base=base32")).GetProperty("Keys").GetProperty(theirs).GetProperty("Type").GetString().Should().Be("recursive");
        var links = (await PostAsync($"ls?arg={theirs}")).GetProperty("Objects")[0].GetProperty("Links").EnumerateArray();
        links.Select(link => link.GetProperty("Name").GetString()).Should().Equal("below", "empty", "weights");
        await GetAsync(theirs, folder);
    }

    [Theory]
    [InlineData("cid-version=0&raw-leaves=false")]
    [InlineData("cid-version=1&raw-leaves=true&chunker=size-1048576&cid-base=base32")]
    [InlineData("cid-version=1&raw-leaves=true&chunker=rabin-262144-87381-393216&cid-base=base32")]
    [InlineData("cid-version=1&raw-leaves=true&trickle=true&cid-base=base32")]
    public async Task A_folder_that_the_node_made_is_got_from_it(string options)
    {
        var folder = Folder(_ada.PathOf("data"));
        if (options.Contains("rabin", StringComparison.Ordinal))
        {
            File.Delete(Path.Combine(folder, "empty")); // which the node loses: its rabin chunker yields no chunk
        }

        await GetAsync((await AddAsync(folder, options))["data"], folder);
    }

    [Fact]
    public async Task A_pin_is_taken_away_once()
    {
        using var kubo = new KuboStorage(node.Address);
        var folder = Folder(_ada.PathOf("data"));
        var add = await _ada.RunAsync("content", "add", folder, "--push", "--storage", Source, "--json");
        var root = Cid.Parse(JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString()!);

        (await kubo.VersionAsync(default)).Should().Be("0.18.1");
        await kubo.UnpinAsync(root, default);
        (await FluentActions.Awaiting(() => kubo.UnpinAsync(root, default)).Should().ThrowAsync<RemoteFault>()).Which.Message.Should().Contain("500").And.Contain("pin");
    }

    [Fact]
    public async Task A_block_that_the_node_cannot_find_is_named_with_the_node()
    {
        const string Nowhere = "bafkreicysg23kiwv34eg2d7qweipxwosdo2py4ldv42nbauguluen5v6am";

        var get = await _ben.RunAsync("content", "get", Nowhere, "-o", _ben.PathOf("got"), "--storage", Source);

        get.Exit.Should().Be(ExitCode.Unreachable);
        get.Error.Should().Contain($"No source gave block {Nowhere}").And.Contain(Source["kubo:".Length..]).And.Contain("was silent for 20 seconds");
    }

    [Fact]
    public async Task A_node_that_has_gone_is_said_to_be_out_of_reach()
    {
        await using var other = new Node();
        await other.InitializeAsync();
        var source = $"kubo:{other.Address.ToString().TrimEnd('/')}";
        var folder = Folder(_ada.PathOf("data"));
        var add = await _ada.RunAsync("content", "add", folder, "--push", "--storage", source, "--json");
        add.Exit.Should().Be(ExitCode.Ok, add.Error);
        await other.DisposeAsync();

        var cid = JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString()!;
        var get = await _ben.RunAsync("content", "get", cid, "-o", _ben.PathOf("got"), "--storage", source);
        var push = await _ada.RunAsync("content", "add", folder, "--push", "--storage", source);

        (get.Exit, push.Exit).Should().Be((ExitCode.Unreachable, ExitCode.Unreachable));
        get.Error.Should().Contain("cannot be reached").And.Contain(cid);
        push.Error.Should().Contain("cannot be reached").And.Contain("Is the address right?");
    }

    /// <summary>Some blocks at every chunk size, an empty file, and a folder below with a name that is not plain.</summary>
    private static string Folder(string path)
    {
        Directory.CreateDirectory(Path.Combine(path, "below"));
        var content = new byte[3_000_000];
        new Random(5).NextBytes(content);
        File.WriteAllBytes(Path.Combine(path, "weights"), content);
        File.WriteAllBytes(Path.Combine(path, "empty"), []);
        File.WriteAllBytes(Path.Combine(path, "below", "rows é.csv"), content[..1000]);
        return path;
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

    private async Task GetAsync(string cid, string folder)
    {
        var got = _ben.PathOf("got");
        var get = await _ben.RunAsync("content", "get", cid, "-o", got, "--storage", Source);
        get.Exit.Should().Be(ExitCode.Ok, get.Error);
        FilesBelow(got).Should().Equal(FilesBelow(folder));
        foreach (var file in FilesBelow(folder))
        {
            File.ReadAllBytes(Path.Combine(got, file)).Should().Equal(File.ReadAllBytes(Path.Combine(folder, file)));
        }
    }

    /// <summary>Has the node itself take in a folder.</summary>
    /// <returns>CIDs by path.</returns>
    private async Task<Dictionary<string, string>> AddAsync(string folder, string options)
    {
        using var form = new MultipartFormDataContent();
        foreach (var file in FilesBelow(folder))
        {
            var part = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(folder, file)));
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var name = Uri.EscapeDataString($"{Path.GetFileName(folder)}/{file}");
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = $"\"{name}\"" };
            form.Add(part);
        }

        using var response = await _rpc.PostAsync(new Uri($"/api/v0/add?{options}&pin=false", UriKind.Relative), form);
        var lines = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, lines);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(entry => entry.GetProperty("Name").GetString()!, entry => entry.GetProperty("Hash").GetString()!);
    }

    private async Task<JsonElement> PostAsync(string call)
    {
        using var response = await _rpc.PostAsync(new Uri($"/api/v0/{call}", UriKind.Relative), null);
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The node, with a repository of its own.</summary>
    public sealed class Node : IAsyncLifetime, IAsyncDisposable
    {
        private readonly string _repository = Directory.CreateTempSubdirectory("modelmarket-js-ipfs-").FullName;
        private NodePeer? _peer;

        /// <summary>Its RPC.</summary>
        public Uri Address { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _peer = await NodePeer.StartAsync(NodeScript.File("Storage", "JsIpfs", "serve.mjs"), _repository);
            Address = _peer.Address;
        }

        public async Task DisposeAsync()
        {
            if (Interlocked.Exchange(ref _peer, null) is { } peer)
            {
                await peer.DisposeAsync();
                Directory.Delete(_repository, recursive: true);
            }
        }

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
