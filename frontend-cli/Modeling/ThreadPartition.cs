using ModelMarket.Learning.Execution;

namespace ModelMarket.Cli.Modeling;

/// <summary>Runs independent parts of a node on several threads of this machine. The machine's own partition has one; results are the same bits.</summary>
internal sealed class ThreadPartition : IPartition
{
    private readonly ParallelOptions _options;

    /// <summary>Parts for at most <paramref name="width"/> threads.</summary>
    public ThreadPartition(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Width = width;
        _options = new ParallelOptions { MaxDegreeOfParallelism = width };
    }

    /// <summary>A thread for every processor of this machine.</summary>
    public static ThreadPartition OfThisMachine { get; } = new(Environment.ProcessorCount);

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public void Run(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (count == 1 || Width == 1)
        {
            SequentialPartition.Instance.Run(count, body);
            return;
        }

        Parallel.For(0, count, _options, body);
    }
}
