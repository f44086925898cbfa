using System.CommandLine;

namespace ModelMarket.Cli.Commands;

/// <summary>The options of <c>node run</c>.</summary>
internal sealed class NodeRunOptions
{
    private const int DefaultPort = 10_011;

    /// <summary>Applications.</summary>
    public Option<string[]> Apps { get; } = new("--app") { Description = "Application contract, with the name it is served under; may be given several times", HelpName = "[name=]address", Arity = ArgumentArity.OneOrMore };

    /// <summary>Blocks behind the head.</summary>
    public Option<uint?> Confirmations { get; } = new("--confirmations") { Description = "Take inputs only from blocks this far behind the head", HelpName = "n" };

    /// <summary>Blocks on an epoch before its claim.</summary>
    public Option<uint> ClaimConfirmations { get; } = new("--claim-confirmations") { Description = "Claim an epoch when this many blocks stand on its last one: a claim cannot be taken back", HelpName = "n" };

    /// <summary>Finalized blocks only.</summary>
    public Option<bool> Finalized { get; } = new("--finalized") { Description = "Take inputs only from finalized blocks" };

    /// <summary>Databases.</summary>
    public Option<string?> Database { get; } = new("--database") { Description = "Folder of the databases; by default in the home folder", HelpName = "path" };

    /// <summary>Listening address.</summary>
    public Option<string> Listen { get; } = new("--listen") { Description = "Address to listen on", HelpName = "ip", DefaultValueFactory = _ => "127.0.0.1" };

    /// <summary>Listening port.</summary>
    public Option<int> Port { get; } = new("--port") { Description = "Port of /rpc, /inspect, /livez, /readyz and /metrics; 0 for any", HelpName = "n", DefaultValueFactory = _ => DefaultPort };

    /// <summary>Reports of refused inputs.</summary>
    public Option<bool> KeepReports { get; } = new("--keep-reports") { Description = "Keep the reports of inputs that were not accepted (the official node drops them)" };

    /// <summary>Saved states.</summary>
    public Option<string> Snapshots { get; } = new Option<string>("--snapshots") { Description = "When to save the state of a guest that offers it: none, epoch or input", HelpName = "when", DefaultValueFactory = _ => "epoch" }.AcceptOnlyFromAmong("none", "epoch", "input");

    /// <summary>Blocks for generic I/O.</summary>
    public Option<string?> GioBlocks { get; } = new("--gio-blocks") { Description = "Serve IPFS blocks from this folder to the guest's /gio (not on the official node)", HelpName = "path" };

    /// <summary>Gateways for generic I/O.</summary>
    public Option<string[]> GioGateways { get; } = new("--gio-gateway") { Description = "Serve IPFS blocks from this trustless gateway to the guest's /gio; may be given several times", HelpName = "url" };

    /// <summary>Form of the log.</summary>
    public Option<string> Log { get; } = new Option<string>("--log") { Description = "Form of the log on standard error: text or json (an object per line)", HelpName = "form", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");

    /// <summary>Detail of the log.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "Log every input" };

    /// <summary>The guest.</summary>
    public Argument<string[]> Guest { get; } = new("guest") { Description = "After --: the guest's program and arguments; {name} and {address} are replaced", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Apps, Confirmations, Finalized, Database, Listen, Port, KeepReports, Snapshots, GioBlocks, GioGateways, Log, Verbose })
        {
            command.Add(option);
        }

        command.Add(Guest);
    }
}
