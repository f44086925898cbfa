using Wasmtime;

namespace ModelMarket.Cli.Training;

/// <summary>
/// Runs a sponsor's WebAssembly trainer where it can do no harm (TRAINERS.md): folders in memory, no network, a clock that stands still, limits of
/// instructions, memory, output and words. The same module, model and rows give the same weights on every machine.
/// </summary>
internal sealed class WasmTrainer
{
    private const string Wasi = "wasi_snapshot_preview1";
    private const ulong Million = 1_000_000;
    private const ulong HostCallFuel = 100;
    private const long TableElementsMax = 100_000;
    private const long PageBytes = 65_536;
    private const string WeightsFile = "weights.safetensors";

    private readonly byte[] _module;
    private readonly WasmTerms _terms;

    /// <summary>Names a module and what it may use.</summary>
    /// <exception cref="CliFault">It is too large.</exception>
    public WasmTrainer(byte[] module, WasmTerms terms)
    {
        _module = module.Length <= TrainerLimits.ModuleBytesMax
            ? module
            : throw CliFault.Failed($"The trainer has {module.Length} bytes; at most {TrainerLimits.ModuleBytesMax} are run.");
        _terms = terms;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="model">The job's ONNX model.</param>
    /// <param name="weights">The weights to start from, as safetensors.</param>
    /// <param name="rows">The rows, as safetensors.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="words">Told lines of words.</param>
    /// <param name="cancellation">Stops it at once.</param>
    /// <returns>The file it wrote as <c>/out/weights.safetensors</c>; not checked.</returns>
    /// <exception cref="CliFault">It was stopped, failed or wrote nothing; the message says what it did.</exception>
    public byte[] Run(byte[] model, byte[] weights, byte[] rows, Action<double> progress, Action<string> words, CancellationToken cancellation)
    {
        var output = new GuestFolder("/out", true);
        var text = new TrainerText(progress, words);
        var host = new WasiHost([FolderOf("/model", ("model.onnx", model), (WeightsFile, weights)), FolderOf("/data", ("rows.safetensors", rows)), output], ["trainer", .. _terms.Arguments], text, (long)_terms.OutputMegabytes << 20);
        RunModule(host, cancellation);
        text.End();
        return output.Files.TryGetValue(WeightsFile, out var file)
            ? file.Bytes.ToArray()
            : throw Stopped($"ended without writing /out/{WeightsFile}");
    }

    private static GuestFolder FolderOf(string name, params (string Name, byte[] Bytes)[] files)
    {
        var folder = new GuestFolder(name, false);
        foreach (var (file, bytes) in files)
        {
            folder.Files.Add(file, new GuestFile(bytes));
        }

        return folder;
    }

    private void RunModule(WasiHost host, CancellationToken cancellation)
    {
        using var config = new Config()
            .WithFuelConsumption(true)
            .WithEpochInterruption(true)
            .WithCraneliftNaNCanonicalization(true)
            .WithRelaxedSIMD(false, false)
            .WithWasmThreads(false);
        using var engine = new Engine(config);
        using var module = Compile(engine);
        using var linker = new Linker(engine);
        using var store = new Store(engine);
        store.SetLimits((long)_terms.MemoryMegabytes << 20, (uint)TableElementsMax, 1, 4, 1);
        store.Fuel = _terms.FuelMillions * Million;
        store.SetEpochDeadline(1);
        using var stop = cancellation.Register(engine.IncrementEpoch);
        TrainerStop? ended = null;
        Define(linker, module, host, stopped => ended ??= stopped);
        Instance? instance = null;
        try
        {
            instance = linker.Instantiate(store, module);
            var start = instance.GetAction("_start") ?? throw Stopped("has no function _start");
            start();
        }
        catch (WasmtimeException fault)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ended?.ExitCode != 0)
            {
                throw Stopped(ended is { ExitCode: null } ? ended.Message : Deed(fault, ended, instance));
            }
        }
    }

    private Module Compile(Engine engine)
    {
        try
        {
            return Module.FromBytes(engine, "trainer", _module);
        }
        catch (WasmtimeException fault)
        {
            throw CliFault.Failed($"The trainer is no WebAssembly module that is run here: {FirstLine(fault)}");
        }
    }

    private static void Define(Linker linker, Module module, WasiHost host, Action<TrainerStop> ended)
    {
        foreach (var import in module.Imports)
        {
            if (import is not FunctionImport function || import.ModuleName != Wasi)
            {
                throw Stopped($"needs `{import.ModuleName}.{import.Name}`, which no trainer has");
            }

            linker.DefineFunction(Wasi, import.Name, (caller, arguments, results) =>
            {
                try
                {
                    var memory = new GuestMemory(caller.GetMemory("memory") ?? throw new TrainerStop("exports no memory"));
                    var errno = host.Call(import.Name, Widened(arguments, function.Parameters), memory);
                    if (results.Length > 0)
                    {
                        results[0] = errno;
                    }

                    Charge(caller, memory);
                }
                catch (TrainerStop stopped)
                {
                    ended(stopped);
                    throw;
                }
            }, function.Parameters, function.Results);
        }
    }

    // What the host does for a module costs it as if it had done it itself, so that a loop of large reads ends too.
    private static void Charge(Caller caller, GuestMemory memory)
    {
        var work = (ulong)memory.TouchedBytes + HostCallFuel;
        caller.Fuel = caller.Fuel > work ? caller.Fuel - work : 0;
    }

    // Room for calls of any shape: a module may declare fewer arguments than a function has.
    private static long[] Widened(ReadOnlySpan<ValueBox> arguments, IReadOnlyList<ValueKind> kinds)
    {
        var all = new long[Math.Max(arguments.Length, 9)];
        for (var i = 0; i < arguments.Length; i++)
        {
            all[i] = kinds[i] switch
            {
                ValueKind.Int32 => (uint)arguments[i].AsInt32(),
                ValueKind.Int64 => arguments[i].AsInt64(),
                _ => throw new TrainerStop("calls a function of its host with arguments of a wrong kind"),
            };
        }

        return all;
    }

    private string Deed(WasmtimeException fault, TrainerStop? ended, Instance? instance)
    {
        var memoryBytes = instance?.GetMemory("memory")?.GetLength() ?? 0;
        var limitBytes = (long)_terms.MemoryMegabytes << 20;
        var atLimit = instance is null || memoryBytes + (16 * PageBytes) > limitBytes ? $" after it was refused more than its {_terms.MemoryMegabytes} MiB of memory" : "";
        return fault switch
        {
            TrapException { Type: TrapCode.OutOfFuel } => $"did not end within its {_terms.FuelMillions} million instructions",
            TrapException { Type: TrapCode.StackOverflow } => "used up its stack",
            TrapException { Type: TrapCode.MemoryOutOfBounds } => "touched memory that is not its own" + atLimit,
            _ when ended is { ExitCode: { } code } => $"gave up with exit code {code}{atLimit}",
            _ => $"broke down{atLimit}: {FirstLine(fault)}",
        };
    }

    private static string FirstLine(Exception fault)
    {
        var text = fault.Message.ReplaceLineEndings("\n").Split('\n');
        return text[0].Length > 200 ? text[0][..200] : text[0];
    }

    private static CliFault Stopped(string deed) => CliFault.Failed($"The trainer was stopped: it {deed}.", "Nothing it made was kept. Train in another way: --trainer builtin:adam, or weights import.");
}
