using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Storage;
using ModelMarket.Cli.Tests.Storage;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Content;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary>The storage verbs as arguments in, text and exit code out, with homes of two people.</summary>
public sealed class ContentCommandTests : IDisposable
{
    private const string Hello = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"; // "hello world", raw, CIDv1
    private const string Absent = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    private readonly string _folder = Directory.CreateTempSubdirectory("modelmarket-content-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Add_prints_the_cid_pins_and_ls_lists_it()
    {
        var file = Write("hello.txt", "hello world"u8.ToArray());

        var add = await As("ada", "content", "add", file);
        var list = await As("ada", "content", "ls", "--json");

        add.Exit.Should().Be(ExitCode.Ok);
        add.Output.Should().StartWith(Hello).And.Contain("11 B in 1 blocks");
        var entry = JsonDocument.Parse(list.Output).RootElement.GetProperty("entries")[0];
        entry.GetProperty("cid").GetString().Should().Be(Hello);
        entry.GetProperty("name").GetString().Should().Be("hello.txt");
        entry.GetProperty("sizeBytes").GetInt32().Should().Be(11);
    }

    [Theory]
    [InlineData("size-262144", "dag-pb")]
    [InlineData("rabin-262144", "raw")]
    public async Task A_folder_comes_back_the_same(string chunker, string leaves)
    {
        var content = RandomNumberGenerator.GetBytes(700_000);
        Directory.CreateDirectory(Path.Combine(_folder, "tree", "below", "empty"));
        Write("tree/large", content);
        Write("tree/below/é", "x"u8.ToArray());

        var add = await As("ada", "content", "add", Path.Combine(_folder, "tree"), "--chunker", chunker, "--leaves", leaves, "--json");
        var cid = JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString()!;
        var get = await As("ada", "content", "get", cid, "-o", Path.Combine(_folder, "back"));
        var list = await As("ada", "content", "ls", cid);

        get.Exit.Should().Be(ExitCode.Ok, get.Error);
        File.ReadAllBytes(Path.Combine(_folder, "back", "large")).Should().Equal(content);
        File.ReadAllText(Path.Combine(_folder, "back", "below", "é")).Should().Be("x");
        Directory.Exists(Path.Combine(_folder, "back", "below", "empty")).Should().BeTrue();
        list.Output.Should().Contain("below").And.Contain("large");
        (await As("ada", "content", "get", cid, "-o", Path.Combine(_folder, "back"))).Error.Should().Contain("exists").And.Contain("--force");
    }

    [Fact]
    public async Task Only_hash_keeps_nothing()
    {
        var add = await As("ada", "content", "add", Write("hello.txt", "hello world"u8.ToArray()), "--only-hash");

        add.Output.Should().StartWith(Hello);
        (await As("ada", "content", "ls")).Output.Should().BeEmpty();
        (await As("ada", "content", "get", Hello)).Exit.Should().Be(ExitCode.Unreachable);
    }

    [Fact]
    public async Task Serve_is_a_gateway_from_which_another_person_gets_the_content_past_one_that_lies()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var add = await As("ada", "content", "add", Write("weights", content), "--json");
        var cid = JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString()!;
        await using var liar = await ScriptedServer.StartAsync(context => context.Response.Body.WriteAsync("wrong"u8.ToArray()).AsTask());
        await using var serve = await ServeProcess.StartAsync(Home("ada"));

        var variables = new Dictionary<string, string> { ["MODELMARKET_HOME"] = Home("ben"), ["MODELMARKET_STORAGE"] = $"gateway:{liar.Address},gateway:{serve.Address}" };
        var get = await CliRun.OfAsync(variables, "content", "get", cid, "-o", Path.Combine(_folder, "got"));

        get.Exit.Should().Be(ExitCode.Ok, get.Error);
        get.Error.Should().Contain(liar.Address.ToString().TrimEnd('/')).And.Contain(cid).And.Contain("wrong bytes");
        File.ReadAllBytes(Path.Combine(_folder, "got")).Should().Equal(content);
        (await serve.StopAsync()).Should().Be(ExitCode.Ok);
    }

