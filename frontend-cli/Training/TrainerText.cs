using System.Globalization;
using System.Text;

namespace ModelMarket.Cli.Training;

/// <summary>What a module prints, line by line: <c>progress 0.25 words…</c> moves the bar, everything else is words for people. Bounded, and
/// stripped of control characters, so that it can draw nothing but text.</summary>
internal sealed class TrainerText(Action<double> progress, Action<string> words)
{
    private const string ProgressWord = "progress ";

    private readonly List<byte> _line = [];
    private int _bytes;

    /// <summary>Takes bytes of standard output or error.</summary>
    /// <exception cref="TrainerStop">More than a trainer may print.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _bytes += Math.Min(bytes.Length, TrainerLimits.TextBytesMax + 1);
        if (_bytes > TrainerLimits.TextBytesMax)
        {
            throw new TrainerStop($"printed more than {TrainerLimits.TextBytesMax >> 10} KiB");
        }

        foreach (var next in bytes)
        {
            if (next == (byte)'\n')
            {
                End();
            }
            else if (_line.Count < TrainerLimits.LineBytesMax)
            {
                _line.Add(next);
            }
        }
    }

    /// <summary>Ends the last line.</summary>
    public void End()
    {
        if (_line.Count == 0)
        {
            return;
        }

        var text = new string([.. Encoding.UTF8.GetString([.. _line]).Where(c => !char.IsControl(c))]);
        _line.Clear();
        var share = text.StartsWith(ProgressWord, StringComparison.Ordinal) ? text[ProgressWord.Length..].Split(' ')[0] : "";
        if (double.TryParse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var done) && done is >= 0 and <= 1)
        {
            progress(done);
        }
        else
        {
            words(text);
        }
    }
}
