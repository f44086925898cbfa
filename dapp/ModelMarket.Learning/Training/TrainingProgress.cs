namespace ModelMarket.Learning.Training;

/// <summary>Where training stands after an epoch.</summary>
/// <param name="Epoch">Epochs done, from 1.</param>
/// <param name="Epochs">Epochs at most.</param>
/// <param name="Loss">Mean loss of the epoch's batches, for display.</param>
/// <param name="HoldOutScore">The metric's integer on the hold-out; null without one.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double Loss, long? HoldOutScore);
