using System.Diagnostics;
using System.Runtime.Intrinsics;
using BitIdentity;
using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tests.Support;
using Rollup.Primitives;

// BitIdentity SETTINGS GROUPS…: prints one line per subject, `name hash`. Settings: `default`, `plan` (and the plan off) or `all` (and every
// kernel width): what another setting computes differently is an error, exit code 1. Groups (none: all): the beginnings of names.
string settings = args.Length > 0 ? args[0] : "all";
PlanOptions[] others = settings switch { "default" => [], "plan" => [PlanSettings.All[1]], "all" => PlanSettings.All, _ => throw new ArgumentException($"'{settings}' is not default, plan or all") };
string[] groups = args.Length > 1 ? args[1..] : [""];
Console.Error.WriteLine($"vectors: {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}");
long start = Stopwatch.GetTimestamp();
int count = 0, different = 0;
foreach (Subject subject in Subjects.All().Where(subject => groups.Any(group => subject.Name.StartsWith(group, StringComparison.Ordinal))))
{
    string hash = Hash(subject, PlanOptions.Default);
    Console.Out.WriteLine($"{subject.Name} {hash}");
    count++;
    foreach (PlanOptions options in others)
    {
        if (Hash(subject, options) == hash)
            continue;
        Console.Error.WriteLine($"{subject.Name} differs at width {options.Width}, plan {options.Optimise}");
        different++;
    }
}

Console.Error.WriteLine($"{count} subjects, {others.Length + 1} settings, {different} different, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
return different == 0 && count > 0 ? 0 : 1;

static string Hash(Subject subject, PlanOptions options)
{
    using var bytes = new MemoryStream();
    using var writer = new BinaryWriter(bytes);
    subject.Compute(options, writer);
    writer.Flush();
    return Keccak256.Hash(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).ToString();
}
