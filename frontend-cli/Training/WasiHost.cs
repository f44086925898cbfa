using System.Buffers.Binary;
using System.Text;

namespace ModelMarket.Cli.Training;

/// <summary>
/// All that a module can reach: WASI preview 1 over files in memory, a clock that stands still, a seeded generator and two streams of words.
/// There is no way from here to this machine's files, network, processes, time or randomness. Functions of the interface that are not here
/// answer "not supported"; those of sockets stop the module.
/// </summary>
internal sealed class WasiHost
{
    private const int FirstFolder = 3;
    private const ulong FixedTime = 946_684_800_000_000_000; // 2000-01-01, in nanoseconds
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const int CreateFlag = 1;
    private const int TruncateFlag = 8;
    private const long WriteRight = 1 << 6;
    private const byte FolderType = 3;
    private const byte FileType = 4;

    private readonly IReadOnlyList<GuestFolder> _folders;
    private readonly IReadOnlyList<byte[]> _arguments;
    private readonly TrainerText _text;
    private readonly long _outputBytesMax;
    private readonly Dictionary<int, GuestHandle> _open = [];
    private ulong _random;
    private long _outputBytes;

    /// <summary>Prepares the world of one run.</summary>
    public WasiHost(IReadOnlyList<GuestFolder> folders, IReadOnlyList<string> arguments, TrainerText text, long outputBytesMax)
    {
        _folders = folders;
        _arguments = [.. arguments.Select(argument => Encoding.UTF8.GetBytes(argument + "\0"))];
        _text = text;
        _outputBytesMax = outputBytesMax;
        for (var i = 0; i < folders.Count; i++)
        {
            _open.Add(FirstFolder + i, new GuestHandle { Folder = folders[i] });
        }
    }

    /// <summary>Answers one call.</summary>
    /// <param name="function">Its name in <c>wasi_snapshot_preview1</c>.</param>
    /// <param name="a">The arguments, widened.</param>
    /// <param name="memory">The module's memory.</param>
    /// <returns>An error number of WASI.</returns>
    /// <exception cref="TrainerStop">The module exits, or did what it may not.</exception>
    public int Call(string function, long[] a, GuestMemory memory) => function switch
    {
        "proc_exit" => throw new TrainerStop((int)a[0]),
        "args_sizes_get" => Sizes(_arguments, a, memory),
        "args_get" => Strings(_arguments, a, memory),
        "environ_sizes_get" => Sizes([], a, memory),
        "environ_get" => WasiErrno.Success,
        "clock_time_get" => memory.Write64(a[2], FixedTime),
        "clock_res_get" => memory.Write64(a[1], 1_000_000_000),
        "random_get" => Random(a, memory),
        "sched_yield" => WasiErrno.Success,
        "fd_prestat_get" => Prestat(a, memory),
        "fd_prestat_dir_name" => PrestatName(a, memory),
        "fd_fdstat_get" => Status(a, memory),
        "fd_fdstat_set_flags" or "fd_sync" or "fd_datasync" or "fd_advise" => WasiErrno.Success,
        "fd_filestat_get" => FileStatus((int)a[0], a[1], memory),
        "path_filestat_get" => PathStatus(a, memory),
        "path_open" => Open(a, memory),
        "fd_read" => Transfer(a, memory, isWrite: false),
        "fd_write" => Transfer(a, memory, isWrite: true),
        "fd_seek" => Seek(a, memory),
        "fd_tell" => _open.TryGetValue((int)a[0], out var told) && told.File is not null ? memory.Write64(a[1], (ulong)told.Position) : WasiErrno.BadFile,
        "fd_close" => a[0] >= FirstFolder + _folders.Count && _open.Remove((int)a[0]) ? WasiErrno.Success : WasiErrno.BadFile,
        "sock_accept" or "sock_recv" or "sock_send" or "sock_shutdown" or "sock_open" or "sock_connect" or "sock_bind" or "sock_listen" or "sock_getaddrinfo" =>
            throw new TrainerStop($"tried to use the network ({function})"),
        _ => WasiErrno.NotSupported,
    };

