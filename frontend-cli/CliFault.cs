namespace ModelMarket.Cli;

/// <summary>
/// An expected end of a command: what happened, why, and the command that mends it. Printed in three lines, never with a stack trace.
/// </summary>
internal sealed class CliFault : Exception
{
    /// <summary>Creates a fault.</summary>
    /// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
    /// <param name="message">What happened and why, in a sentence.</param>
    /// <param name="mend">What to do about it; empty when there is nothing.</param>
    /// <param name="code">The market's stable reject code, where there is one.</param>
    public CliFault(int exitCode, string message, string mend = "", string? code = null)
        : base(message)
    {
        Exit = exitCode;
        Mend = mend;
        Code = code;
    }

    /// <summary>The exit code of the process.</summary>
    public int Exit { get; }

    /// <summary>What to do about it; may be empty.</summary>
    public string Mend { get; }

    /// <summary>The market's stable reject code, or null.</summary>
    public string? Code { get; }

    /// <summary>Wrong arguments, files or configuration (exit 2).</summary>
    public static CliFault Usage(string message, string mend = "", string? code = null) => new(ExitCode.Usage, message, mend, code);

    /// <summary>Tried and failed (exit 1).</summary>
    public static CliFault Failed(string message, string mend = "") => new(ExitCode.Failed, message, mend);

    /// <summary>Refused by the contract or the market (exit 3).</summary>
    public static CliFault Rejected(string message, string mend = "", string? code = null) => new(ExitCode.Rejected, message, mend, code);

    /// <summary>Could not be reached (exit 4).</summary>
    public static CliFault Unreachable(string message, string mend = "") => new(ExitCode.Unreachable, message, mend);
}
