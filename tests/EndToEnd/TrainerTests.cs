using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EndToEnd.Support;
using ModelMarket.Cli;
using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Tensors;

namespace EndToEnd;

/// <summary>A job that names a WebAssembly trainer, and a client who trains with it by commands alone.</summary>
[Collection(NetworkTests.Name)]
public sealed class TrainerTests(NetworkFixture fixture)
{
    private const string Clang = "/usr/bin/clang-14";
    private const int Sponsor = 0;
    private const int Client = 4;
    private static readonly DemoData Rows = DemoData.Load();

    [SkippableFact]
    public async Task A_client_is_told_whose_module_it_is_trains_with_it_and_a_run_without_fuel_is_stopped()
    {
        Skip.If(!File.Exists(Clang) && Environment.GetEnvironmentVariable("MODELMARKET_REQUIRE_TOOLS") != "1", "clang-14 and wasi-libc are missing: .ci/steps/install installs them");
        var module = Compile();
        var rows = fixture.PathOf("trainer-rows.safetensors");
        await File.WriteAllBytesAsync(rows, Standardised(Rows.Owner(0)).Encode());
        var (job, starved) = (await PostAsync(module, fuel: 20000), await PostAsync(module, fuel: 1));

        var absent = await fixture.RunAsync(Client, "train", job, rows);
        await fixture.OkAsync(Client, "content", "add", module);
        var (exit, output, error) = await fixture.RunAsync(Client, "train", job, rows, "--json");
        var stopped = await fixture.RunAsync(Client, "train", starved, rows);

        absent.Exit.Should().Be(ExitCode.Unreachable, "nobody serves the module yet");
        exit.Should().Be(ExitCode.Ok, error);
        error.Should().Contain("WebAssembly").And.Contain("network");
        var trained = JsonDocument.Parse(output).RootElement;
        trained.GetProperty("scoreAfter").GetInt64().Should().BeLessThan(trained.GetProperty("scoreBefore").GetInt64(), "log-loss falls");
        stopped.Exit.Should().Be(ExitCode.Failed);
        stopped.Error.Should().Contain("did not end within its 1 million instructions");
    }

    private async Task<string> PostAsync(string module, int fuel)
    {
        var (model, data) = (fixture.PathOf("trainer-model.onnx"), fixture.PathOf("trainer-validation.safetensors"));
        await File.WriteAllBytesAsync(model, DenseNetwork.Write(new float[Rows.Standardisation().Means.Length], [.. Rows.Standardisation().Means.Select(_ => 1f)], 8));
        await File.WriteAllBytesAsync(data, Standardised(Rows.Validation).Encode());
        using var sponsor = await fixture.UserAsync(Sponsor);
        var token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(sponsor, token, token.Parse("50", "reward"));
        var posted = await fixture.JsonAsync(
            Sponsor, "job", "post", "--kind", "open", "--title", "Trained by a module", "--model", model, "--data", data, "--reward", "50", "--token", token.Address.ToString(),
            "--min-improvement", "0.02", "--open", "1h", "--reveal", "10m", "--upload", "10m",
            "--trainer", string.Create(CultureInfo.InvariantCulture, $"wasm:fuel={fuel},memory=64,epochs=10,lr=0.01"), "--trainer-file", module);
        return posted.GetProperty("jobId").GetUInt64().ToString(CultureInfo.InvariantCulture);
    }

    // As a schema's `mean` and `deviation` have it done: the module sees rows after the job's normalisation.
    private static DataSet Standardised(DataSet data)
    {
        var (means, deviations) = Rows.Standardisation();
        var values = data.Inputs[0].Tensor.Floats.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] - means[i % means.Length]) / deviations[i % means.Length];
        }

        DataSet.TryCreate([new DataInput(data.Inputs[0].Name, Tensor.From<float>(values, data.RowCount, means.Length))], data.Targets, null, null, out var standardised, out _).Should().BeTrue();
        return standardised!;
    }

    private string Compile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        var module = fixture.PathOf("mlp.wasm");
        using var process = Process.Start(new ProcessStartInfo(Clang, ["--target=wasm32-wasi", "-O2", "-o", module, Path.Combine(folder!.FullName, "frontend-cli", "trainers", "mlp.c")]) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, said);
        return module;
    }
}
