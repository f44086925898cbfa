using ModelMarket.Cli.Modeling;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Training;

/// <summary>Trained weights, and what they give away.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Trainer">How they were trained.</param>
/// <param name="Epsilon">ε spent; null without privacy.</param>
/// <param name="Delta">δ; null without privacy.</param>
/// <param name="Attack">What the self-test found; null without it.</param>
/// <param name="AttackWithoutDp">The same for ordinary training on the same rows; null without privacy.</param>
internal sealed record TrainingOutcome(WeightSet Weights, string Trainer, double? Epsilon = null, double? Delta = null, AttackAucs? Attack = null, AttackAucs? AttackWithoutDp = null);
