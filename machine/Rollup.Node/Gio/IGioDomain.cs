namespace Rollup.Node.Gio;

/// <summary>A kind of generic I/O that a host serves to its guests. The answer to an id must be the same whenever and wherever it is asked: replays ask again.</summary>
public interface IGioDomain
{
    /// <summary>Its number, at least 16: the lower ones are reasons of the machine's own yields.</summary>
    ushort Number { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="id">What the guest asks for, in the domain's own encoding.</param>
    /// <param name="cancellationToken">The guest does not wait any more.</param>
    /// <exception cref="GioUnavailableException">Not now; the same request may be answered later.</exception>
    Task<GioResponse> AnswerAsync(ReadOnlyMemory<byte> id, CancellationToken cancellationToken);
}
