using ModelMarket.Cli.Modeling;

namespace ModelMarket.Cli.Presentation;

/// <summary>How well attacks tell a row that was trained on from one that was not: AUC, 0.5 is guessing.</summary>
/// <param name="Auc">The strongest attack's.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="ByLoss">By a row's loss.</param>
/// <param name="ByDifficulty">By the loss against what models without the row make of it.</param>
/// <param name="ByLikelihood">By what models with and without the row make of it.</param>
internal sealed record AttackView(double Auc, double StandardError, double ByLoss, double ByDifficulty, double ByLikelihood)
{
    /// <summary>Of a test's result.</summary>
    public static AttackView? Of(AttackAucs? attack) =>
        attack is { } aucs ? new AttackView(aucs.Best, aucs.StandardError, aucs.ByLoss, aucs.ByDifficulty, aucs.ByLikelihood) : null;
}
