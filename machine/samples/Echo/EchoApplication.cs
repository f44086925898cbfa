using Rollup.Guest.Routing;

namespace Echo;

/// <summary>Says everything once more: an input as a notice and as a report, a question as its answer.</summary>
[RollupApplication]
public sealed partial class EchoApplication
{
    private ulong _inputCount;

    /// <summary>Any input.</summary>
    [Fallback]
    public void Echo(AdvanceContext context, ReadOnlyMemory<byte> payload)
    {
        _inputCount++;
        context.Notice(payload.Span);
        context.Report(payload.Span);
    }

    /// <summary>The question <c>count</c>: how many inputs there were.</summary>
    [Inspect("count")]
    public string Count() => $"{_inputCount}";

    /// <summary>The question <c>say/WORD</c>.</summary>
    [Inspect("say/{word}")]
    public static string Say(string word) => word;
}
