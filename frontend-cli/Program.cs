using System.Runtime.InteropServices;
using ModelMarket.Cli;
using ModelMarket.Cli.Local;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    Interrupt();
};
// What a service manager sends; the same end as Ctrl-C.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    Interrupt();
});
var host = CliHost.FromProcess();
NativeParts.Prepare(host.Home);
return await CommandLineApp.RunAsync(args, host, interrupted.Token);

void Interrupt()
{
    try
    {
        interrupted.Cancel();
    }
    catch (ObjectDisposedException)
    {
        // A second signal while the program ends.
    }
}
