namespace Rollup.Node.Rpc;

/// <summary>One report of the answer to a question.</summary>
/// <param name="Payload">Its bytes.</param>
public sealed record InspectReportView(byte[] Payload);
