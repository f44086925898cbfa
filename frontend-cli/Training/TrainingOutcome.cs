using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Training;

/// <summary>Trained weights, and what they give away.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Trainer">How they were trained.</param>
/// <param name="Epsilon">ε spent; null without privacy.</param>
/// <param name="Delta">δ; null without privacy.</param>
/// <param name="AttackAuc">The attacker's AUC; null without the self-test.</param>
/// <param name="AttackAucWithoutDp">The same for ordinary training on the same rows; null without privacy.</param>
internal sealed record TrainingOutcome(WeightSet Weights, string Trainer, double? Epsilon = null, double? Delta = null, double? AttackAuc = null, double? AttackAucWithoutDp = null);
