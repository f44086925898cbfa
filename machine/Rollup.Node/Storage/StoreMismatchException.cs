namespace Rollup.Node.Storage;

/// <summary>A database belongs to something else than what it is opened for.</summary>
/// <param name="message">What differs and what to do.</param>
public sealed class StoreMismatchException(string message) : Exception(message);
