namespace Rollup.Guest.Generators.Model;

/// <summary>What an inspect handler returns.</summary>
internal enum InspectAnswerKind
{
    /// <summary>Nothing: it writes reports itself.</summary>
    None,

    /// <summary>Text, reported as UTF-8.</summary>
    Text,

    /// <summary>Bytes, reported as they are.</summary>
    Bytes,

    /// <summary>A value that the application's JSON context writes.</summary>
    Json,
}
