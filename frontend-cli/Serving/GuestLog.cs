using Microsoft.Extensions.Logging;

namespace ModelMarket.Cli.Serving;

/// <summary>What a guest says, as events of the node's log.</summary>
internal static partial class GuestLog
{
    /// <summary>A line of the guest's standard output or error.</summary>
    [LoggerMessage(100, LogLevel.Information, "{Line}")]
    public static partial void Line(ILogger logger, string line);
}
