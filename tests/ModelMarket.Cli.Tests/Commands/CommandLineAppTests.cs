using System.Net;
using System.Text.Json;
using ModelMarket.Cli.Tests.Support;

namespace ModelMarket.Cli.Tests.Commands;

public sealed class CommandLineAppTests
{
    private const string Application = "0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac";

    /// <summary>A port that was free a moment ago: nobody answers there.</summary>
    private static string DeadEndpoint()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}";
    }

    public static TheoryData<string> Verbs => new()
    {
        "data check", "data import", "weights import", "content add", "content get", "content ls", "content pin", "content serve", "content export", "content import",
        "demo", "dev", "job init", "job check", "job post", "job open-groups", "job reveal", "job watch", "job explain", "message send", "message list", "message key", "job list", "job show", "job leaderboard", "job model", "train", "submit", "tick", "claim", "reclaim", "verify",
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_of_every_verb_has_an_example(string verb)
    {
        var run = await CliRun.OfAsync([.. verb.Split(' '), "--help"]);

        run.Exit.Should().Be(ExitCode.Ok);
        run.Output.Should().Contain($"Example: modelmarket {verb}").And.Contain("--json").And.Contain("--rpc");
        run.Error.Should().BeEmpty();
    }

    public static TheoryData<string> MisusedLines => new()
    {
        "frobnicate", "job frobnicate", "job show", "job show seven", "job show -7", "job show 7 8", "job leaderboard", "job leaderboard x",
        "job list extra", "job model 7", "job model -o file", "train", "train 7", "train seven rows.csv", "submit", "submit seven",
        "submit 7 --dry-run=perhaps", "tick", "tick x", "claim", "claim 7 --all", "claim x", "verify --what", "dev --rpc-port x", "demo --record",
        "job post --max-submissions many", "job check --groups many", "job watch", "job reveal", "job reveal x", "job open-groups", "submit 7 --bond", "reclaim", "reclaim x", "job explain", "job explain x", "message send", "message send 7", "message send x y", "message list x", "--account zero job list",
    };

    [Theory]
    [MemberData(nameof(MisusedLines))]
    public async Task A_command_line_that_cannot_be_read_exits_2_and_names_the_help(string line)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("✗").And.Contain("--help");
    }

    [Theory]
    [InlineData("submit seven", "<job> is a whole number from 0, not seven.")]
    [InlineData("train 7 rows.csv --dp much", "--dp takes a number, not much.")]
    [InlineData("content serve --port x", "--port takes a whole number, not x.")]
    [InlineData("jbo list", "There is no verb jbo here. Did you mean job?")]
    [InlineData("job lst", "There is no verb lst here. Did you mean list?")]
    [InlineData("job frobnicate", "There is no verb frobnicate here. There are init, check, post,")]
    [InlineData("job", "A verb is missing: init, check, post,")]
    [InlineData("--frob", "There is no option --frob here.")]
    [InlineData("job --frob", "There is no option --frob here.")]
    [InlineData("job show 7 8", "8 is a word too many here.")]
    [InlineData("claim", "Name a job, or pass --all")]
    [InlineData("claim 7 --all", "Name a job or pass --all, not both.")]
    public async Task A_command_line_that_cannot_be_read_is_answered_in_one_sentence_without_types_of_the_program(string line, string words)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().StartWith($"✗ {words}").And.NotContain("System.");
        run.Error.Split('\n').Should().HaveCount(3, "a sentence and where to look, each with its line end");
    }

    [Theory]
    [InlineData("dev --rpc-port 99999", "--rpc-port is a number from 0 to 65535, not 99999.")]
    [InlineData("dev --node-port=-1", "--node-port is a number from 0 to 65535, not -1.")]
    [InlineData("dev --block-seconds 0", "--block-seconds is a number from 1 to 3600, not 0.")]
    public async Task Numbers_out_of_range_are_refused_before_anything_starts(string line, string words)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(words);
    }

    [Fact]
    public async Task Somebody_who_types_nothing_is_told_the_verbs_and_the_demo()
    {
        var run = await CliRun.OfAsync();

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().StartWith("✗ A verb is missing: demo, job,").And.Contain("modelmarket --help").And.Contain("modelmarket demo").And.NotContain("dapp-guest");
    }

    public static TheoryData<string> LinesThatNeedANetwork => new()
    {
        "job list", "job show 7", "job leaderboard 7", "job model 7 -o file", "submit 7", "tick 7", "job watch 7 --look", "job reveal 7", "job open-groups 7", "submit 7 --resume", "reclaim 7", "job explain 7", "message send 7 hello", "message list --public", "message key", "claim --all", "verify --jit", "verify --jit --from-scratch", "job list --open", "job list --like 7",
    };

    [Theory]
    [MemberData(nameof(LinesThatNeedANetwork))]
    public async Task Without_a_network_exits_2_and_says_how_to_get_one(string line)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        run.Output.Should().BeEmpty();
        run.Error.Should().Contain("No network is named").And.Contain("modelmarket dev");
    }

    [Theory]
    [MemberData(nameof(LinesThatNeedANetwork))]
    public async Task An_endpoint_that_does_not_answer_exits_4(string line)
    {
        var dead = DeadEndpoint();

        var run = await CliRun.OfAsync([.. line.Split(' '), "--rpc", dead, "--node", dead, "--app", Application, "--account", "1"]);

        run.Exit.Should().Be(ExitCode.Unreachable);
        run.Error.Should().StartWith("✗").And.NotContain("   at ", "people get no stack trace");
    }

    [Fact]
    public async Task Faults_are_one_object_under_json()
    {
        var run = await CliRun.OfAsync("job", "list", "--json");

        run.Exit.Should().Be(ExitCode.Usage);
        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("error").GetProperty("code").GetString().Should().Be("Usage");
        document.RootElement.GetProperty("error").GetProperty("mend").GetString().Should().Contain("modelmarket dev");
    }

    [Theory]
    [InlineData("submit seven --json", "Usage", "<job> is a whole number from 0, not seven.")]
    [InlineData("frobnicate --json", "Usage", "There is no verb frobnicate here.")]
    [InlineData("--json job show 7 --what", "Usage", "There is no option --what here.")]
    public async Task A_command_line_that_cannot_be_read_is_one_object_under_json_too(string line, string code, string words)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("error").GetProperty("code").GetString().Should().Be(code);
        document.RootElement.GetProperty("error").GetProperty("message").GetString().Should().StartWith(words);
    }

    [Theory]
    [InlineData("--rpc", "ftp://example", "--rpc is not an http(s) address")]
    [InlineData("--node", "nowhere", "--node is not an http(s) address")]
    [InlineData("--app", "0x12", "--app is not an address")]
    public async Task Malformed_network_options_exit_2(string option, string value, string words)
    {
        var given = new Dictionary<string, string> { ["--rpc"] = "http://127.0.0.1:1", ["--node"] = "http://127.0.0.1:1", ["--app"] = Application };
        given[option] = value;

        var run = await CliRun.OfAsync(["job", "list", .. given.SelectMany(pair => new[] { pair.Key, pair.Value })]);

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(words);
    }

    [Fact]
    public async Task Variables_name_the_network_too()
    {
        var dead = DeadEndpoint();
        var variables = new Dictionary<string, string> { ["MODELMARKET_RPC"] = dead, ["MODELMARKET_NODE"] = dead, ["MODELMARKET_APP"] = Application };

        var run = await CliRun.OfAsync(variables, "job", "list");

        run.Exit.Should().Be(ExitCode.Unreachable);
    }

    [Theory]
    [InlineData("job post", "The job has no title")]
    [InlineData("job post", "no job.toml was named")]
    [InlineData("job check", "`modelmarket job init` writes one; then: modelmarket job check job.toml")]
    [InlineData("job post missing.toml", "There is no file missing.toml")]
    [InlineData("job post --title t --model no.onnx", "There is no file")]
    [InlineData("train 7 no-such-rows.csv", "no-such-rows.csv")]
    public async Task Missing_files_exit_2_before_anything_is_asked(string line, string words)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(words);
    }

    [Fact]
    public async Task Init_writes_a_file_that_post_reads_and_never_overwrites()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("modelmarket-init-").FullName, "job.toml");
        try
        {
            var init = await CliRun.OfAsync("job", "init", path, "--json");
            init.Exit.Should().Be(ExitCode.Ok);
            JsonDocument.Parse(init.Output).RootElement.GetProperty("file").GetString().Should().Be(path);
            var again = await CliRun.OfAsync("job", "init", path);
            again.Exit.Should().Be(ExitCode.Usage);
            again.Error.Should().Contain("exists");

            var post = await CliRun.OfAsync("job", "post", path);
            post.Exit.Should().Be(ExitCode.Usage);
            post.Error.Should().Contain("which model names", "only model and data are missing");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public async Task Version_is_printed()
    {
        var run = await CliRun.OfAsync("--version");

        run.Exit.Should().Be(ExitCode.Ok);
        run.Output.Trim().Should().MatchRegex(@"^\d+\.\d+\.\d+");
    }
}
