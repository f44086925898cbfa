using System.Text;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using TestGuest;

namespace Rollup.Node.Tests;

/// <summary>A development network around the test guest: anvil, official contracts, node, guest, all of them real.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    public const ulong EpochLength = 10;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Account _sender;
    private readonly List<string> _log = [];

    private TestNetwork(DevNetwork dev, List<ProcessGuest> guests, List<string> log)
    {
        Dev = dev;
        Guests = guests;
        _log = log;
        _sender = dev.Account(1);
    }

    public DevNetwork Dev { get; }

    public RollupNodeClient Client => Dev.Client;

    /// <summary>The guests in processes of their own that were started so far.</summary>
    public List<ProcessGuest> Guests { get; }

    public Account Sender => _sender;

    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    public static async Task<TestNetwork> StartAsync(bool inProcess = false, string? databaseFolder = null, bool keepReports = false, GuestFactory? guest = null, SnapshotPolicy snapshots = SnapshotPolicy.None)
    {
        var guests = new List<ProcessGuest>();
        var log = new List<string>();
        DevNetwork dev = await DevNetwork.StartAsync(new DevNetworkOptions
        {
            Guest = guest ?? (inProcess ? InProcessGuest.Factory(() => new CommandApplication()) : Recording(guests)),
            EpochLength = EpochLength,
            DatabaseFolder = databaseFolder,
            KeepReports = keepReports,
            Snapshots = snapshots,
            Log = line =>
            {
                lock (log)
                    log.Add(line);
            },
        });
        return new TestNetwork(dev, guests, log);
    }

    public static GuestOptions GuestOptions { get; } = new("dotnet", [typeof(CommandApplication).Assembly.Location]);

    /// <summary>Adds an input on L1 and gives its index.</summary>
    public Task<ulong> AddAsync(string command) => AddAsync(Encoding.UTF8.GetBytes(command));

    /// <summary>Adds an input on L1 and gives its index.</summary>
    public async Task<ulong> AddAsync(byte[] payload)
    {
        TransactionReceipt receipt = await _sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(Dev.Deployed.Application, payload));
        return InputAddedEvent.AllOf(receipt).Single().Index;
    }

    /// <summary>Adds an input and waits until it was processed.</summary>
    public async Task<InputView> SendAsync(string command) => await Client.WaitForInputAsync(await AddAsync(command), Patience);

    /// <summary>Adds many inputs without waiting for each.</summary>
    public async Task AddManyAsync(int count, string command = "add 1") => await Dev.L1.WaitForReceiptAsync(await SubmitManyAsync(count, command));

    /// <summary>Hands over many inputs and does not wait for a block.</summary>
    public async Task<Hash32> SubmitManyAsync(int count, string command = "add 1")
    {
        byte[] data = InputBoxContract.AddInput(Dev.Deployed.Application, Encoding.UTF8.GetBytes(command));
        FeeEstimate fees = await Dev.L1.EstimateFeesAsync();
        var last = default(Hash32);
        for (int i = 0; i < count; i++)
            last = await _sender.SubmitAsync(new TransactionRequest { To = OfficialAddresses.InputBox, Data = data, GasLimit = 120_000, Fees = fees });
        return last;
    }

    public async Task<EpochView> CloseEpochAsync() => (await Dev.CloseEpochAsync(Patience))!;

    public async Task<List<string>> NoticesAsync()
    {
        var notices = new List<string>();
        await foreach (OutputView output in Client.AllOutputsAsync(new OutputFilter()))
            notices.Add(Encoding.UTF8.GetString(output.DecodedData!.Payload));
        return notices;
    }

    /// <summary>Asks until there is an answer: while the guest is being started again the node says to come back.</summary>
    public async Task<string> AskAsync(string question)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return Encoding.UTF8.GetString((await Client.InspectAsync(Encoding.UTF8.GetBytes(question))).Reports[0]);
            }
            catch (NodeException busy) when (busy.Code == 503 && clock.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await Dev.DisposeAsync();
    }

    private static GuestFactory Recording(List<ProcessGuest> guests) => async (past, cancellationToken) =>
    {
        ProcessGuest guest = await ProcessGuest.StartAsync(GuestOptions, past, cancellationToken);
        guests.Add(guest);
        return guest;
    };
}
