using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Primitives;
using Tomlyn;

namespace ModelMarket.Cli.Market;

/// <summary>Reads a <c>job.toml</c> and fills in defaults; every mistake names the key and what it takes.</summary>
internal static class JobDraftReader
{
    private const int ScoreDigits = 9;
    private const int MicroDigits = 6;
    private const string DefaultPrepare = "6h";
    private const string DefaultOpen = "7d";
    private const string DefaultReveal = "6h";
    private const string DefaultUpload = "6h";
    private const string DefaultFunded = "1h";
    private const string DefaultSealedReveal = "24h";
    private const string DefaultScoring = "6h";
    private const uint DefaultMaxSubmissions = 32;
    private const uint DefaultSlots = 10;
    private const uint DefaultGroups = 20;
    private const uint DefaultRounds = 5;
    private const uint DefaultFinalThousandths = 500;
    private const uint DefaultDuplicateThousandths = 999;
    private const string Ether = "eth";
    private const string WinnerWord = "winner";

    /// <summary>Reads the file; unknown keys and wrong types are refused with their place.</summary>
    public static JobFile Load(string path)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no file {path}.", "`modelmarket job init` writes one with every default explained.");
        }

        var file = TomlText.Load(path, text => TomlSerializer.Deserialize(text, JobFileToml.Default.JobFile) ?? new JobFile());
        TomlText.RequireKnown(file.Unknown, JobFile.Keys, path);
        foreach (var floor in file.Floor ?? [])
        {
            TomlText.RequireKnown(floor.Unknown, FloorFile.Keys, $"A [[floor]] of {path}");
        }

        return file;
    }

    /// <summary>Fills in defaults and checks every value.</summary>
    /// <param name="file">What was given.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="tokenDefault">The token where none is named; null for Ether.</param>
    public static JobDraft Complete(JobFile file, string folder, string? tokenDefault)
    {
        var kind = JobNames.Read(file.Kind ?? "sealed", JobNames.Kinds, "kind");
        Without(file.WinnerThreshold is not null && !WinnerWord.Equals(file.Pay, StringComparison.OrdinalIgnoreCase), "winner-threshold", "a job that does not pay = \"winner\"");
        var draft = Plain(file, kind, folder, tokenDefault) with { Kind = kind };
        return kind switch
        {
            JobNames.KindOpen => Open(draft, file),
            JobNames.KindSealed => Sealed(draft, file),
            _ => InRounds(draft, file),
        };
    }

    private static JobDraft Plain(JobFile file, byte kind, string folder, string? tokenDefault) => new(
        Required(file.Title, "title", "one line that says what the model is for"),
        ExistingFile(file.Model, "model", folder),
        ExistingFile(file.Data, "data", folder),
        file.Label,
        Required(file.Reward, "reward", "a decimal in whole tokens, such as 1000"),
        TokenOf(file.Token ?? tokenDefault ?? Ether),
        JobNames.Read(file.Metric ?? "log-loss", JobNames.Metrics, "metric"),
        file.Output ?? string.Empty,
        JobNames.Read(file.OutputKind ?? "logits", JobNames.OutputKinds, "output-kind"),
        file.PositiveClass ?? 1,
        Decimal(file.Target, ScoreDigits, "target"),
        Decimal(file.MinImprovement, ScoreDigits, "min-improvement"),
        file.MaxSubmissions ?? (kind == JobNames.KindOpen ? DefaultMaxSubmissions : DefaultSlots),
        Seconds(file.Prepare ?? DefaultPrepare, "prepare"),
        Seconds(file.Open ?? DefaultOpen, "open"),
        Seconds(file.Reveal ?? DefaultReveal, "reveal"),
        Seconds(file.Upload ?? DefaultUpload, "upload"),
        file.Trainer ?? string.Empty,
        file.BatchRows ?? 0,
        Decimal(file.NormBound, MicroDigits, "norm-bound") ?? 0,
        file.DuplicateThousandths ?? DefaultDuplicateThousandths,
        file.DirectSubmit ?? false,
        file.AcceptNoisy ?? false)
    {
        TrainerFile = file.TrainerFile is null ? null : ExistingFile(file.TrainerFile, "trainer-file", folder),
        Schema = file.Schema is null ? null : ExistingFile(file.Schema, "schema", folder),
        ClientBond = file.ClientBond,
        StakeCapThousandths = file.StakeCapThousandths ?? 0,
        Floors = [.. (file.Floor ?? []).Select(floor => FloorOf(floor, file))],
    };

    private static JobDraft Open(JobDraft draft, JobFile file)
    {
        Without(file.Groups is > 0, "groups", "an open job: all its rows are public");
        Without(file.Bond is not null, "bond", "an open job: there is nothing the sponsor could fail to reveal");
        WithoutRounds(file);
        return draft with { PayRule = RuleOf(file, JobNames.PayRecords, JobNames.PayRecords) };
    }

    private static JobDraft Sealed(JobDraft draft, JobFile file)
    {
        Without(file.DirectSubmit is true, "direct-submit", "a sealed job: weights would be seen by those who still train");
        WithoutRounds(file);
        var sealedDraft = Seal(draft, file, DefaultGroups) with
        {
            PayRule = RuleOf(file, JobNames.PayGuaranteed, JobNames.PayGuaranteed, JobNames.PayProportional, JobNames.PayWinner, JobNames.PayRecords),
        };
        if (sealedDraft.Groups == 0)
        {
            throw CliFault.Usage("groups is 0, but this is a sealed job.", "Give at least 20, or kind = \"open\".");
        }

        return sealedDraft with { WinnerThreshold = Decimal(file.WinnerThreshold, ScoreDigits, "winner-threshold") ?? 0 };
    }

    private static JobDraft InRounds(JobDraft draft, JobFile file)
    {
        Without(file.DirectSubmit is true, "direct-submit", "a job of rounds: weights would be seen by those who still train");
        var inRounds = Seal(draft, file, DefaultGroups);
        return inRounds with
        {
            PayRule = RuleOf(file, JobNames.PayShapley, JobNames.PayShapley),
            Rounds = file.Rounds ?? DefaultRounds,
            ScoringSeconds = Seconds(file.Scoring ?? DefaultScoring, "scoring"),
            Aggregator = JobNames.Read(file.Aggregator ?? "gated", JobNames.Aggregators, "aggregator"),
            AggregatorParameter = file.AggregatorParameter ?? 0,
            FinalThousandths = inRounds.IsSealed ? file.FinalThousandths ?? DefaultFinalThousandths : 0,
            Mixed = file.Mixed ?? false,
        };
    }

    private static JobDraft Seal(JobDraft draft, JobFile file, uint groups) => (file.Groups ?? groups) == 0 ? draft : draft with
    {
        Groups = file.Groups ?? groups,
        SponsorBond = file.Bond,
        FundedSeconds = Seconds(file.Funded ?? DefaultFunded, "funded"),
        SealedRevealSeconds = Seconds(file.SealedReveal ?? DefaultSealedReveal, "sealed-reveal"),
    };

    private static byte RuleOf(JobFile file, byte usual, params ReadOnlySpan<byte> allowed)
    {
        if (file.Pay is null)
        {
            return usual;
        }

        var rule = JobNames.Read(file.Pay, JobNames.PayRules, "pay");
        return allowed.Contains(rule)
            ? rule
            : throw CliFault.Usage($"pay = {file.Pay} is not a rule of this kind of job.", $"One of: {string.Join(", ", allowed.ToArray().Select(number => JobNames.Of(JobNames.PayRules, number)))}.");
    }

    private static void WithoutRounds(JobFile file) => Without(
        file.Rounds is > 0 || file.Aggregator is not null || file.Scoring is not null || file.Mixed is true, "rounds, aggregator, scoring or mixed", "a job that is not of rounds");

    private static void Without(bool given, string key, string kind)
    {
        if (given)
        {
            throw CliFault.Usage($"{key} has no meaning in {kind}.", "Leave it out, or choose another kind.");
        }
    }

    private static SliceFloor FloorOf(FloorFile floor, JobFile file) => new(
        JobNames.Read(Required(floor.By, "floor.by", "class or slice"), JobNames.FloorParts, "floor.by"),
        floor.Value ?? throw CliFault.Usage("A floor has no value.", "Give the class or slice: value = 0"),
        JobNames.Read(floor.Metric ?? file.Metric ?? "log-loss", JobNames.Metrics, "floor.metric"),
        Decimal(Required(floor.Least, "floor.least", "a decimal of the metric"), ScoreDigits, "floor.least") ?? 0);

    private static string Required(string? value, string key, string what) =>
        !string.IsNullOrWhiteSpace(value) ? value : throw CliFault.Usage($"The job has no {key}.", $"Give {what}: --{key} or `{key} = …` in job.toml.");

    private static string ExistingFile(string? value, string key, string folder)
    {
        var path = Path.Combine(folder, Required(value, key, "a file"));
        return File.Exists(path) ? path : throw CliFault.Usage($"There is no file {path}, which {key} names.");
    }

    private static Address TokenOf(string text)
    {
        if (text.Equals(Ether, StringComparison.OrdinalIgnoreCase))
        {
            return Address.Zero;
        }

        return Address.TryParse(text, out var token)
            ? token
            : throw CliFault.Usage($"token is not an address: {text}", "Write 0x and 40 hexadecimal digits, or eth.");
    }

    private static ulong? Decimal(string? text, int digits, string key)
    {
        if (text is null)
        {
            return null;
        }

        return Units.TryParse(text, digits, out var value) && value <= ulong.MaxValue
            ? (ulong)value
            : throw CliFault.Usage($"{key} is not a decimal: {text}", $"Write at most {digits} digits after the point, such as 0.25.");
    }

    private static uint Seconds(string text, string key) =>
        Durations.TryParse(text, out var seconds) ? seconds : throw CliFault.Usage($"{key} is not a duration: {text}", "Write 90s, 15m, 6h or 2d.");
}
