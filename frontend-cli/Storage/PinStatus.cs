namespace ModelMarket.Cli.Storage;

/// <summary>How a pinning service says a request is doing.</summary>
/// <param name="RequestId">Its number at the service.</param>
/// <param name="Status"><c>queued</c>, <c>pinning</c>, <c>pinned</c> or <c>failed</c>.</param>
/// <param name="Pin">What was asked for.</param>
/// <param name="Info">What the service adds, such as Filecoin deals.</param>
internal sealed record PinStatus(string RequestId, string Status, PinRequest Pin, IReadOnlyDictionary<string, string>? Info);
