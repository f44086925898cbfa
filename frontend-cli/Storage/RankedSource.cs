namespace ModelMarket.Cli.Storage;

/// <summary>A source and what it has been like so far in this fetch.</summary>
internal sealed class RankedSource(IRemoteBlocks source, int order)
{
    private const double Smoothing = 0.3;

    private int _failuresInARow;

    public IRemoteBlocks Source { get; } = source;

    /// <summary>Place in the configuration: decides between equals.</summary>
    public int Order { get; } = order;

    /// <summary>Whether it lied or failed too often; then it is not asked again.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Usual seconds for a block; failures weigh as slowness.</summary>
    public double Seconds { get; private set; }

    public void Succeeded(TimeSpan took)
    {
        _failuresInARow = 0;
        Seconds += Smoothing * (took.TotalSeconds - Seconds);
    }

    public void Failed(bool lied)
    {
        Seconds += StorageLimits.BlockTimeout.TotalSeconds * Smoothing;
        IsOut = lied || ++_failuresInARow >= StorageLimits.FailuresMax;
    }
}
