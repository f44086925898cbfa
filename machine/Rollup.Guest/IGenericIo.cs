namespace Rollup.Guest;

/// <summary>Asks the host for data during a request (libcmt's <c>cmt_gio_request</c>). Which domains there are is the host's affair; the official
/// node of this line has none, so a portable application does without.</summary>
public interface IGenericIo
{
    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="domain">What kind of data; 16 and above.</param>
    /// <param name="id">Which data; the domain says what these bytes mean.</param>
    /// <exception cref="RollupServerException">The host refused: it does not know the domain.</exception>
    GenericIoResponse Request(ushort domain, ReadOnlySpan<byte> id);
}
