using System.Globalization;
using System.Text.Json;
using EndToEnd.Support;
using ModelMarket.Cli;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using Xunit.Abstractions;

namespace EndToEnd.Digits;

/// <summary>
/// The people's story: a sponsor posts a digits job with a schema and a WebAssembly trainer and serves both; three clients with CSV files check
/// their rows, train in three ways, submit with three kinds of keys and are paid. Every step is a command line.
/// </summary>
[Collection(NetworkTests.Name)]
public sealed class DigitsStoryTests(NetworkFixture fixture, ITestOutputHelper output)
{
    private const int Sponsor = 0;
    private const int Ada = 1;
    private const int Ben = 2;
    private const int Cleo = 3;
    private const int ValidationRows = 300;

    // Accounts 1 to 3 of the public development mnemonic.
    private static readonly string[] Keys =
    [
        "",
        "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
        "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
        "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
    ];

    private string _gateway = "";
    private string _number = "";

    [SkippableFact]
    public async Task Three_clients_train_a_digits_job_in_three_ways_and_are_paid()
    {
        Skip.If(DigitsData.Path is null && Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") != "1", "the digits are missing: .ci/steps/digits unpacks them");
        Skip.If(!Wasm.IsThere && Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") != "1", "clang-14 and wasi-libc are missing: .ci/steps/install installs them");
        var parts = Deal();
        await PostAsync(parts[0]);
        await using var serve = await BackgroundVerb.StartAsync(fixture.PathOf("cli0"), "content", "serve", "--port", "0");
        _gateway = "gateway:" + serve.Json.GetProperty("gateway").GetString();

        await RefuseRowsInWrongUnitsAsync(parts[1]);
        await TrainPrivatelyAsync(parts[1]);
        var first = await SubmitAsync(Ada);
        await TrainWithTheSponsorsModuleAsync(parts[2]);
        var second = await SubmitAsync(Ben, "--key-file", KeyFile(Ben));
        await ImportAsync(parts[3]);
        var third = await SubmitAsync(Cleo, "--key-file", KeyFile(Cleo));

        new[] { first, second, third }.Should().OnlyContain(outcome => outcome == "Paid");
        using var user = await fixture.UserAsync(Sponsor);
        await fixture.PassDeadlineAsync(user, ulong.Parse(_number, CultureInfo.InvariantCulture));
        await NetworkFixture.ClaimedAsync(user);
        foreach (var client in new[] { Ada, Ben, Cleo })
        {
            (await fixture.OkAsync(client, "claim", _number)).Should().Contain("1 executed");
        }

        await TellAsync(user);
    }

    private static string[] Deal() =>
        [.. RowSplit.Deal(DigitsData.Rows.Count, ValidationRows, [1, 1, 1], 11).Select(rows => DigitsData.Header + "\n" + string.Join('\n', rows.Select(row => DigitsData.Rows[row])) + "\n")];

    private async Task PostAsync(string validation)
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(sponsor, token, token.Parse("1000", "reward"));
        await WriteAsync("digits-validation.csv", validation);
        await WriteAsync("digits-schema.json", DigitsData.Schema);
        await File.WriteAllBytesAsync(fixture.PathOf("digits.onnx"), DigitsData.Model());
        await File.WriteAllBytesAsync(fixture.PathOf("mlp.wasm"), Wasm.Sample());
        var job = await WriteAsync("digits.toml", $"""
            title = "Read handwritten digits"
            kind = "open"
            model = "digits.onnx"
            data = "digits-validation.csv"
            schema = "digits-schema.json"
            trainer = "wasm:fuel=40000,memory=64,epochs=12,lr=0.05,batch=16"
            trainer-file = "mlp.wasm"
            reward = "1000"
            token = "{fixture.Network.Market.Token}"
            min-improvement = "0.001"
            accept-noisy = true
            prepare = "1h"
            open = "1h"
            reveal = "10m"
            upload = "10m"
            duplicate-thousandths = 0
            """);
        var (exit, posted, error) = await fixture.RunAsync(Sponsor, "job", "post", job, "--json");
        exit.Should().Be(ExitCode.Ok, error);
        error.Should().Contain("content serve");
        _number = JsonDocument.Parse(posted).RootElement.GetProperty("jobId").GetUInt64().ToString(CultureInfo.InvariantCulture);
    }

    private async Task RefuseRowsInWrongUnitsAsync(string rows)
    {
        var wrong = await WriteAsync("ada-wrong.csv", rows.Replace("\n0,0,", "\n0,255,", StringComparison.Ordinal));
        var check = await fixture.RunAsync(Ada, "data", "check", wrong, "--job", _number, "--storage", _gateway);
        check.Exit.Should().Be(ExitCode.Failed, check.Error);
        check.Output.Should().Contain("`pixel2` (column 2 of the job's schema) is 255, outside 0..16 (is it in 1/16 of full ink?)");
    }

    private async Task TrainPrivatelyAsync(string rows)
    {
        var mine = await WriteAsync("ada.csv", rows);
        (await fixture.OkAsync(Ada, "data", "check", mine, "--job", _number, "--storage", _gateway)).Should().Contain("rows fit");
        var said = await fixture.OkAsync(Ada, "train", _number, mine, "--trainer", "builtin:sgd,lr=0.5,epochs=20,batch=64", "--dp", "3", "--storage", _gateway);
        said.Should().Contain("privacy: ε = ").And.Contain("an attacker who asks");
        output.WriteLine($"figure: digits, Ada: {said.ReplaceLineEndings(" | ")}");
    }

    private async Task TrainWithTheSponsorsModuleAsync(string rows)
    {
        var mine = await WriteAsync("ben.csv", rows);
        var (exit, said, error) = await fixture.RunAsync(Ben, "train", _number, mine, "--storage", _gateway, "--key-file", KeyFile(Ben));
        exit.Should().Be(ExitCode.Ok, error);
        error.Should().Contain("About to run a program that the sponsor wrote").And.Contain("sha-256").And.Contain("may not    see other files, the network");
        output.WriteLine($"figure: digits, Ben: {said.ReplaceLineEndings(" | ")}");
    }

    private async Task ImportAsync(string rows)
    {
        var mine = await WriteAsync("cleo.csv", rows);
        (await fixture.OkAsync(Cleo, "data", "check", mine, "--job", _number, "--storage", _gateway)).Should().Contain("rows fit");
        var said = await fixture.OkAsync(Cleo, "weights", "import", _number, "--from", await ExportAsync(), "--map", "layer1.bias=intercepts", "--key-file", KeyFile(Cleo));
        said.Should().Contain("coefficient").And.Contain("score on the job's public rows");
        output.WriteLine($"figure: digits, Cleo: {said.ReplaceLineEndings(" | ")}");
    }

    /// <summary>What scikit-learn's MLPClassifier becomes by skl2onnx: MatMul and Add, names without meaning. Trained on Cleo's rows by other means.</summary>
    private async Task<string> ExportAsync()
    {
        var path = fixture.PathOf("cleo.onnx");
        using var cleo = await fixture.UserAsync(Cleo);
        var bench = await cleo.Forecaster.OpenAsync(await cleo.Reader.JobAsync(ulong.Parse(_number, CultureInfo.InvariantCulture), CancellationToken.None), CancellationToken.None);
        var own = DataFile.Load(fixture.PathOf("cleo.csv"), null, DataSchema.Parse(System.Text.Encoding.UTF8.GetBytes(DigitsData.Schema), "schema")).DataSet;
        var trained = bench.Train(own, Workbench.ReadTrainer("builtin:adam,lr=0.005,epochs=60,batch=32,decay=0.0001"), _ => { }, CancellationToken.None);
        await File.WriteAllBytesAsync(path, DigitsData.ScikitLearnExport(trained.Weights));
        return path;
    }

    private async Task<string> SubmitAsync(int account, params string[] more)
    {
        var dry = await fixture.OkAsync(account, ["submit", _number, "--dry-run", .. more]);
        var done = await fixture.JsonAsync(account, ["submit", _number, .. more]);
        output.WriteLine($"figure: digits, account {account}: {dry.ReplaceLineEndings(" | ")}");
        return done.GetProperty("outcome").GetString()!;
    }

    private async Task TellAsync(ModelMarket.Cli.Session.UserMarket user)
    {
        var board = await user.Reader.LeaderboardAsync(ulong.Parse(_number, CultureInfo.InvariantCulture), CancellationToken.None);
        board.Should().HaveCount(3);
        output.WriteLine($"figure: digits story: {board.Count} submissions paid and claimed");
    }

    private string KeyFile(int account)
    {
        var path = fixture.PathOf($"key{account}");
        File.WriteAllText(path, Keys[account]);
        return path;
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = fixture.PathOf(name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
