using System.Diagnostics;
using System.Globalization;
using Replay;
using Rollup.Node.GuestHost;

// Replays a recording on a guest: FILE -- COMMAND [ARGUMENTS]. Exit code 0 when every byte is the same, 1 with the first difference.
if (args.Length < 3 || args[1] != "--")
{
    Console.Error.WriteLine("usage: replay FILE.jsonl -- COMMAND [ARGUMENTS]");
    return 2;
}

var recording = Recording.Read(args[0]);
var guest = new GuestOptions(args[2], args[3..]) { Log = line => Console.Error.WriteLine(line), AdvanceTimeout = TimeSpan.FromMinutes(20) };
var clock = Stopwatch.StartNew();
var difference = await ReplayRunner.ReplayAsync(guest, recording, CancellationToken.None);
var seconds = clock.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
Console.WriteLine(difference ?? $"{recording.Inputs.Count} inputs, {recording.Inputs.Sum(input => input.Outputs.Count)} outputs: every byte the same, {seconds} s");
return difference is null ? 0 : 1;
