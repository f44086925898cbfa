using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Contracts.Tests;

/// <summary>An anvil with the official contracts, one application and authority, its escrow and a test token.</summary>
public sealed class EscrowChain : IAsyncLifetime
{
    private const ulong EpochLength = 10;
    private readonly OutputsMerkleTree _tree = new();
    private readonly List<byte[]> _outputs = [];
    private AnvilProcess? _anvil;

    public EthereumClient Client { get; private set; } = null!;

    public DevChain Dev => new(Client);

    public DeployedApplication Application { get; private set; } = null!;

    public Address Escrow { get; private set; }

    public Address Token { get; private set; }

    public Account Owner { get; private set; } = null!;

    public Account Sponsor { get; private set; } = null!;

    public Account Stranger { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _anvil = await AnvilProcess.StartAsync();
        Client = new EthereumClient(_anvil.Url);
        NewAccounts();
        await OfficialContracts.DeployAsync(Owner);
        Application = await OfficialContracts.DeployApplicationAsync(Owner, new ApplicationDeployment
        {
            AuthorityOwner = Owner.Address,
            ApplicationOwner = Owner.Address,
            EpochLength = EpochLength,
        });
        Escrow = await DeterministicDeployment.DeployAsync(Owner, JobEscrowArtifact.InitCode(OfficialAddresses.InputBox, Application.Application));
        Token = await MintedAsync("Test");
    }

    public async Task DisposeAsync()
    {
        Owner?.Dispose();
        Sponsor?.Dispose();
        Stranger?.Dispose();
        Client?.Dispose();
        if (_anvil is not null)
            await _anvil.DisposeAsync();
    }

    /// <summary>A new token, of which the sponsor has a million and has approved them to the escrow.</summary>
    public async Task<Address> MintedAsync(string name)
    {
        var token = await DeterministicDeployment.DeployAsync(Owner, TestTokenArtifact.InitCode(name, name));
        await Sponsor.SendAsync(token, new TestToken.MintCall(Sponsor.Address, 1_000_000UL).Encode());
        await Sponsor.SendAsync(token, new TestToken.ApproveCall(Escrow, 1_000_000UL).Encode());
        return token;
    }

    /// <summary>Replaces a contract's code, as an upgrade would.</summary>
    public Task SetCodeAsync(Address contract, byte[] code) =>
        Client.InvokeAsync("anvil_setCode", [contract.ToString(), Hex.Encode(code)]);

    /// <summary>Opens a job of the sponsor; its id.</summary>
    public async Task<ulong> OpenAsync(Address token, UInt128 reward, UInt128 bond, ulong reclaimAfter = 0)
    {
        var call = new JobEscrow.OpenJobCall(token, reward, bond, reclaimAfter == 0 ? await NowAsync() + 86_400 : reclaimAfter, Samples.Terms.Encode());
        var receipt = await Sponsor.SendAsync(Escrow, call.Encode(), token.IsZero ? reward + bond : 0);
        return Opened(receipt).JobId;
    }

    /// <summary>The job a receipt says was opened.</summary>
    public JobEscrow.JobOpenedEvent Opened(TransactionReceipt receipt)
    {
        foreach (var log in receipt.Logs.Where(log => log.Address == Escrow))
        {
            if (JobEscrow.JobOpenedEvent.TryDecode([.. log.Topics], log.Data, out var opened))
                return opened;
        }

        throw new InvalidOperationException("the receipt opens no job");
    }

    public async Task<ulong> NowAsync() => (await Client.GetBlockAsync(BlockTag.Latest))!.Timestamp;

    /// <summary>Puts a voucher for the escrow among the application's outputs; its index.</summary>
    public int Voucher(byte[] call)
    {
        var output = new Voucher(Escrow, UInt256.Zero, call).Encode();
        _outputs.Add(output);
        return _tree.Append(Keccak256.Hash(output));
    }

    /// <summary>The authority accepts all outputs so far.</summary>
    public async Task ClaimAsync()
    {
        var block = await Client.GetBlockNumberAsync();
        await Dev.MinePastEpochAsync(block, EpochLength);
        var lastBlock = (block / EpochLength * EpochLength) + EpochLength - 1;
        await Owner.SendAsync(Application.Consensus, ConsensusContract.SubmitClaim(Application.Application, lastBlock, _tree.Root));
    }

    /// <summary>A stranger executes an output, with its own proof or another.</summary>
    public Task<TransactionReceipt> ExecuteAsync(int index, OutputValidityProof? proof = null) =>
        Stranger.SendAsync(Application.Application, ApplicationContract.ExecuteOutput(_outputs[index], proof ?? Proof(index)));

    public OutputValidityProof Proof(int index) => new((ulong)index, _tree.Proof(index));

    public async Task<UInt256> BalanceAsync(Address token, Address owner)
    {
        if (token.IsZero)
            return await Client.GetBalanceAsync(owner);
        var returned = await Client.CallAsync(token, new TestToken.BalanceOfCall(owner).Encode());
        TestToken.BalanceOfCall.TryDecodeResult(returned, out var balance).Should().BeTrue();
        return balance;
    }

    public async Task<UInt256> CreditAsync(Address payee, Address token)
    {
        var returned = await Client.CallAsync(Escrow, new JobEscrow.CreditOfCall(payee, token).Encode());
        JobEscrow.CreditOfCall.TryDecodeResult(returned, out var credit).Should().BeTrue();
        return credit;
    }

    /// <summary>The revert data of a transaction that must fail.</summary>
    public static async Task<byte[]> RefusalAsync(Func<Task> send) =>
        (await FluentActions.Awaiting(send).Should().ThrowAsync<ContractRevertException>()).Which.Reason.Data;

    /// <summary>As <see cref="RefusalAsync"/>, named by the escrow's bindings.</summary>
    public static async Task<string> EscrowErrorAsync(Func<Task> send)
    {
        var data = await RefusalAsync(send);
        return JobEscrow.TryDescribeError(data, out var description) ? description : $"none of the escrow's: {Hex.Encode(data)}";
    }

    /// <summary>Goes back to a snapshot; accounts count their nonces themselves, so they start again.</summary>
    public async Task RevertAsync(string snapshot)
    {
        await Dev.RevertAsync(snapshot);
        NewAccounts();
    }

    private void NewAccounts() => (Owner, Sponsor, Stranger) = (AccountOf(0), AccountOf(1), AccountOf(2));

    private Account AccountOf(int index) => new(Client, Mnemonic.Dev.Key(index));
}
