namespace ModelMarket.Cli.Training;

/// <summary>Ends a module from within a call it made: it exits, or it did what it may not.</summary>
internal sealed class TrainerStop : Exception
{
    /// <summary>It did what it may not; the message says what, after "it …".</summary>
    public TrainerStop(string deed)
        : base(deed)
    {
    }

    /// <summary>It exits.</summary>
    public TrainerStop(int exitCode)
        : base($"exited with {exitCode}")
    {
        ExitCode = exitCode;
    }

    /// <summary>Its exit code; null where it was stopped.</summary>
    public int? ExitCode { get; }
}
