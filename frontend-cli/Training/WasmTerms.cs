using System.Globalization;

namespace ModelMarket.Cli.Training;

/// <summary>What a job allows its WebAssembly trainer: <c>wasm:fuel=20000,memory=64,output=8,epochs=20,lr=0.1</c>. Fuel in millions of instructions, memory
/// and output in MiB; every other pair is an argument of the module.</summary>
/// <param name="FuelMillions">Instructions, in millions.</param>
/// <param name="MemoryMegabytes">Memory in MiB.</param>
/// <param name="OutputMegabytes">Bytes of the output folder in MiB.</param>
/// <param name="Arguments">What the module is called with, <c>key=value</c> each.</param>
internal sealed record WasmTerms(ulong FuelMillions, ulong MemoryMegabytes, ulong OutputMegabytes, IReadOnlyList<string> Arguments)
{
    private const string Prefix = "wasm:";

    /// <summary>Whether a trainer string is of this kind.</summary>
    public static bool Is(string text) => text == "wasm" || text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads it.</summary>
    /// <exception cref="CliFault">Not of this form, or it asks for more than a trainer may have.</exception>
    public static WasmTerms Parse(string text)
    {
        var terms = new WasmTerms(TrainerLimits.FuelMillionsDefault, TrainerLimits.MemoryMegabytesDefault, TrainerLimits.OutputMegabytesDefault, []);
        var arguments = new List<string>();
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw CliFault.Usage($"`{part}` in the trainer `{text}` is not key=value.");
            }

            var (key, value) = (part[..equals], part[(equals + 1)..]);
            switch (key)
            {
                case "fuel":
                    terms = terms with { FuelMillions = Number(key, value, TrainerLimits.FuelMillionsMax) };
                    break;
                case "memory":
                    terms = terms with { MemoryMegabytes = Number(key, value, TrainerLimits.MemoryMegabytesMax) };
                    break;
                case "output":
                    terms = terms with { OutputMegabytes = Number(key, value, TrainerLimits.OutputMegabytesMax) };
                    break;
                default:
                    arguments.Add(part);
                    break;
            }
        }

        return arguments.Count <= TrainerLimits.ArgumentsMax
            ? terms with { Arguments = arguments }
            : throw CliFault.Usage($"The trainer has {arguments.Count} arguments; at most {TrainerLimits.ArgumentsMax} are passed.");
    }

    private static ulong Number(string key, string value, ulong max) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw CliFault.Usage($"The trainer's {key} is {value}; it must be a number from 1 to {max}.");
}
