using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ModelMarket.Cli.Local;

/// <summary>
/// The libraries in machine code (WebAssembly, drawing, the node's database) of the single-file program: they travel inside it, and each is
/// unpacked into the user's folder when something first needs it. Elsewhere they lie beside the program and nothing is done here.
/// </summary>
internal static class NativeParts
{
    private const string Resource = "native-parts.zip";
    private const string Prefix = "lib";
    private const string Suffix = ".so";

    /// <summary>Makes the libraries found, before any of them is asked for.</summary>
    /// <param name="home">The user's folder; they go into <c>native/</c> below it.</param>
    public static void Prepare(string home)
    {
        var program = typeof(NativeParts).Assembly;
        if (program.GetManifestResourceInfo(Resource) is null)
        {
            return;
        }

        foreach (var user in new[] { typeof(Wasmtime.Engine), typeof(SkiaSharp.SKCanvas), typeof(SQLitePCL.SQLite3Provider_e_sqlite3) })
        {
            NativeLibrary.SetDllImportResolver(user.Assembly, (name, _, _) => Load(program, home, name));
        }
    }

    private static IntPtr Load(Assembly program, string home, string name)
    {
        var file = (name.StartsWith(Prefix, StringComparison.Ordinal) ? name : Prefix + name) + (name.EndsWith(Suffix, StringComparison.Ordinal) ? "" : Suffix);
        using var stream = program.GetManifestResourceStream(Resource)!;
        using var archive = new ZipArchive(stream);
        // Not one of ours: the loader looks where it always looks.
        return archive.GetEntry(file) is { } entry ? NativeLibrary.Load(Unpacked(entry, Path.Combine(home, "native"))) : IntPtr.Zero;
    }

    // The folder's name changes with the content, so that programs of several versions share one home.
    private static string Unpacked(ZipArchiveEntry entry, string folder)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{entry.Crc32:x8}-{entry.Length}"), entry.Name);
        if (File.Exists(path) && new FileInfo(path).Length == entry.Length)
        {
            return path;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            entry.ExtractToFile(part);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }

        return path;
    }
}
