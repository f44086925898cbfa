namespace Rollup.Node.Gio;

/// <summary>
/// A domain cannot answer now. That is no answer: the input is not ended by it, but tried again later, since another node, or this one in a replay, may get the answer.
/// </summary>
/// <param name="message">What is missing and where it was looked for.</param>
public sealed class GioUnavailableException(string message) : Exception(message);
