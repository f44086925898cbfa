using System.Globalization;

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

    /// <summary>Whether values are whole numbers.</summary>
    public bool Integer { get; set; }

    /// <summary>Stands for this many columns of one kind, named with numbers from 1: the pixels of an image. 0 and 1 for one.</summary>
    public int Count { get; set; }

    /// <summary>Mean that every client subtracts; null where the model takes the values as they are.</summary>
    public double? Mean { get; set; }

    /// <summary>Standard deviation that every client divides by; positive.</summary>
    public double? Deviation { get; set; }

    /// <summary>What is wrong with a finite value, after "… "; null where nothing is.</summary>
    public string? Fault(double value)
    {
        if (value < Min || value > Max)
        {
            return string.Create(CultureInfo.InvariantCulture, $"is {value}, outside {Min}..{Max}{(Unit is null ? "" : $" (is it in {Unit}?)")}");
        }

        return Integer && value != Math.Floor(value) ? string.Create(CultureInfo.InvariantCulture, $"is {value}, not a whole number") : null;
    }

    /// <summary>The same for one of the columns it stands for.</summary>
    public DataColumn Numbered(int number)
    {
        var one = (DataColumn)MemberwiseClone();
        one.Name = string.Create(CultureInfo.InvariantCulture, $"{Name}{number}");
        one.Count = 1;
        return one;
    }
}
