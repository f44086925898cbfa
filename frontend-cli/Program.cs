using System.Runtime.InteropServices;
using ModelMarket.Cli;
using ModelMarket.Cli.Local;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
// What a service manager sends; the same end as Ctrl-C.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    interrupted.Cancel();
});
var host = CliHost.FromProcess();
NativeParts.Prepare(host.Home);
return await CommandLineApp.RunAsync(args, host, interrupted.Token);
