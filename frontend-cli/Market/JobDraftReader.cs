using ModelMarket.Cli.Presentation;
using Rollup.Primitives;
using Tomlyn;

namespace ModelMarket.Cli.Market;

/// <summary>Reads a <c>job.toml</c> and fills in defaults; every mistake names the key and what it takes.</summary>
internal static class JobDraftReader
{
    private const int ScoreDigits = 9;
    private const int MicroDigits = 6;
    private const string DefaultPrepare = "1h";
    private const string DefaultOpen = "7d";
    private const string DefaultReveal = "6h";
    private const string DefaultUpload = "6h";
    private const uint DefaultMaxSubmissions = 32;
    private const uint DefaultDuplicateThousandths = 999;
    private const string Ether = "eth";

    private static readonly string[] Metrics = ["log-loss", "accuracy", "roc-auc", "balanced-accuracy", "f1", "rmse", "mae", "r2"];
    private static readonly string[] OutputKinds = ["logits", "probabilities", "label", "value"];

    /// <summary>Reads the file; unknown keys and wrong types are refused with their place.</summary>
    public static JobFile Load(string path)
    {
        if (!File.Exists(path))
        {
            throw CliFault.Usage($"There is no file {path}.", "`modelmarket job init` writes one with every default explained.");
        }

        try
        {
            return TomlSerializer.Deserialize(File.ReadAllText(path), JobFileToml.Default.JobFile) ?? new JobFile();
        }
        catch (TomlException fault)
        {
            throw CliFault.Usage($"{path} cannot be read: {fault.Message}");
        }
    }

    /// <summary>Fills in defaults and checks every value.</summary>
    /// <param name="file">What was given.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="tokenDefault">The token where none is named; null for Ether.</param>
    public static JobDraft Complete(JobFile file, string folder, string? tokenDefault) => new(
        Required(file.Title, "title", "one line that says what the model is for"),
        ExistingFile(file.Model, "model", folder),
        ExistingFile(file.Data, "data", folder),
        file.Label,
        Required(file.Reward, "reward", "a decimal in whole tokens, such as 1000"),
        TokenOf(file.Token ?? tokenDefault ?? Ether),
        Choice(file.Metric ?? Metrics[0], Metrics, "metric"),
        file.Output ?? string.Empty,
        Choice(file.OutputKind ?? OutputKinds[0], OutputKinds, "output-kind"),
        file.PositiveClass ?? 1,
        Decimal(file.Target, ScoreDigits, "target"),
        Decimal(file.MinImprovement, ScoreDigits, "min-improvement"),
        file.MaxSubmissions ?? DefaultMaxSubmissions,
        Seconds(file.Prepare ?? DefaultPrepare, "prepare"),
        Seconds(file.Open ?? DefaultOpen, "open"),
        Seconds(file.Reveal ?? DefaultReveal, "reveal"),
        Seconds(file.Upload ?? DefaultUpload, "upload"),
        file.Trainer ?? string.Empty,
        file.BatchRows ?? 0,
        Decimal(file.NormBound, MicroDigits, "norm-bound") ?? 0,
        file.DuplicateThousandths ?? DefaultDuplicateThousandths,
        file.DirectSubmit ?? false,
        file.AcceptNoisy ?? false);

    private static string Required(string? value, string key, string what) =>
        !string.IsNullOrWhiteSpace(value) ? value : throw CliFault.Usage($"The job has no {key}.", $"Give {what}: --{key} or `{key} = …` in job.toml.");

    private static string ExistingFile(string? value, string key, string folder)
    {
        var path = Path.Combine(folder, Required(value, key, "a file"));
        return File.Exists(path) ? path : throw CliFault.Usage($"There is no file {path}, which {key} names.");
    }

    private static Address TokenOf(string text)
    {
        if (text.Equals(Ether, StringComparison.OrdinalIgnoreCase))
        {
            return Address.Zero;
        }

        return Address.TryParse(text, out var token)
            ? token
            : throw CliFault.Usage($"token is not an address: {text}", "Write 0x and 40 hexadecimal digits, or eth.");
    }

    private static byte Choice(string text, string[] known, string key)
    {
        var index = Array.IndexOf(known, text.ToLowerInvariant());
        return index >= 0 ? (byte)index : throw CliFault.Usage($"{key} is not known: {text}", $"One of: {string.Join(", ", known)}.");
    }

    private static ulong? Decimal(string? text, int digits, string key)
    {
        if (text is null)
        {
            return null;
        }

        return Units.TryParse(text, digits, out var value) && value <= ulong.MaxValue
            ? (ulong)value
            : throw CliFault.Usage($"{key} is not a decimal: {text}", $"Write at most {digits} digits after the point, such as 0.25.");
    }

    private static uint Seconds(string text, string key) =>
        Durations.TryParse(text, out var seconds) ? seconds : throw CliFault.Usage($"{key} is not a duration: {text}", "Write 90s, 15m, 6h or 2d.");
}
