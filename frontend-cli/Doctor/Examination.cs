using System.Globalization;
using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Host;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Doctor;

/// <summary>Looks at everything a command needs, one after the other; nothing is changed, and a fault stops only what depends on it.</summary>
internal sealed class Examination
{
    private const ulong SkewSecondsMax = 60;
    private const ulong HeadAgeSecondsMax = 300;
    private const ulong BehindInputsMax = 0;
    private const long FreeBytesLeast = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CommandContext _context;
    private readonly List<Finding> _findings = [];

    /// <summary>Examines one run's surroundings.</summary>
    public Examination(CommandContext context)
    {
        _context = context;
    }

    /// <summary>Looks at all of it.</summary>
    public async Task<List<Finding>> RunAsync(CancellationToken cancellation)
    {
        Storage();
        Cryptography();
        MarketSession? session = null;
        await LookAsync("RPC", "Is the endpoint running? `modelmarket dev` starts a local one; --rpc names another.", async limit => session = await OpenAsync(limit), cancellation);
        if (session is null)
        {
            return _findings;
        }

        using (session)
        {
            await LookAsync("clock", "Is the endpoint in sync?", limit => ClockAsync(session, limit), cancellation);
            await LookAsync("application", "Is --app right for this chain?", limit => ApplicationAsync(session, limit), cancellation);
            await LookAsync("node", "Is the node running? --node names another.", limit => NodeAsync(session, limit), cancellation);
            await LookAsync("wallet", "See `modelmarket wallet list`.", limit => WalletAsync(session, limit), cancellation);
        }

        return _findings;
    }

