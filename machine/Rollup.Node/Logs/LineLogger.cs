using Microsoft.Extensions.Logging;

namespace Rollup.Node.Logs;

/// <summary>Gives every event of at least one level to a function as one line of text; exceptions follow their line.</summary>
/// <param name="write">Takes the line. Called from any thread.</param>
/// <param name="minimum">Lower levels are dropped.</param>
public sealed class LineLogger(Action<string> write, LogLevel minimum = LogLevel.Information) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
            write(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception}");
    }
}
