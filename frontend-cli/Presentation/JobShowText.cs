using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Core.Inspect;
using Spectre.Console;

namespace ModelMarket.Cli.Presentation;

/// <summary>One job in words: what it wants, what it promises, and what may go wrong with it.</summary>
internal static class JobShowText
{
    private const double Millionths = 1_000_000;

    /// <summary>One job, as rows of name and value.</summary>
    public static Grid Show(JobView job, TokenInfo token)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in Lines(job, token))
        {
            grid.AddRow($"[grey]{name}[/]", Markup.Escape(value));
        }

        return grid;
    }

    /// <summary>The same without a form.</summary>
    public static IEnumerable<(string Name, string Value)> Lines(JobView job, TokenInfo token)
    {
        yield return ("job", $"{job.Id}  \"{job.Title}\"");
        yield return ("phase", JobTimes.Phase(job));
        yield return ("sponsor", job.Sponsor.ToChecksumString());
        yield return ("reward", $"{token.Text(job.Money.Pool)}; paid {token.Text(job.Money.Paid)}, left {token.Text(job.Money.Left)}, sent back {token.Text(job.Money.Refunded)}{Burned(job.Money, token)}");
        if (job.Terms is { } terms)
        {
            foreach (var line in Terms(job, terms, token).Concat(Seal(job, token)))
            {
                yield return line;
            }
        }

        if (job.Prepared is { } prepared)
        {
            yield return ("initial score", $"{Units.Score(prepared.M0)} ± {Units.Score(prepared.StandardError)} on {prepared.Rows} public rows{(prepared.Noisy ? "; a noisy score" : string.Empty)}");
            if (job.Baseline is { } baseline)
            {
                yield return ("scored from", $"{Units.Score(baseline.M0)}, the initial model's score on the {baseline.Rows} rows that score{(baseline.Defaulted ? ": the opened ones, because the sponsor did not reveal" : string.Empty)}");
            }

            yield return ("best score", JobText.Score(job.Best));
            yield return ("what leaves you", $"weights: {prepared.Parameters} numbers, public for ever once revealed, and they can leak data; your rows never do");
        }

        yield return ("submissions", string.Create(CultureInfo.InvariantCulture, $"{job.Submissions} of {job.Terms?.MaxSubmissions}, {job.Undecided} undecided"));
        foreach (var (phase, words) in JobTimes.Ahead(job))
        {
            yield return (phase, words);
        }

        yield return ("pay executable", JobTimes.EarliestPay(job));
        yield return ("without rollup", $"from {JobText.Time(job.ReclaimAfter)} depositors can take back what no voucher claims{(job.Reclaiming ? "; reclaim has started" : string.Empty)}");
        if (job.PublicData)
        {
            yield return ("validation data", "public: it can be learned by heart, so the final score may flatter");
        }

        if (job.End is { } end)
        {
            yield return ("ended", JobText.Ended(end));
        }
    }

    private static IEnumerable<(string Name, string Value)> Terms(JobView job, TermsView terms, TokenInfo token)
    {
        yield return ("kind", KindText(terms));
        yield return ("pays", RuleText(terms, job.Money.Pool, token));
        yield return ("trust", TrustText(terms));
        if (terms.ClientBond > 0)
        {
            yield return ("client bond", $"{token.Text(terms.ClientBond)} with each commitment; half of it is burned if you do not reveal or your file cannot be read, all of it for an exact copy of something that was public");
        }

        if (terms.StakeCapThousandths > 0)
        {
            yield return ("cap by stake", $"pay is at most {terms.StakeCapThousandths}/1000 of your bond");
        }

        yield return ("metric", $"{JobText.Metric(terms.Metric)} of {(terms.OutputName.Length == 0 ? "the first output" : terms.OutputName)} ({JobText.OutputKind(terms.OutputKind)})");
        foreach (var floor in terms.Floors)
        {
            yield return ("floor", $"{JobText.Metric(floor.Metric)} of {JobNames.Of(JobNames.FloorParts, floor.By)} {floor.Value} must be at least as good as {Units.Score((long)floor.Floor)}");
        }

        yield return ("model", $"{job.Model?.Cid} ({Units.Bytes(job.Model?.SizeBytes ?? 0)})");
        if (job.Data is { } data)
        {
            yield return ("data", $"{data.Cid} ({Units.Bytes(data.SizeBytes)})");
        }

        if (terms.Schema is { } schema)
        {
            yield return ("your data", $"as schema {schema.Cid} says: `modelmarket data check mine.csv --job {job.Id}` tells whether yours fit");
        }

        yield return ("trainer", terms.Trainer.Length == 0 ? "your choice" : terms.Trainer);
        if (terms.TrainerFile is { } module)
        {
            yield return ("trainer's file", $"{module.Cid} ({Units.Bytes(module.Size)}), a program of the sponsor's that `train` runs in a sandbox");
        }

        yield return ("copies", terms.DuplicateThousandths == 0 ? "exact copies earn nothing" : $"a cosine of {terms.DuplicateThousandths}/1000 or more with an earlier submission earns nothing");
        yield return ("norm bound", terms.NormBoundMicros == 0 ? "none" : Units.Amount(terms.NormBoundMicros, 6));
    }

    private static string KindText(TermsView terms) => terms.Kind switch
    {
        JobNames.KindOpen => "open: all rows are public, each submission is decided when every earlier one is",
        JobNames.KindSealed => "sealed: weights are scored on rows that nobody but the sponsor sees before all of them are in",
        _ => $"rounds: {terms.Rounds} rounds of federated averaging by {JobNames.Of(JobNames.Aggregators, terms.Aggregator)}; rounds pay by what each adds{(terms.FinalThousandths > 0 ? $", a final check on sealed rows pays {terms.FinalThousandths}/1000" : string.Empty)}",
    };

    private static string RuleText(TermsView terms, UInt128 pool, TokenInfo token)
    {
        var target = Units.Score((long)terms.Target);
        var least = $"none below {Units.Score((long)terms.MinImprovement)} counts";
        return terms.PayRule switch
        {
            JobNames.PayGuaranteed => $"guaranteed: {terms.MaxSubmissions} slots of {token.Text(pool / Math.Max(1, terms.MaxSubmissions))}; an improvement of {target} over the initial model earns a whole slot, less earns its part, whatever others do; {least}",
            JobNames.PayProportional => $"proportional: up to {token.Text(pool)}, all of it if the best improves by {target}, shared by improvement; {least}",
            JobNames.PayWinner => $"winner: up to {token.Text(pool)} to the best alone, all of it for an improvement of {target}{(terms.WinnerThreshold == 0 ? string.Empty : $", if its score reaches {Units.Score((long)terms.WinnerThreshold)}")}; {least}",
            JobNames.PayShapley => $"shapley: each round pays by what each client adds to the aggregate, {token.Text(pool)} in all for an improvement of {target}{(terms.Mixed ? "; above ten clients half by improvement, half by leaving one out" : "; the first ten clients of a round")}",
            _ => $"records: each improvement over the best so far; an improvement of {target} earns {token.Text(pool)}, {least}",
        };
    }

    private static string TrustText(TermsView terms) => terms.PayRule switch
    {
        JobNames.PayGuaranteed => "your pay depends on your score alone; the sponsor's own accounts can take slots, but not lower yours",
        JobNames.PayProportional or JobNames.PayWinner => "relative: a sponsor knows the hidden rows and can win its own job under this rule",
        JobNames.PayShapley => "relative: what you earn depends on the others of the round",
        _ => terms.Kind == JobNames.KindOpen
            ? "a copy or noise adds nothing to a record; public rows can be learned by heart"
            : "relative to earlier records: a sponsor knows the hidden rows and can set the record first",
    };

    private static IEnumerable<(string Name, string Value)> Seal(JobView job, TokenInfo token)
    {
        if (job.Seal is not { } seal)
        {
            yield break;
        }

        var chance = (seal.HalfBadMissedMillionths / Millionths).ToString("0.0 %", CultureInfo.InvariantCulture);
        var drawn = Core.Sealing.GroupDraw.CountOf(seal.Groups);
        yield return ("sealed rows", $"{seal.Rows} rows in {seal.Groups} groups under {seal.Root}; {(seal.Seed is null ? $"{drawn} of them will be drawn and opened" : $"drawn and opened: {string.Join(", ", seal.Drawn)}")}");
        yield return ("half garbage", $"if half of the groups were garbage, the {drawn} drawn of {seal.Groups} would show none of it with a chance of {chance}");
        yield return ("sponsor bond", $"{token.Text(job.SponsorBond.Pool)}; left {token.Text(job.SponsorBond.Left)}, sent back {token.Text(job.SponsorBond.Refunded)}{Burned(job.SponsorBond, token)}. Burned if the hidden groups are not revealed: then you are paid on the opened ones");
    }

    private static string Burned(MoneyView money, TokenInfo token) => money.Burned == 0 ? string.Empty : $", burned {token.Text(money.Burned)}";
}
