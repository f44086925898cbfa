namespace ModelMarket.Cli.Data;

/// <summary>A feature that a job wants.</summary>
internal sealed class DataColumn
{
    /// <summary>Its name in the header.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its unit, for people.</summary>
    public string? Unit { get; set; }

    /// <summary>Smallest value that makes sense; null for no bound.</summary>
    public double? Min { get; set; }

    /// <summary>Largest value that makes sense; null for no bound.</summary>
    public double? Max { get; set; }

    /// <summary>Mean that every client subtracts; null where the model takes the values as they are.</summary>
    public double? Mean { get; set; }

    /// <summary>Standard deviation that every client divides by; positive.</summary>
    public double? Deviation { get; set; }
}
