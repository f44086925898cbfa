using ModelMarket.Cli.Market;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Market;

public sealed class JobDraftReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelmarket-draft-").FullName;

    public JobDraftReaderTests()
    {
        File.WriteAllText(Path.Combine(_folder, "model.onnx"), "m");
        File.WriteAllText(Path.Combine(_folder, "data.csv"), "d");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_short_file_gets_defaults()
    {
        var draft = Read("""
            title = "Tell digits apart"
            model = "model.onnx"
            data = "data.csv"
            reward = "1000"
            """);

        draft.Token.Should().Be(Address.Zero);
        draft.OpenSeconds.Should().Be(7 * 86_400);
        draft.Metric.Should().Be(0);
        draft.MaxSubmissions.Should().Be(32);
        draft.Target.Should().BeNull();
        draft.Model.Should().Be(Path.Combine(_folder, "model.onnx"));
    }

    [Fact]
    public void Every_key_is_read()
    {
        var draft = Read("""
            title = "t"
            model = "model.onnx"
            data = "data.csv"
            reward = "0.5"
            token = "0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac"
            metric = "roc-auc"
            output = "logits"
            output-kind = "probabilities"
            positive-class = 0
            target = "0.25"
            min-improvement = "0.001"
            max-submissions = 5
            prepare = "10m"
            open = "2h"
            reveal = "30m"
            upload = "90s"
            trainer = "builtin:adam"
            batch-rows = 16
            norm-bound = "1.5"
            duplicate-thousandths = 0
            direct-submit = true
            accept-noisy = true
            """);

        draft.Should().BeEquivalentTo(new
        {
            Metric = (byte)2,
            OutputKind = (byte)1,
            PositiveClass = 0u,
            Target = (ulong?)250_000_000,
            MinImprovement = (ulong?)1_000_000,
            MaxSubmissions = 5u,
            PrepareSeconds = 600u,
            OpenSeconds = 7_200u,
            RevealSeconds = 1_800u,
            UploadSeconds = 90u,
            BatchRows = 16u,
            NormBoundMicros = 1_500_000ul,
            DuplicateThousandths = 0u,
            DirectSubmit = true,
            AcceptNoisy = true,
        });
    }

    [Theory]
    [InlineData("reward", "", "no reward")]
    [InlineData("title", "\"  \"", "no title")]
    [InlineData("model", "\"gone.onnx\"", "There is no file")]
    [InlineData("metric", "\"luck\"", "metric is not known: luck")]
    [InlineData("open", "\"soon\"", "open is not a duration: soon")]
    [InlineData("target", "\"much\"", "target is not a decimal: much")]
    [InlineData("token", "\"0x12\"", "token is not an address")]
    [InlineData("max-submissions", "\"many\"", "cannot be read")]
    public void A_wrong_value_is_named(string key, string value, string words)
    {
        var lines = new Dictionary<string, string> { ["title"] = "\"t\"", ["model"] = "\"model.onnx\"", ["data"] = "\"data.csv\"", ["reward"] = "\"1\"" };
        lines[key] = value;

        var reading = () => Read(string.Join('\n', lines.Where(pair => pair.Value.Length > 0).Select(pair => $"{pair.Key} = {pair.Value}")));

        reading.Should().Throw<CliFault>().Where(fault => fault.Exit == ExitCode.Usage).WithMessage($"*{words}*");
    }

    private JobDraft Read(string toml)
    {
        var path = Path.Combine(_folder, "job.toml");
        File.WriteAllText(path, toml);
        return JobDraftReader.Complete(JobDraftReader.Load(path), _folder, tokenDefault: null);
    }
}
