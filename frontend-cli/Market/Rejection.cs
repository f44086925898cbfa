using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Market;

/// <summary>The market's answer to an input or a question it did not take.</summary>
/// <param name="Report">The dapp's own report.</param>
internal sealed record Rejection(RejectionReport Report)
{
    private const string ReportType = "rejected";

    /// <summary>Reads a report's bytes; false for any other report.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out Rejection? rejection)
    {
        rejection = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("type", out var type)
                || !type.ValueEquals(ReportType))
            {
                return false;
            }

            var report = document.RootElement.Deserialize(MarketJson.Default.RejectionReport);
            rejection = report is null ? null : new Rejection(report);
            return rejection is not null;
        }
        catch (JsonException)
        {
            // Not JSON, so not a rejection: whoever asked says what it expected instead.
            return false;
        }
    }

    /// <summary>The same for a person at the command line.</summary>
    public CliFault ToFault() => CliFault.Rejected(
        Report.Detail.Length == 0 ? Report.Message : $"{Report.Message.TrimEnd('.')}: {Report.Detail}",
        Hint(Report),
        Report.Name);

    // The machine's own hints speak of its messages; at the command line there are verbs.
    private static string Hint(RejectionReport report) => report.Name switch
    {
        nameof(RejectCode.JobUnknown) => "All jobs there are: modelmarket job list",
        _ => report.Hint,
    };
}