    private static int Sizes(IReadOnlyList<byte[]> strings, long[] a, GuestMemory memory)
    {
        memory.Write32(a[0], (uint)strings.Count);
        return memory.Write32(a[1], (uint)strings.Sum(text => text.Length));
    }

    private static int Strings(IReadOnlyList<byte[]> strings, long[] a, GuestMemory memory)
    {
        var at = a[1];
        for (var i = 0; i < strings.Count; i++)
        {
            memory.Write32(a[0] + (4 * i), (uint)at);
            strings[i].CopyTo(memory.Span(at, strings[i].Length));
            at += strings[i].Length;
        }

        return WasiErrno.Success;
    }

    /// <summary>SplitMix64 from 0: the same on every machine, and no secret.</summary>
    private int Random(long[] a, GuestMemory memory)
    {
        Span<byte> word = stackalloc byte[8];
        var into = memory.Span(a[0], a[1]);
        for (var i = 0; i < into.Length; i += word.Length)
        {
            unchecked
            {
                var z = _random += GoldenGamma;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                BinaryPrimitives.WriteUInt64LittleEndian(word, z ^ (z >> 31));
            }

            word[..Math.Min(word.Length, into.Length - i)].CopyTo(into[i..]);
        }

        return WasiErrno.Success;
    }

    private int Prestat(long[] a, GuestMemory memory)
    {
        if (FolderAt((int)a[0]) is not { } folder)
        {
            return WasiErrno.BadFile;
        }

        memory.Write32(a[1], 0);
        return memory.Write32(a[1] + 4, (uint)folder.Name.Length);
    }

    private int PrestatName(long[] a, GuestMemory memory)
    {
        if (FolderAt((int)a[0]) is not { } folder || a[2] < folder.Name.Length)
        {
            return WasiErrno.BadFile;
        }

        Encoding.ASCII.GetBytes(folder.Name, memory.Span(a[1], folder.Name.Length));
        return WasiErrno.Success;
    }

    private GuestFolder? FolderAt(int handle) => handle >= FirstFolder && handle < FirstFolder + _folders.Count ? _folders[handle - FirstFolder] : null;

    private int Status(long[] a, GuestMemory memory)
    {
        var handle = (int)a[0];
        var isStream = handle is >= 0 and < FirstFolder;
        if (!isStream && !_open.ContainsKey(handle))
        {
            return WasiErrno.BadFile;
        }

        var into = memory.Span(a[1], 24);
        into.Clear();
        into[0] = isStream ? (byte)2 : _open[handle].Folder is null ? FileType : FolderType;
        BinaryPrimitives.WriteUInt64LittleEndian(into[8..], ulong.MaxValue);
        BinaryPrimitives.WriteUInt64LittleEndian(into[16..], ulong.MaxValue);
        return WasiErrno.Success;
    }

    private int FileStatus(int handle, long at, GuestMemory memory) =>
        !_open.TryGetValue(handle, out var open) ? WasiErrno.BadFile : WriteStatus(open.File, at, memory);

    private int PathStatus(long[] a, GuestMemory memory)
    {
        if (FolderAt((int)a[0]) is not { } folder)
        {
            return WasiErrno.BadFile;
        }

        var name = NameIn(folder, memory.Span(a[2], a[3]));
        return name == "." ? WriteStatus(null, a[4], memory)
            : folder.Files.TryGetValue(name, out var file) ? WriteStatus(file, a[4], memory) : WasiErrno.NoEntry;
    }

    private static int WriteStatus(GuestFile? file, long at, GuestMemory memory)
    {
        var into = memory.Span(at, 64);
        into.Clear();
        into[16] = file is null ? FolderType : FileType;
        into[24] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(into[32..], (ulong)(file?.Length ?? 0));
        return WasiErrno.Success;
    }

