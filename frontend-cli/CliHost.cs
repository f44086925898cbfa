namespace ModelMarket.Cli;

/// <summary>
/// What a command may know of the process around it: where words go, which variables are set, where state is kept. Tests pass their own.
/// </summary>
internal sealed class CliHost
{
    private readonly Func<string, string?> _variable;
    private readonly Func<string, string?>? _secret;
    private readonly Func<string, string?>? _line;

    /// <summary>Creates a host.</summary>
    /// <param name="output">Standard output: data.</param>
    /// <param name="error">Standard error: words and progress.</param>
    /// <param name="variable">Reads an environment variable; null when unset.</param>
    /// <param name="interactive">Whether standard error is a terminal on which progress may be redrawn.</param>
    /// <param name="input">Standard input; empty where missing.</param>
    /// <param name="secret">Asks a person for a secret without echo; null where nobody is there to ask.</param>
    /// <param name="line">Asks a person a question; null where nobody is there to ask.</param>
    public CliHost(
        TextWriter output, TextWriter error, Func<string, string?> variable, bool interactive, TextReader? input = null, Func<string, string?>? secret = null, Func<string, string?>? line = null)
    {
        _line = line;
        Input = input ?? TextReader.Null;
        _secret = secret;
        Output = output;
        Error = error;
        _variable = variable;
        Interactive = interactive;
    }

    /// <summary>Standard output.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Standard input.</summary>
    public TextReader Input { get; }

    /// <summary>Whether a person watches standard error.</summary>
    public bool Interactive { get; }

    /// <summary>The folder of keys, salts, weights and blocks: <c>MODELMARKET_HOME</c>, else <c>~/.modelmarket</c>.</summary>
    public string Home => Variable("MODELMARKET_HOME")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".modelmarket");

    /// <summary>The host of the running process.</summary>
    public static CliHost FromProcess() =>
        new(
            Console.Out, Console.Error, Environment.GetEnvironmentVariable, !Console.IsErrorRedirected, Console.In,
            Console.IsInputRedirected || Console.IsErrorRedirected ? null : Terminal.ReadSecret,
            Console.IsInputRedirected || Console.IsErrorRedirected ? null : Terminal.ReadLine);

    /// <summary>Asks the person at the terminal for a secret, without echo; null where nobody is there to ask.</summary>
    public string? AskSecret(string prompt) => _secret?.Invoke(prompt);

    /// <summary>Whether the person at the terminal says yes; true where nobody is there to ask: scripts were told what they do when they were written.</summary>
    public bool Agrees(string question) => _line is null || _line($"{question} [y/N] ")?.Trim() is "y" or "Y" or "yes" or "Yes" or "YES";

    /// <summary>An environment variable; null when unset or empty.</summary>
    public string? Variable(string name)
    {
        var value = _variable(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
