namespace Rollup.Primitives.Rollups;

/// <summary>Maxima of the Cartesi Rollups v2 protocol (rollups-contracts 2.2.0, machine-guest-tools 0.17).</summary>
public static class RollupLimits
{
    /// <summary>Bytes of an encoded input on chain (<c>CanonicalMachine.INPUT_MAX_SIZE</c>).</summary>
    public const int InputBytesMax = 65_536;

    /// <summary>Bytes of an input's payload: the largest whose blob fits <see cref="InputBytesMax"/>.</summary>
    public const int PayloadBytesMax = 65_216;

    /// <summary>Bytes of the machine's receive and transmit buffers: an inspect payload, a report, an exception, an encoded output.</summary>
    public const int BufferBytesMax = 2_097_152;

    /// <summary>Bytes of a notice's payload, so that its encoding fits <see cref="BufferBytesMax"/>.</summary>
    public const int NoticePayloadBytesMax = 2_097_056;

    /// <summary>Bytes of a request's JSON body at the rollup HTTP server.</summary>
    public const int HttpBodyBytesMax = 5 << 20;

    /// <summary>Outputs of one input.</summary>
    public const int OutputsPerInputMax = 65_536;

    /// <summary>Height of the outputs tree (<c>LOG2_MAX_OUTPUTS</c>).</summary>
    public const int OutputsTreeHeight = 63;
}
