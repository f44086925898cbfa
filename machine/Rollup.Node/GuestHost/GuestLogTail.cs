namespace Rollup.Node.GuestHost;

/// <summary>Passes a guest's lines on and keeps the last few for error messages.</summary>
internal sealed class GuestLogTail(Action<string> next)
{
    private const int LinesMax = 20;
    private const int LineLengthMax = 500;

    private readonly Queue<string> _lines = new();

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line.Length > LineLengthMax ? line[..LineLengthMax] : line);
            if (_lines.Count > LinesMax)
            {
                _lines.Dequeue();
            }
        }

        next(line);
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.Count == 0 ? "The guest wrote nothing." : "The guest wrote: " + string.Join(" | ", _lines);
        }
    }
}
