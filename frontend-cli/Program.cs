using System.Runtime.InteropServices;
using ModelMarket.Cli;

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
return await CommandLineApp.RunAsync(args, CliHost.FromProcess(), interrupted.Token);
