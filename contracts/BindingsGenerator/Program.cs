using System.Text;
using BindingsGenerator;

if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: BindingsGenerator <artifacts folder> <output folder>");
    return 2;
}

var artifacts = Directory.GetFiles(args[0], "*.json").Order(StringComparer.Ordinal).Select(file => Artifact.Parse(File.ReadAllText(file)));
var files = BindingsWriter.Write(artifacts);
Directory.CreateDirectory(args[1]);
foreach (var stale in Directory.GetFiles(args[1], "*.cs").Where(file => !files.ContainsKey(Path.GetFileName(file))))
    File.Delete(stale);
foreach (var (name, text) in files)
    File.WriteAllText(Path.Combine(args[1], name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
Console.WriteLine($"Written: {files.Count} files to {args[1]}");
return 0;
