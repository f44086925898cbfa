namespace Rollup.Guest;

/// <summary>A host's answer to a generic request.</summary>
/// <param name="Code">The domain says what it means.</param>
/// <param name="Data">The data.</param>
public sealed record GenericIoResponse(ushort Code, byte[] Data);
