using System.Globalization;
using ModelMarket.Cli;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Session.Node;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>One local network for all tests of the collection: anvil, official contracts, escrow, node, the dapp under the JIT.</summary>
public sealed class NetworkFixture : IAsyncLifetime
{
    private const ulong DrawBlocks = 9;

    private readonly string _home = Directory.CreateTempSubdirectory("modelmarket-e2e-").FullName;

    internal LocalNetwork Network { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Network = await LocalNetwork.StartAsync(new LocalNetworkOptions { AllowNative = false, KeepReports = false }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Network.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>A user of the development mnemonic at work, with a home of its own.</summary>
    internal async Task<UserMarket> UserAsync(int account, Action<string>? say = null, IWallet? wallet = null) => new(
        await Network.SessionAsync(Path.Combine(_home, $"user{account}"), CancellationToken.None), wallet ?? Mnemonic.Dev.Key(account), say ?? (static _ => { }));

    /// <summary>Users whom anvil did not fund, with an Ether each.</summary>
    internal async Task<UserMarket[]> CrowdAsync(int first, int count)
    {
        var crowd = new UserMarket[count];
        for (var i = 0; i < count; i++)
        {
            crowd[i] = await UserAsync(first + i);
            await Network.Chain.SetBalanceAsync(crowd[i].Account.Address, UInt128.Parse("1000000000000000000", CultureInfo.InvariantCulture));
        }

        return crowd;
    }

    /// <summary>The home of one who runs the program.</summary>
    internal string HomeOf(int account) => Path.Combine(_home, $"cli{account}");

    /// <summary>A file for a test.</summary>
    internal string PathOf(string name) => Path.Combine(_home, name);

    /// <summary>Model and rows of a test's job on disk, as options of `job post`.</summary>
    internal async Task<string[]> JobFilesAsync(string name)
    {
        string model = PathOf($"{name}-model.onnx"), data = PathOf($"{name}-rows.safetensors");
        await File.WriteAllBytesAsync(model, TestJob.Model());
        await File.WriteAllBytesAsync(data, TestJob.Validation);
        return ["--model", model, "--data", data];
    }

    /// <summary>What accounts hold of a token.</summary>
    internal async Task<UInt256[]> BalancesAsync(TokenInfo token, params Address[] accounts)
    {
        var balances = new UInt256[accounts.Length];
        for (var i = 0; i < accounts.Length; i++)
        {
            balances[i] = await token.BalanceAsync(Network.Ethereum, accounts[i], CancellationToken.None);
        }

        return balances;
    }

    /// <summary>Mints test tokens.</summary>
    internal static Task MintAsync(UserMarket user, TokenInfo token, UInt128 amount) =>
        user.Account.SendAsync(token.Address, new TestToken.MintCall(user.Account.Address, amount).Encode());

    /// <summary>Moves the chain's clock past a job's last deadline, does what is due then, and closes the epoch.</summary>
    internal async Task PassDeadlineAsync(UserMarket user, ulong jobId)
    {
        var job = await user.Reader.JobAsync(jobId, CancellationToken.None);
        var head = await Network.Ethereum.GetBlockAsync(BlockTag.Latest);
        await Network.Chain.IncreaseTimeAsync(job.LastDeadline!.Value - head!.Timestamp + 1);
        (await user.Ticker.OnceAsync(jobId, CancellationToken.None)).OrThrow("The tick after the deadline");
        await user.Ticker.WhileDueAsync(jobId, CancellationToken.None);
        await Network.CloseEpochAsync(CancellationToken.None);
    }

    /// <summary>Gives the next block a time, and mines it; the clock goes on from there.</summary>
    internal async Task AtAsync(ulong timestamp)
    {
        var head = await Network.Ethereum.GetBlockAsync(BlockTag.Latest);
        if (head!.Timestamp < timestamp)
        {
            await Network.Chain.SetNextBlockTimestampAsync(timestamp);
            await Network.Chain.MineAsync();
        }
    }

    /// <summary>Lets so much time go by after a job's end that a tick prunes it, and ticks.</summary>
    internal async Task PruneAsync(int account, ulong jobId)
    {
        using var user = await UserAsync(account);
        await AtAsync((await user.Reader.JobAsync(jobId, CancellationToken.None)).End!.At + Limits.PruneAfterSeconds);
        (await user.Ticker.OnceAsync(jobId, CancellationToken.None)).OrThrow("The tick that prunes");
        (await user.Reader.JobAsync(jobId, CancellationToken.None)).Terms.Should().BeNull("the machine keeps a digest only");
    }

    /// <summary>Mines until the escrow can draw the groups of a job that was opened in the newest blocks.</summary>
    internal Task PassDrawBlockAsync() => Network.Chain.MineAsync(DrawBlocks);

    /// <summary>Closes the epoch and waits until it is claimed, so that its vouchers can be executed.</summary>
    internal async Task ClaimEpochAsync(UserMarket user)
    {
        await Network.CloseEpochAsync(CancellationToken.None);
        await ClaimedAsync(user);
    }

    /// <summary>Waits until every epoch with inputs is claimed.</summary>
    internal static async Task ClaimedAsync(UserMarket user)
    {
        for (var look = 0; look < 600; look++)
        {
            var epochs = await user.Session.Node.EpochsAsync(CancellationToken.None);
            if (epochs.Count > 0 && epochs.All(epoch => epoch.Status == NodeEpoch.Accepted))
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The node did not claim all epochs within a minute.");
    }

    /// <summary>Runs the program inside this process (or the installed one) against the network, as one of its accounts.</summary>
    internal Task<(int Exit, string Output, string Error)> RunAsync(int account, params string[] args) => RunAsync(account, null, args);

    /// <summary>The same with somebody at the terminal who answers questions; never in the installed one.</summary>
    internal async Task<(int Exit, string Output, string Error)> RunAsync(int account, Func<string, string?>? person, string[] args)
    {
        var variables = new Dictionary<string, string>
        {
            ["MODELMARKET_HOME"] = HomeOf(account),
            ["MODELMARKET_RPC"] = Network.Market.Rpc.AbsoluteUri,
            ["MODELMARKET_NODE"] = Network.Market.Node.AbsoluteUri,
            ["MODELMARKET_APP"] = Network.Market.Application.ToChecksumString(),
            ["MODELMARKET_ACCOUNT"] = account.ToString(CultureInfo.InvariantCulture),
        };
        if (InstalledProgram.File is not null && person is null)
        {
            return await InstalledProgram.RunAsync(args, variables);
        }

        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLineApp.RunAsync(args, new CliHost(output, error, name => variables.GetValueOrDefault(name), interactive: false, line: person));
        return (exit, output.ToString(), error.ToString());
    }
}
