namespace Replay;

/// <summary>First line of a recording.</summary>
/// <param name="Recording">Version of the format.</param>
/// <param name="Question">Inspect payload whose answer is recorded after every input.</param>
public sealed record RecordingHeader(int Recording, string Question);
