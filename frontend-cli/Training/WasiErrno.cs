namespace ModelMarket.Cli.Training;

/// <summary>Error numbers of WASI preview 1, as far as they are given.</summary>
internal static class WasiErrno
{
    /// <summary>No error.</summary>
    public const int Success = 0;

    /// <summary>Not an open file.</summary>
    public const int BadFile = 8;

    /// <summary>Malformed argument.</summary>
    public const int Invalid = 28;

    /// <summary>Too many open files.</summary>
    public const int TooManyFiles = 41;

    /// <summary>No such file.</summary>
    public const int NoEntry = 44;

    /// <summary>Not done here.</summary>
    public const int NotSupported = 58;

    /// <summary>The folder is read-only.</summary>
    public const int ReadOnly = 69;

    /// <summary>Not a place one can seek in.</summary>
    public const int NotSeekable = 70;
}
