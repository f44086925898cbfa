using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ModelMarket.Cli.Presentation;

/// <summary>
/// The two streams of a command: data on standard output (a table for people, JSON for programs), words and progress on standard error.
/// </summary>
internal sealed class Screen
{
    private const int WidthWhenRedirected = 240;
    private static readonly TimeSpan NarrationInterval = TimeSpan.FromSeconds(5);

    private readonly TextWriter _output;
    private readonly IAnsiConsole _data;
    private readonly IAnsiConsole _words;
    private readonly bool _interactive;

    /// <summary>Creates the screen of one command run.</summary>
    public Screen(CliHost host, bool json)
    {
        Json = json;
        _output = host.Output;
        _interactive = host.Interactive && !json;
        _data = Console(host.Output, host.Interactive && !json && !System.Console.IsOutputRedirected);
        _words = Console(host.Error, host.Interactive);
    }

    /// <summary>Whether the reader is a program.</summary>
    public bool Json { get; }

    /// <summary>A line of words (Spectre markup; use <see cref="Markup.Escape"/> for foreign text).</summary>
    public void Say(string markup) => _words.MarkupLine(markup);

    /// <summary>A step that is done.</summary>
    public void Done(string markup) => _words.MarkupLine($"  [green]✓[/] {markup}");

    /// <summary>Something the reader should know before going on.</summary>
    public void Warn(string markup) => _words.MarkupLine($"  [yellow]![/] {markup}");

    /// <summary>Data for people; nothing under <c>--json</c>.</summary>
    public void Show(IRenderable renderable)
    {
        if (!Json)
        {
            _data.Write(renderable);
        }
    }

    /// <summary>Whether a person watches: then a picture may be drawn again.</summary>
    public bool IsInteractive => _interactive;

    /// <summary>A picture in place of the last one, on standard error.</summary>
    public void Redraw(IRenderable picture)
    {
        _words.Clear(home: true);
        _words.Write(picture);
    }

    /// <summary>A line of data for people; nothing under <c>--json</c>.</summary>
    public void ShowLine(string markup)
    {
        if (!Json)
        {
            _data.MarkupLine(markup);
        }
    }

    /// <summary>Data for programs; nothing without <c>--json</c>.</summary>
    public void Data<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        if (Json)
        {
            _output.WriteLine(JsonSerializer.Serialize(value, typeInfo));
        }
    }

    /// <summary>Runs work with a progress bar where somebody watches, silently where nobody does.</summary>
    /// <param name="label">Spectre markup before the bar.</param>
    /// <param name="work">Reports progress from 0 to 1.</param>
    public async Task<T> ProgressAsync<T>(string label, Func<Action<double>, Task<T>> work)
    {
        if (!_interactive)
        {
            return await work(static _ => { });
        }

        return await _words.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(label, maxValue: 1);
                var result = await work(done => bar.Value = done);
                bar.Value = 1;
                return result;
            });
    }

    /// <summary>Runs work whose progress has words: beside a bar where somebody watches, else a line every few seconds.</summary>
    /// <param name="label">Before the words.</param>
    /// <param name="work">Reports progress from 0 to 1, and in words.</param>
    public async Task<T> NarratedAsync<T>(string label, Func<Action<double, string>, Task<T>> work)
    {
        if (_interactive)
        {
            return await _words.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async context =>
            {
                var bar = context.AddTask(label, maxValue: 1);
                return await work((done, words) =>
                {
                    bar.Value = done;
                    bar.Description = Markup.Escape($"{label} {words}");
                });
            });
        }

        var last = Stopwatch.StartNew();
        return await work((_, words) =>
        {
            if (last.Elapsed >= NarrationInterval)
            {
                last.Restart();
                Say($"  [grey]{Markup.Escape($"{label} {words}")}[/]");
            }
        });
    }

    private static IAnsiConsole Console(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = WidthWhenRedirected;
        }

        return console;
    }
}
