namespace ModelMarket.Cli.Training;

/// <summary>Limits of trainers that others wrote; terms may ask for less or, up to the largest, for more than the usual.</summary>
internal static class TrainerLimits
{
    /// <summary>Bytes of a module.</summary>
    public const int ModuleBytesMax = 16 << 20;

    /// <summary>Millions of instructions where the terms say nothing.</summary>
    public const ulong FuelMillionsDefault = 50_000;

    /// <summary>Most millions of instructions that terms may ask for: some hours.</summary>
    public const ulong FuelMillionsMax = 50_000_000;

    /// <summary>MiB of memory where the terms say nothing.</summary>
    public const ulong MemoryMegabytesDefault = 256;

    /// <summary>Most MiB of memory.</summary>
    public const ulong MemoryMegabytesMax = 2_048;

    /// <summary>MiB of output where the terms say nothing.</summary>
    public const ulong OutputMegabytesDefault = 16;

    /// <summary>Most MiB of output.</summary>
    public const ulong OutputMegabytesMax = 64;

    /// <summary>Bytes of words on standard output and error together.</summary>
    public const int TextBytesMax = 1 << 20;

    /// <summary>Bytes of one line of words; longer ones are cut.</summary>
    public const int LineBytesMax = 1_024;

    /// <summary>Files open at once.</summary>
    public const int OpenFilesMax = 64;

    /// <summary>Files in the output folder.</summary>
    public const int OutputFilesMax = 16;

    /// <summary>Bytes of a path.</summary>
    public const int PathBytesMax = 1_024;

    /// <summary>Parts of one gathered read or write.</summary>
    public const int VectorsMax = 1_024;

    /// <summary>Arguments of a module.</summary>
    public const int ArgumentsMax = 64;
}
