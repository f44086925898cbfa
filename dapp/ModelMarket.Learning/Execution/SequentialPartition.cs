namespace ModelMarket.Learning.Execution;

/// <summary>Runs the parts one after another on the caller's thread.</summary>
public sealed class SequentialPartition : IPartition
{
    /// <summary>The only instance.</summary>
    public static SequentialPartition Instance { get; } = new();

    private SequentialPartition()
    {
    }

    /// <inheritdoc/>
    public int Width => 1;

    /// <inheritdoc/>
    public void Run(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        for (int i = 0; i < count; i++)
            body(i);
    }
}
