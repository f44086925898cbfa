namespace ModelMarket.Learning.Scoring;

/// <summary>Which rows a floor is about. The numbers are on the wire.</summary>
public enum FloorScope : byte
{
    /// <summary>Rows whose label is the floor's value.</summary>
    Class = 0,

    /// <summary>Rows whose <c>slice</c> tensor holds the floor's value.</summary>
    Slice = 1,
}
