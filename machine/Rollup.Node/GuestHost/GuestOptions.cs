namespace Rollup.Node.GuestHost;

/// <summary>How to run a guest.</summary>
/// <param name="Command">The program, e.g. a native binary or <c>dotnet</c>.</param>
/// <param name="Arguments">Its arguments, each taken literally.</param>
public sealed record GuestOptions(string Command, IReadOnlyList<string> Arguments)
{
    /// <summary>Folder the guest starts in; the present one when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables added to the guest's environment, beside <c>ROLLUP_HTTP_SERVER_URL</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Time from start to the first <c>/finish</c>.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for one input (the official node's default deadline).</summary>
    public TimeSpan AdvanceTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Time for one question (the official node's default deadline).</summary>
    public TimeSpan InspectTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Kinds of generic I/O that the guest may use; none, as on the official node, unless told otherwise.</summary>
    public IReadOnlyList<Gio.IGioDomain> Gio { get; init; } = [];

    /// <summary>Takes what the guest writes to its standard output and error, line by line. May be called from any thread.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
