using System.Globalization;
using ModelMarket.Cli.Modeling;

namespace ModelMarket.Cli.Presentation;

/// <summary>What the membership test found, in words for people who have never heard of it.</summary>
internal static class AttackText
{
    private const double Hundred = 100;
    private const double Guessing = 0.5;
    private const double ErrorsOfCertainty = 2;

    /// <summary>A line that says what it means, and lines of figures.</summary>
    /// <param name="attack">On the weights that were trained.</param>
    /// <param name="withoutPrivacy">On weights trained on the same rows without privacy; null where these are that.</param>
    public static IEnumerable<string> Lines(AttackView attack, AttackView? withoutPrivacy)
    {
        var plain = withoutPrivacy is null ? "" : Text($"; without --dp {InAHundred(withoutPrivacy.Auc)} times");
        yield return Text($"who sees these weights, one row they were trained on and one they were not, tells which is which {InAHundred(attack.Auc)} times in 100 (50 is guessing){plain}");
        yield return Text($"  the best of three attacks by somebody who knows your rows: {Figures(attack)}");
        if (withoutPrivacy is not null)
        {
            yield return Text($"  without --dp: {Figures(withoutPrivacy)}");
        }
    }

    /// <summary>What to do where weights give rows away beyond what chance explains; null where they do not.</summary>
    /// <param name="attack">On weights trained without privacy.</param>
    /// <param name="job">The job.</param>
    public static string? Advice(AttackView attack, ulong job) => attack.Auc - (ErrorsOfCertainty * attack.StandardError) > Guessing
        ? Text($"Your rows show in these weights. To hide them: modelmarket train {job} mine.csv --dp 3")
        : null;

    /// <summary>What ε promises against every attack, in words.</summary>
    public static string Promise(double epsilon, double delta) =>
        Text($"no attack whatever says of a row whether it was trained on, and is right more than {InAHundred(PrivacyPlan.RightGuessesMost(epsilon, delta))} times in 100");

    private static string Figures(AttackView attack) =>
        Text($"AUC {attack.Auc:F3} ± {attack.StandardError:F3} (by loss {attack.ByLoss:F3}, by difficulty {attack.ByDifficulty:F3}, by likelihood {attack.ByLikelihood:F3})");

    private static string InAHundred(double auc) => Text($"{auc * Hundred:F0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
