namespace ModelMarket.Learning.Training;

/// <summary>How the learning rate changes with the epochs.</summary>
public enum ScheduleKind : byte
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Multiplied by gamma every so many epochs.</summary>
    Step,

    /// <summary>Half a cosine from the full rate to 0.</summary>
    Cosine,

    /// <summary>A straight line from the full rate to 0.</summary>
    Linear,
}
