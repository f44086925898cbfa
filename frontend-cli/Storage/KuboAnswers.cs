using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ModelMarket.Cli.Storage;

/// <summary>What Kubo answers, as far as it is read.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The shapes of one protocol stay together.")]
internal static class KuboAnswers
{
    /// <summary>A line of <c>dag/import</c>.</summary>
    internal sealed record ImportLine([property: JsonPropertyName("Root")] ImportedRoot? Root);

    /// <summary>A root that was taken in.</summary>
    internal sealed record ImportedRoot([property: JsonPropertyName("Cid")] Link? Cid, [property: JsonPropertyName("PinErrorMsg")] string? PinErrorMsg);

    /// <summary>A CID in DAG-JSON.</summary>
    internal sealed record Link([property: JsonPropertyName("/")] string? Cid);

    /// <summary>The node's version.</summary>
    internal sealed record Version([property: JsonPropertyName("Version")] string? Number);
}
