using Microsoft.Extensions.Logging;

namespace ModelMarket.Cli.Serving;

/// <summary>Where a node's events go: standard error, as lines for people or as one JSON object per line.</summary>
internal static class NodeLogging
{
    /// <summary>Creates the sink; dispose it to write out what is pending.</summary>
    /// <param name="json">One JSON object per line, with event number, level and named values.</param>
    /// <param name="verbose">Also an event per input.</param>
    public static ILoggerFactory Create(bool json, bool verbose) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (json)
        {
            logging.AddJsonConsole(format =>
            {
                format.TimestampFormat = "O";
                format.UseUtcTimestamp = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(format =>
            {
                format.SingleLine = true;
                format.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
    });
}