    [Fact]
    public async Task A_get_that_was_cut_off_goes_on_where_it_stopped()
    {
        var content = RandomNumberGenerator.GetBytes(1_000_000);
        var blocks = new BlockMap();
        var root = new ContentImporter(ContentCut.Default, HostSha256.Instance, new MapTarget(blocks), _ => { }).Import(new MemoryStream(content)).Root;
        var allowed = 9;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            if (!Cid.TryParse(context.Request.Path.Value!.Replace("/ipfs/", "", StringComparison.Ordinal), out var cid, out _)
                || Interlocked.Decrement(ref allowed) < 0 || !blocks.TryGet(cid, out var block))
            {
                context.Response.StatusCode = 404;
                return;
            }

            await context.Response.Body.WriteAsync(block);
        });
        string[] line = ["content", "get", root.ToString(), "-o", Path.Combine(_folder, "got"), "--storage", $"gateway:{server.Address}"];

        var first = await As("ada", line);
        allowed = 1000;
        var asked = server.Requests;
        var second = await As("ada", line);

        first.Exit.Should().Be(ExitCode.Unreachable);
        first.Error.Should().Contain("does not have the block");
        second.Exit.Should().Be(ExitCode.Ok, second.Error);
        (server.Requests - asked).Should().BeLessThan(blocks.Blocks.Count, "what was here is not fetched again");
        File.ReadAllBytes(Path.Combine(_folder, "got")).Should().Equal(content);
    }

    [Fact]
    public async Task Export_and_import_move_content_as_a_car_archive_that_ipld_car_reads_and_writes()
    {
        var content = RandomNumberGenerator.GetBytes(200_000);
        Directory.CreateDirectory(Path.Combine(_folder, "tree"));
        Write("tree/a", content);
        Write("tree/b", "b"u8.ToArray());
        var add = await As("ada", "content", "add", Path.Combine(_folder, "tree"), "--json");
        var cid = JsonDocument.Parse(add.Output).RootElement.GetProperty("cid").GetString()!;
        var (ours, theirs) = (Path.Combine(_folder, "ours.car"), Path.Combine(_folder, "theirs.car"));

        var export = await As("ada", "content", "export", cid, "-o", ours);
        var read = await NodeScript.RunAsync(TimeSpan.FromMinutes(1), "", NodeScript.File("Ipfs", "car.mjs"), ours, theirs);
        var import = await As("ben", "content", "import", theirs);
        var get = await As("ben", "content", "get", cid, "-o", Path.Combine(_folder, "got"));

        export.Exit.Should().Be(ExitCode.Ok, export.Error);
        read.Should().Be($"{cid} 7");
        import.Output.Trim().Should().Be(cid);
        get.Exit.Should().Be(ExitCode.Ok, get.Error);
        File.ReadAllBytes(Path.Combine(_folder, "got", "a")).Should().Equal(content);
        File.ReadAllBytes(theirs).Should().Equal(File.ReadAllBytes(ours), "both write the canonical form");
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_and_pins_nothing()
    {
        await As("ada", "content", "add", Write("hello.txt", "hello world"u8.ToArray()));
        await As("ada", "content", "export", Hello, "-o", Path.Combine(_folder, "a.car"));
        var bytes = File.ReadAllBytes(Path.Combine(_folder, "a.car"));
        bytes[^1] ^= 1;
        var damaged = Write("damaged.car", bytes);

        var import = await As("ben", "content", "import", damaged);

        import.Exit.Should().Be(ExitCode.Failed);
        import.Error.Should().Contain("hash to something else").And.Contain(Hello);
        (await As("ben", "content", "ls")).Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Pin_and_unpin_here_delete_only_what_nothing_needs()
    {
        await As("ada", "content", "add", Write("hello.txt", "hello world"u8.ToArray()));

        var again = await As("ada", "content", "pin", Hello, "--label", "greeting");
        var list = await As("ada", "content", "ls");
        var gone = await As("ada", "content", "pin", Hello, "--remove");

        again.Output.Should().Contain("here: pinned");
        list.Output.Should().Contain("greeting");
        gone.Output.Should().Contain("1 blocks, 11 B deleted");
        (await As("ada", "content", "pin", Hello)).Error.Should().Contain("1 block of it is not here");
        (await As("ada", "content", "pin", Hello, "--remove")).Exit.Should().Be(ExitCode.Failed);
    }

    [Fact]
    public async Task A_pinning_service_named_in_storage_toml_is_followed_to_pinned_and_its_token_is_never_shown()
    {
        var asked = 0;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer s3cret" ? 200 : 401;
            var status = ++asked < 4 ? "queued" : "pinned";
            var pin = $$$"""{"requestid":"r1","status":"{{{status}}}","pin":{"cid":"{{{Hello}}}"},"info":{"deal":"f01234"}}""";
            await context.Response.WriteAsync(context.Request.Method == "GET" && context.Request.Path == "/pins" ? $$"""{"count":{{(asked > 1 ? 1 : 0)}},"results":[{{(asked > 1 ? pin : "")}}]}""" : pin);
        });
        var token = Write("token", "s3cret\n"u8.ToArray());
        Directory.CreateDirectory(Home("ada"));
        File.WriteAllText(Path.Combine(Home("ada"), "storage.toml"), $"pinning = \"{server.Address}\"\npinning-token-file = \"{token}\"\n");

        var pin = await As("ada", "content", "pin", Hello, "--service", "--wait");

        pin.Exit.Should().Be(ExitCode.Ok, pin.Error);
        pin.Output.Should().Contain("pinned").And.Contain("deal: f01234");
        (pin.Output + pin.Error).Should().NotContain("s3cret");
        File.WriteAllText(token, "wrong");
        var refused = await As("ada", "content", "pin", Hello, "--status");
        refused.Exit.Should().Be(ExitCode.Unreachable);
        refused.Error.Should().Contain("401").And.Contain("storage.toml");
    }

    [Fact]
    public async Task Push_keeps_content_at_a_kubo_node()
    {
        byte[]? archive = null;
        await using var kubo = await ScriptedServer.StartAsync(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            using var stream = new MemoryStream();
            await form.Files[0].CopyToAsync(stream);
            archive = stream.ToArray();
            await context.Response.WriteAsync("{\"Root\":{\"Cid\":{\"/\":\"" + Hello + "\"},\"PinErrorMsg\":\"\"}}");
        });

        var add = await As("ada", "content", "add", Write("hello.txt", "hello world"u8.ToArray()), "--push", "--storage", $"kubo:{kubo.Address}");

        add.Exit.Should().Be(ExitCode.Ok, add.Error);
        add.Error.Should().Contain("kept and pinned by");
        archive.Should().NotBeNull();
        System.Text.Encoding.ASCII.GetString(archive!).Should().Contain("hello world");
    }

    [Theory]
    [InlineData("content add no-such-file", ExitCode.Usage, "There is no file or folder no-such-file")]
    [InlineData("content add . --chunker size-0", ExitCode.Usage, "`size-0` is no chunker")]
    [InlineData("content add . --chunker rabin-5", ExitCode.Usage, "is no chunker")]
    [InlineData("content add . --leaves green", ExitCode.Usage, "--leaves is raw or dag-pb")]
    [InlineData("content add . --storage ftp:x", ExitCode.Usage, "is no content source")]
    [InlineData("content get nonsense", ExitCode.Usage, "is no CID")]
    [InlineData("content get " + Absent, ExitCode.Unreachable, "No source is configured")]
    [InlineData("content ls " + Absent, ExitCode.Failed, "is not here")]
    [InlineData("content ls nonsense", ExitCode.Usage, "is no CID")]
    [InlineData("content pin " + Absent, ExitCode.Failed, "not here")]
    [InlineData("content pin " + Absent + " --service", ExitCode.Usage, "No pinning service is configured")]
    [InlineData("content export " + Absent + " -o x.car", ExitCode.Failed, "is not here")]
    [InlineData("content import no-such.car", ExitCode.Usage, "There is no file no-such.car")]
    [InlineData("content serve --port 70000", ExitCode.Usage, "--port is a number")]
    public async Task Bad_arguments_exit_with_a_sentence(string line, int exit, string words)
    {
        var run = await As("ada", line.Split(' '));

        run.Exit.Should().Be(exit);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("✗").And.Contain(words).And.NotContain("   at ");
    }

    [Theory]
    [InlineData("sources = [\n", "storage.toml cannot be read")]
    [InlineData("sources = [\"folder:/x\"]\n", "storage.toml cannot be read, line 1: sources takes text in quotation marks, not a list.")]
    [InlineData("source = \"folder:/x\"\n", "storage.toml has a key that is not known: source\n  Did you mean `sources`?")]
    public async Task Storage_toml_with_an_unknown_form_is_named(string text, string words)
    {
        Directory.CreateDirectory(Home("ada"));
        File.WriteAllText(Path.Combine(Home("ada"), "storage.toml"), text);

        var run = await As("ada", "content", "ls");

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(words);
    }

    private Task<CliRun> As(string person, params string[] line) => CliRun.OfAsync(new Dictionary<string, string> { ["MODELMARKET_HOME"] = Home(person) }, line);

    private string Home(string person) => Path.Combine(_folder, "home-" + person);

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private sealed class MapTarget(BlockMap map) : IBlockTarget
    {
        public void Put(in Cid cid, ReadOnlySpan<byte> data) => map.Put(cid, data);

        public void Keep(in Cid root, string label)
        {
        }
    }
}