    private int Open(long[] a, GuestMemory memory)
    {
        if (FolderAt((int)a[0]) is not { } folder)
        {
            return WasiErrno.BadFile;
        }

        var name = NameIn(folder, memory.Span(a[2], a[3]));
        var (flags, wantsWrite) = ((int)a[4], (a[5] & WriteRight) != 0);
        var exists = folder.Files.TryGetValue(name, out var file);
        if (!folder.IsWritable && (wantsWrite || (flags & (CreateFlag | TruncateFlag)) != 0))
        {
            return exists || (flags & CreateFlag) != 0 ? WasiErrno.ReadOnly : WasiErrno.NoEntry;
        }

        if (!exists && (flags & CreateFlag) == 0)
        {
            return WasiErrno.NoEntry;
        }

        if (_open.Count >= TrainerLimits.OpenFilesMax || (!exists && folder.Files.Count >= TrainerLimits.OutputFilesMax))
        {
            return WasiErrno.TooManyFiles;
        }

        if (!exists)
        {
            file = new GuestFile();
            folder.Files.Add(name, file);
        }
        else if ((flags & TruncateFlag) != 0)
        {
            _outputBytes -= file!.Length;
            file.Truncate();
        }

        var handle = FirstFolder + _folders.Count;
        while (_open.ContainsKey(handle))
        {
            handle++;
        }

        _open.Add(handle, new GuestHandle { File = file });
        return memory.Write32(a[8], (uint)handle);
    }

    /// <summary>The plain name of a file in a folder.</summary>
    private static string NameIn(GuestFolder folder, ReadOnlySpan<byte> path)
    {
        var text = path.Length <= TrainerLimits.PathBytesMax ? Encoding.UTF8.GetString(path) : throw new TrainerStop($"named a path of {path.Length} bytes");
        var shown = new string([.. text.Where(c => !char.IsControl(c))]);
        if (text.StartsWith('/') || text.Split('/').Contains(".."))
        {
            throw new TrainerStop($"tried to reach `{shown}`, outside its folders ({folder.Name}, …)");
        }

        return text.Trim('/') is "" ? "." : text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;
    }

    private int Transfer(long[] a, GuestMemory memory, bool isWrite)
    {
        var handle = (int)a[0];
        var isText = isWrite && handle is 1 or 2;
        _open.TryGetValue(handle, out var open);
        if (!isText && handle != 0 && open?.File is null)
        {
            return WasiErrno.BadFile;
        }

        if (isWrite && !isText && open is not { File.IsWritable: true })
        {
            return WasiErrno.ReadOnly;
        }

        uint done = 0;
        for (var i = 0L; i < Math.Min(a[2], TrainerLimits.VectorsMax); i++)
        {
            var part = memory.Span(memory.Read32(a[1] + (8 * i)), memory.Read32(a[1] + (8 * i) + 4));
            done += isText ? Print(part) : handle == 0 ? 0 : isWrite ? Write(open!, part) : Read(open!, part);
        }

        return memory.Write32(a[3], done);
    }

    private uint Print(ReadOnlySpan<byte> part)
    {
        _text.Write(part);
        return (uint)part.Length;
    }

    private static uint Read(GuestHandle open, Span<byte> part)
    {
        var count = open.File!.Read(open.Position, part);
        open.Position += count;
        return (uint)count;
    }

    private uint Write(GuestHandle open, ReadOnlySpan<byte> part)
    {
        var growth = open.File!.Growth(open.Position, part.Length);
        if (_outputBytes + growth > _outputBytesMax)
        {
            throw new TrainerStop($"tried to write more than {_outputBytesMax >> 20} MiB into its output folder");
        }

        _outputBytes += growth;
        open.File.Write(open.Position, part);
        open.Position += part.Length;
        return (uint)part.Length;
    }

    private int Seek(long[] a, GuestMemory memory)
    {
        if (a[0] is >= 0 and < FirstFolder)
        {
            return WasiErrno.NotSeekable;
        }

        if (!_open.TryGetValue((int)a[0], out var open) || open.File is null)
        {
            return WasiErrno.BadFile;
        }

        var from = a[2] switch { 0 => 0, 1 => open.Position, 2 => open.File.Length, _ => -1 };
        if (from < 0 || a[1] < -from || a[1] > uint.MaxValue)
        {
            return WasiErrno.Invalid;
        }

        open.Position = from + a[1];
        return memory.Write64(a[3], (ulong)open.Position);
    }
}