    private async Task LookAsync(string subject, string mend, Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await look(limit.Token);
        }
        catch (CliFault fault)
        {
            _findings.Add(Finding.Fault(subject, fault.Message, fault.Mend.Length > 0 ? fault.Mend : mend));
        }
        catch (Exception fault) when (fault is EthereumException or HttpRequestException or OpenSslMissingException)
        {
            _findings.Add(Finding.Fault(subject, fault.Message, mend));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _findings.Add(Finding.Fault(subject, $"no answer within {Patience.TotalSeconds:0} s", mend));
        }
    }

    private void Storage()
    {
        var home = _context.Host.Home;
        try
        {
            Directory.CreateDirectory(home);
            var probe = Path.Combine(home, ".doctor");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            var free = new DriveInfo(Path.GetFullPath(home)).AvailableFreeSpace;
            _findings.Add(free < FreeBytesLeast
                ? Finding.Warning("storage", $"{home} can be written, but only {free >> 20} MiB are free there", "Make room, or point MODELMARKET_HOME to another disk.")
                : Finding.Ok("storage", $"{home} can be written, {free >> 30} GiB free"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _findings.Add(Finding.Fault("storage", $"{home} cannot be written: {fault.Message}", "Mend its permissions, or point MODELMARKET_HOME to another folder."));
        }
    }

    // Elsewhere .NET uses what the system has.
    private void Cryptography()
    {
        if (OperatingSystem.IsLinux())
        {
            _findings.Add(OpenSsl.IsMissing
                ? Finding.Fault("OpenSSL", "it is missing: keys held here, random numbers and https:// do not work; content is hashed more slowly", OpenSslMissingException.Mend)
                : Finding.Ok("OpenSSL", "it is here"));
        }
    }

    private async Task<MarketSession> OpenAsync(CancellationToken cancellation)
    {
        var session = await SessionFactory.OpenAsync(_context, cancellation, asksNode: false);
        _findings.Add(Finding.Ok("RPC", $"{session.Ethereum.Url} is on chain {session.ChainId}"));
        return session;
    }

    private async Task ClockAsync(MarketSession session, CancellationToken cancellation)
    {
        var head = await session.Ethereum.GetBlockAsync(BlockTag.Latest, cancellation) ?? throw CliFault.Unreachable("The endpoint has no latest block.");
        var now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (head.Timestamp > now + SkewSecondsMax)
        {
            _findings.Add(Finding.Warning("clock", $"the chain's last block is {Units.Duration(head.Timestamp - now)} ahead of this machine's clock", "Set this machine's clock (timedatectl set-ntp true); on a development chain somebody may have let the time jump."));
        }
        else if (now > head.Timestamp + HeadAgeSecondsMax)
        {
            _findings.Add(Finding.Warning("clock", $"the last block is {Units.Duration(now - head.Timestamp)} old: deadlines are judged by block time", "Is the endpoint in sync? A development chain that mines on demand is always behind."));
        }
        else
        {
            _findings.Add(Finding.Ok("clock", $"block {head.Number} agrees with this machine's clock"));
        }
    }

    private async Task ApplicationAsync(MarketSession session, CancellationToken cancellation)
    {
        var address = session.Application.ToChecksumString();
        if ((await session.Ethereum.GetCodeAsync(session.Application, default, cancellation)).Length == 0)
        {
            _findings.Add(Finding.Fault("application", $"there is no contract at {address} on chain {session.ChainId}", "Is --app right for this chain?"));
            return;
        }

        var application = new ApplicationContract(session.Ethereum, session.Application);
        var owner = await application.GetOwnerAsync(cancellation);
        _findings.Add(owner.IsZero
            ? Finding.Ok("application", $"{address}: ownership renounced, nobody can change who accepts its claims")
            : Finding.Warning("application", $"{address} has an owner, {owner.ToChecksumString()}, who can change who accepts its claims and so spend every escrow", "Post large rewards only where the owner renounced, or where you trust them."));
        var escrow = await session.Ethereum.GetCodeAsync(session.Escrow, default, cancellation);
        _findings.Add(escrow.Length == 0
            ? Finding.Fault("escrow", $"there is no escrow at {session.Escrow.ToChecksumString()}", "Is this application a ModelMarket of this version?")
            : Finding.Ok("escrow", session.Escrow.ToChecksumString()));
    }

    private async Task NodeAsync(MarketSession session, CancellationToken cancellation)
    {
        if (session.Node.Address == session.Ethereum.Url)
        {
            _findings.Add(Finding.Fault("node", "no node is named", "Pass --node, or set it in the profile: `modelmarket profile list`."));
            return;
        }

        if (await session.Node.ApplicationAsync(cancellation) is null)
        {
            _findings.Add(Finding.Fault("node", $"{session.Node.Address} does not run this application", "Is --node the node of this network?"));
            return;
        }

        var sent = await new InputBoxContract(session.Ethereum, session.InputBox).GetNumberOfInputsAsync(session.Application, default, cancellation);
        var done = await session.Node.ProcessedInputsAsync(cancellation);
        _findings.Add(sent > done + BehindInputsMax
            ? Finding.Warning("node", string.Create(CultureInfo.InvariantCulture, $"{sent - done} of {sent} inputs are not processed yet: what commands show is older than L1, and claims wait"), "Wait; if the number does not fall, look into the node's log.")
            : Finding.Ok("node", string.Create(CultureInfo.InvariantCulture, $"{session.Node.Address} has processed all {sent} inputs")));
    }

    private async Task WalletAsync(MarketSession session, CancellationToken cancellation)
    {
        var wallet = KeySource.Find(_context, session.ChainId);
        var balance = await session.Ethereum.GetBalanceAsync(wallet.Address, default, cancellation);
        var words = $"{wallet.Address.ToChecksumString()} holds {Units.Ether(System.Numerics.BigInteger.Parse(balance.ToString(), CultureInfo.InvariantCulture))}";
        var mined = await session.Ethereum.GetTransactionCountAsync(wallet.Address, BlockTag.Latest, cancellation);
        var waiting = await session.Ethereum.GetTransactionCountAsync(wallet.Address, BlockTag.Pending, cancellation) - mined;
        _findings.Add(balance == (UInt256)0UL ? Finding.Fault("wallet", $"{words}: it cannot pay for gas", KeySource.IsLocal(session.ChainId) ? "modelmarket wallet fund NAME gives it some." : "Send it some Ether.")
            : waiting > 0 ? Finding.Warning("wallet", $"{words}; {waiting} of its transactions wait for a block", "`modelmarket wallet pending --replace` offers more for them.")
            : Finding.Ok("wallet", words));
    }
}
