using ModelMarket.Cli;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
return await CommandLineApp.RunAsync(args, CliHost.FromProcess(), interrupted.Token);
