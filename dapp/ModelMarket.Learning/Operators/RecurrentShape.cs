namespace ModelMarket.Learning.Operators;

/// <summary>Sizes of a recurrent layer and its activations per direction.</summary>
internal sealed record RecurrentShape(int Steps, int Batch, int Inputs, int Hidden, int Directions, bool Reverse, bool BatchFirst, RecurrentActivation[][] Activations)
{
    /// <summary>Where a step's input row starts.</summary>
    public int InputAt(int step, int batch) => (BatchFirst ? (batch * Steps) + step : (step * Batch) + batch) * Inputs;

    /// <summary>Where a step's output row starts.</summary>
    public int OutputAt(int step, int direction, int batch) =>
        (BatchFirst ? (((batch * Steps) + step) * Directions) + direction : (((step * Directions) + direction) * Batch) + batch) * Hidden;

    /// <summary>Where a state row starts.</summary>
    public int StateAt(int direction, int batch) => (BatchFirst ? (batch * Directions) + direction : (direction * Batch) + batch) * Hidden;
}
