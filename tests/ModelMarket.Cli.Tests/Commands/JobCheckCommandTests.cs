using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Tests.Support;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary><c>job check</c> of a whole job file, without a network.</summary>
public sealed class JobCheckCommandTests : IDisposable
{
    private readonly CliHome _home = new();

    public JobCheckCommandTests()
    {
        var rows = DemoData.Load();
        var (means, deviations) = rows.Standardisation();
        File.WriteAllBytes(_home.PathOf("model.onnx"), DenseNetwork.Write(means, deviations));
        File.WriteAllBytes(_home.PathOf("rows.safetensors"), rows.Validation.Encode());
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("trainer = \"own\"")]
    [InlineData("trainer = \"builtin:sgd,lr=0.3\"")]
    [InlineData("min-improvement = \"0.5\"")]
    [InlineData("pay = \"winner\"\nwinner-threshold = \"0.1\"")]
    public async Task A_job_that_clients_can_work_on_is_taken(string line)
    {
        var run = await CheckAsync(line);

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("Tell malignant from benign");
        run.Error.Should().Contain("the machine would take this job");
    }

    [Theory]
    [InlineData("trainer = \"builtin:luck\"", "the optimizer 'luck' is unknown")]
    [InlineData("trainer = \"builtin:adam,lr=fast\"", "'lr=fast'")]
    [InlineData("trainer = \"magic\"", "`magic` is no trainer that is known")]
    [InlineData("min-improvement = \"5\"", "from 0.693147181 the score can get better by 0.693147181 at most: nobody could be paid")]
    [InlineData("reward = \"0\"", "The reward is 0")]
    [InlineData("output = \"nope\"", "cannot be scored together under these terms. the model has no output 'nope'")]
    public async Task A_job_that_nobody_could_work_on_or_earn_from_is_refused_before_it_costs_anything(string line, string words)
    {
        var run = await CheckAsync(line);

        run.Exit.Should().Be(ExitCode.Usage);
        run.Output.Should().BeEmpty();
        run.Error.Should().Contain(words);
    }

    private async Task<CliRun> CheckAsync(string line)
    {
        var reward = line.StartsWith("reward", StringComparison.Ordinal) ? string.Empty : "reward = \"1000\"\n";
        await File.WriteAllTextAsync(_home.PathOf("job.toml"), $"title = \"Tell malignant from benign\"\nmodel = \"model.onnx\"\ndata = \"rows.safetensors\"\naccept-noisy = true\n{reward}{line}\n");
        return await _home.RunAsync("job", "check", _home.PathOf("job.toml"));
    }
}
