using System.Buffers;
using System.Text.Json;

namespace Rollup.Guest.Routing;

/// <summary>Writes why an input or a question was refused, as a JSON report of one shape:
/// <c>{"error":{"code":"SELECTOR_UNKNOWN","message":"…"}}</c>; questions also have a <c>status</c> like HTTP's.</summary>
public static class Refusals
{
    /// <summary>Reports why the router refused an input.</summary>
    /// <param name="context">The input.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="accept">Whether to accept it, so that the report is kept; else it is rejected.</param>
    public static AdvanceStatus Refuse(AdvanceContext context, InputRefusal refusal, bool accept)
    {
        var (code, message) = TextOf(refusal);
        Report(context.Outputs, code, message);
        return accept ? AdvanceStatus.Accept : AdvanceStatus.Reject;
    }

    /// <summary>Reports why a question was refused.</summary>
    /// <param name="reports">Takes the report.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="paths">The patterns of all known paths, named when the path is unknown.</param>
    public static void Refuse(IReportSink reports, InspectRefusal refusal, IReadOnlyList<string> paths)
    {
        var (code, message) = TextOf(refusal);
        Report(reports, code, message, (int)refusal.Code / 10, refusal.Code == InspectRefusalCode.PathUnknown ? paths : []);
    }

    /// <summary>Reports an application's own reason.</summary>
    internal static void Report(IReportSink reports, string code, string message, int status = 0, IReadOnlyList<string>? paths = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            if (status != 0)
            {
                json.WriteNumber("status", status);
            }

            json.WriteString("code", code);
            json.WriteString("message", message);
            if (paths is { Count: > 0 })
            {
                json.WriteStartArray("paths");
                foreach (var path in paths)
                {
                    json.WriteStringValue(path);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        reports.Report(buffer.WrittenSpan);
    }

    private static (string Code, string Message) TextOf(InputRefusal refusal) => refusal switch
    {
        InputRefusal.SelectorMissing => ("SELECTOR_MISSING", "The payload is shorter than a selector of four bytes."),
        InputRefusal.SelectorUnknown => ("SELECTOR_UNKNOWN", "The application has no function with this selector."),
        InputRefusal.ArgumentsMalformed => ("ARGUMENTS_MALFORMED", "The arguments are not the canonical ABI encoding of the function's parameters."),
        InputRefusal.SenderNotAllowed => ("SENDER_NOT_ALLOWED", "This function is not open to the sender of the input."),
        InputRefusal.DepositMalformed => ("DEPOSIT_MALFORMED", "The payload is not what this portal writes."),
        InputRefusal.DepositUnhandled => ("DEPOSIT_UNHANDLED", "The application takes no deposits of this kind."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    private static (string Code, string Message) TextOf(InspectRefusal refusal) => refusal.Code switch
    {
        InspectRefusalCode.PathMalformed => ("PATH_MALFORMED", "The question is no path in UTF-8 such as jobs/7?offset=20."),
        InspectRefusalCode.PathTooLong => ("PATH_TOO_LONG", $"The question is longer than {refusal.Detail}."),
        InspectRefusalCode.ParameterMalformed => ("PARAMETER_MALFORMED", $"{refusal.Detail}."),
        InspectRefusalCode.ParameterMissing => ("PARAMETER_MISSING", $"The query lacks {refusal.Detail}=."),
        InspectRefusalCode.ParameterUnknown => ("PARAMETER_UNKNOWN", $"This path knows no parameter {refusal.Detail}, or only once."),
        InspectRefusalCode.PathUnknown => ("PATH_UNKNOWN", $"Nothing answers {refusal.Detail}."),
        InspectRefusalCode.NotFound => ("NOT_FOUND", $"There is no {refusal.Detail}."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
