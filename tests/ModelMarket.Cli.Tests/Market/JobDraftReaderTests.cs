using System.Reflection;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Storage;
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
        draft.Kind.Should().Be(JobNames.KindSealed, "sealed is the default");
        draft.PayRule.Should().Be(JobNames.PayGuaranteed);
        draft.Groups.Should().Be(20);
        draft.FundedSeconds.Should().Be(3_600);
        draft.SealedRevealSeconds.Should().Be(86_400);
        draft.MaxSubmissions.Should().Be(10);
        draft.Target.Should().BeNull();
        draft.Model.Should().Be(Path.Combine(_folder, "model.onnx"));
    }

    [Fact]
    public void Every_key_is_read()
    {
        var draft = Read("""
            title = "t"
            kind = "open"
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

    [Fact]
    public void Every_key_of_a_sealed_job_is_read()
    {
        var draft = Read("""
            title = "t"
            kind = "sealed"
            pay = "winner"
            model = "model.onnx"
            data = "data.csv"
            reward = "100"
            bond = "45"
            client-bond = "2.5"
            groups = 40
            funded = "2m"
            sealed-reveal = "3h"
            winner-threshold = "0.1"
            stake-cap-thousandths = 5000

            [[floor]]
            by = "slice"
            value = 3
            metric = "accuracy"
            least = "0.8"
            """);

        draft.Should().BeEquivalentTo(new
        {
            Kind = JobNames.KindSealed,
            PayRule = JobNames.PayWinner,
            SponsorBond = "45",
            ClientBond = "2.5",
            Groups = 40u,
            FundedSeconds = 120u,
            SealedRevealSeconds = 10_800u,
            WinnerThreshold = 100_000_000ul,
            StakeCapThousandths = 5_000u,
            IsSealed = true,
        });
        draft.Floors.Should().ContainSingle().Which.Should().Be(new ModelMarket.Contracts.SliceFloor(1, 3, 1, 800_000_000));
    }

    [Fact]
    public void Every_key_of_a_job_of_rounds_is_read()
    {
        var draft = Read("""
            title = "t"
            kind = "rounds"
            model = "model.onnx"
            data = "data.csv"
            reward = "100"
            groups = 0
            rounds = 3
            scoring = "5m"
            aggregator = "trimmed"
            aggregator-parameter = 100
            mixed = true
            """);

        draft.Should().BeEquivalentTo(new
        {
            Kind = JobNames.KindRounds,
            PayRule = JobNames.PayShapley,
            Rounds = 3u,
            ScoringSeconds = 300u,
            Aggregator = (byte)4,
            AggregatorParameter = 100u,
            FinalThousandths = 0u,
            Mixed = true,
            IsSealed = false,
        });
    }

    [Theory]
    [InlineData("open", "groups = 20", "groups has no meaning in an open job")]
    [InlineData("open", "bond = \"1\"", "bond has no meaning in an open job")]
    [InlineData("open", "pay = \"winner\"", "pay = winner is not a rule of this kind of job")]
    [InlineData("open", "rounds = 2", "has no meaning in a job that is not of rounds")]
    [InlineData("sealed", "groups = 0", "groups is 0, but this is a sealed job")]
    [InlineData("sealed", "direct-submit = true", "direct-submit has no meaning")]
    [InlineData("sealed", "pay = \"shapley\"", "is not a rule of this kind of job")]
    [InlineData("sealed", "kind = \"secret\"", "cannot be read")]
    [InlineData("rounds", "pay = \"records\"", "is not a rule of this kind of job")]
    [InlineData("rounds", "aggregator = \"luck\"", "aggregator is not known: luck")]
    [InlineData("luck", "", "kind is not known: luck")]
    [InlineData("sealed", "winner-threshold = \"0.1\"", "winner-threshold has no meaning in a job that does not pay")]
    [InlineData("open", "winner-threshold = \"0.1\"", "winner-threshold has no meaning in a job that does not pay")]
    public void A_key_that_does_not_fit_the_kind_is_named(string kind, string line, string words)
    {
        var reading = () => Read($"title = \"t\"\nmodel = \"model.onnx\"\ndata = \"data.csv\"\nreward = \"1\"\nkind = \"{kind}\"\n{line}");

        reading.Should().Throw<CliFault>().Where(fault => fault.Exit == ExitCode.Usage).WithMessage($"*{words}*");
    }

    [Theory]
    [InlineData(JobNames.KindOpen)]
    [InlineData(JobNames.KindSealed)]
    [InlineData(JobNames.KindRounds)]
    public void What_init_writes_is_read_and_says_every_default(byte kind)
    {
        foreach (var local in new[] { false, true })
        {
            var template = ModelMarket.Cli.Commands.JobInitCommand.Template(kind, local).Replace("validation.csv", "data.csv", StringComparison.Ordinal);

            var draft = Read(template);

            draft.Kind.Should().Be(kind);
            var plain = Read($"title = \"What the model is for, in one line\"\nkind = \"{JobNames.Of(JobNames.Kinds, kind)}\"\nmodel = \"model.onnx\"\ndata = \"data.csv\"\nreward = \"1000\"");
            var expected = local
                ? plain with { PrepareSeconds = draft.PrepareSeconds, OpenSeconds = draft.OpenSeconds, RevealSeconds = draft.RevealSeconds, UploadSeconds = draft.UploadSeconds, FundedSeconds = draft.FundedSeconds, SealedRevealSeconds = draft.SealedRevealSeconds, ScoringSeconds = draft.ScoringSeconds }
                : plain;
            draft.Should().BeEquivalentTo(expected with { Trainer = draft.Trainer }, "the file says the defaults");
        }
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

    [Theory]
    [InlineData("rewrad = \"5\"", "has a key that is not known: rewrad", "Did you mean `reward`?")]
    [InlineData("min_improvement = \"0.1\"", "has a key that is not known: min_improvement", "Did you mean `min-improvement`?")]
    [InlineData("[[floor]]\nby = \"class\"\nvalu = 0\nleast = \"0.8\"", "A [[floor]] of", "Did you mean `value`?")]
    [InlineData("colour = 3", "has a key that is not known: colour", "It takes: title, model,")]
    public void A_mistyped_key_is_refused_and_the_one_meant_is_named(string line, string words, string mend)
    {
        var reading = () => Read($"title = \"t\"\nmodel = \"model.onnx\"\ndata = \"data.csv\"\nreward = \"1\"\n{line}");

        reading.Should().Throw<CliFault>().Where(fault => fault.Exit == ExitCode.Usage && fault.Mend.Contains(mend)).WithMessage($"*{words}*");
    }

    [Theory]
    [InlineData("reward = 1000", "cannot be read, line 4: reward takes text in quotation marks, not a whole number.")]
    [InlineData("reward = \"1\"\ngroups = \"many\"", "cannot be read, line 5: groups takes a whole number, not text in quotation marks.")]
    [InlineData("reward = \"1\"\naccept-noisy = 1", "cannot be read, line 5: accept-noisy takes true or false, not a whole number.")]
    [InlineData("reward = \"1\"\ngroups = 99999999999", "cannot be read, line 5: groups is too large or too small.")]
    [InlineData("reward = \"1", "cannot be read*: Invalid")]
    public void A_value_of_the_wrong_kind_is_named_by_line_and_key(string lines, string words)
    {
        var reading = () => Read($"title = \"t\"\nmodel = \"model.onnx\"\ndata = \"data.csv\"\n{lines}");

        reading.Should().Throw<CliFault>().Where(fault => fault.Exit == ExitCode.Usage && !fault.Message.Contains("System.") && !fault.Message.Contains('\n')).WithMessage($"*{words}*");
    }

    public static TheoryData<Type, IReadOnlyList<string>> Files => new()
    {
        { typeof(JobFile), JobFile.Keys }, { typeof(FloorFile), FloorFile.Keys }, { typeof(StorageFile), StorageFile.Keys }, { typeof(ConfigFile), ConfigFile.Keys }, { typeof(ConfigProfile), ConfigProfile.Keys },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_keys_that_are_named_are_those_that_are_read(Type file, IReadOnlyList<string> keys) =>
        keys.Should().BeEquivalentTo(file.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != "Unknown")
            .Select(property => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name)));

    private JobDraft Read(string toml)
    {
        var path = Path.Combine(_folder, "job.toml");
        File.WriteAllText(path, toml);
        return JobDraftReader.Complete(JobDraftReader.Load(path), _folder, tokenDefault: null);
    }
}
