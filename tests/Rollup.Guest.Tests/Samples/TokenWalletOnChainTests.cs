using System.Text;
using ModelMarket.Contracts;
using Rollup.Ethereum;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Node.Client;
using Rollup.Node.Dev;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;
using TokenWallet;
using Calls = TokenWallet.TokenWalletApplication.Calls;

namespace Rollup.Guest.Tests.Samples;

/// <summary>The wallet as a process of its own on a real node: anvil, the official contracts and portals.</summary>
public sealed class TokenWalletOnChainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private DevNetwork _network = null!;
    private Account _alice = null!;
    private Account _bob = null!;

    public async Task InitializeAsync()
    {
        _network = await DevNetwork.StartAsync(new DevNetworkOptions { Guest = ProcessGuest.Factory(new GuestOptions("dotnet", [typeof(TokenWalletApplication).Assembly.Location])) });
        (_alice, _bob) = (_network.Account(1), _network.Account(2));
    }

    public async Task DisposeAsync()
    {
        _alice.Dispose();
        _bob.Dispose();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task Ether_and_ERC20_go_in_by_the_portals_change_hands_and_come_out_by_executed_vouchers()
    {
        var token = await DeterministicDeployment.DeployAsync(_alice, TestTokenArtifact.InitCode("Token", "TOK"), Hash32.Zero);
        await _alice.SendAsync(token, new TestToken.MintCall(_alice.Address, 1000ul).Encode());
        await _alice.SendAsync(token, new TestToken.ApproveCall(OfficialAddresses.Erc20Portal, 700ul).Encode());

        await _alice.SendAsync(OfficialAddresses.EtherPortal, Portals.DepositEther(Application, []), 500);
        await _alice.SendAsync(OfficialAddresses.Erc20Portal, Portals.DepositErc20(token, Application, 700ul, []));
        await SendAsync(_alice, Calls.TransferEther(_bob.Address, 200ul));
        await SendAsync(_alice, Calls.TransferErc20(token, _bob.Address, 300ul));
        (await AskAsync(_bob.Address)).Should().Be($$"""[{"asset":"ether","amount":"200"},{"asset":"erc20 {{token}}","amount":"300"}]""");

        await SendAsync(_bob, Calls.WithdrawEther(150ul));
        await SendAsync(_bob, Calls.WithdrawErc20(token, 100ul));
        await SendAsync(_bob, Calls.WithdrawErc20Safely(token, 50ul));
        var before = await _network.L1.GetBalanceAsync(_bob.Address);
        await ExecuteAsync(outputCount: 3);

        (await _network.L1.GetBalanceAsync(_bob.Address)).Should().Be(before + 150ul);
        (await TokensOfAsync(token, _bob.Address)).Should().Be(150ul);
        (await TokensOfAsync(token, Application)).Should().Be(550ul);
        (await AskAsync(_bob.Address)).Should().Be($$"""[{"asset":"ether","amount":"50"},{"asset":"erc20 {{token}}","amount":"150"}]""");
    }

    [Fact]
    public async Task ERC721_and_ERC1155_go_in_by_the_portals_change_hands_and_come_out_by_executed_vouchers()
    {
        var (nft, multi) = (await DeployAsync("TestNft"), await DeployAsync("TestMulti"));
        await CallAsync(nft, "mint(address,uint256)", new AbiWriter().WriteAddress(_alice.Address).WriteUInt(7u));
        await CallAsync(nft, "approve(address,uint256)", new AbiWriter().WriteAddress(OfficialAddresses.Erc721Portal).WriteUInt(7u));
        await CallAsync(multi, "mint(address,uint256,uint256)", new AbiWriter().WriteAddress(_alice.Address).WriteUInt(1u).WriteUInt(10u));
        await CallAsync(multi, "mint(address,uint256,uint256)", new AbiWriter().WriteAddress(_alice.Address).WriteUInt(2u).WriteUInt(20u));
        await CallAsync(multi, "setApprovalForAll(address,bool)", new AbiWriter().WriteAddress(OfficialAddresses.Erc1155SinglePortal).WriteBool(true));
        await CallAsync(multi, "setApprovalForAll(address,bool)", new AbiWriter().WriteAddress(OfficialAddresses.Erc1155BatchPortal).WriteBool(true));

        await _alice.SendAsync(OfficialAddresses.Erc721Portal, Portals.DepositErc721(nft, Application, 7ul, [], []));
        await _alice.SendAsync(OfficialAddresses.Erc1155SinglePortal, Portals.DepositErc1155Single(multi, Application, 1ul, 4ul, [], []));
        await _alice.SendAsync(OfficialAddresses.Erc1155BatchPortal, Portals.DepositErc1155Batch(multi, Application, [1ul, 2ul], [6ul, 20ul], [], []));
        await SendAsync(_alice, Calls.TransferErc721(nft, _bob.Address, 7ul));
        await SendAsync(_alice, Calls.TransferErc1155(multi, _bob.Address, [1ul, 2ul], [9ul, 8ul]));
        await SendAsync(_bob, Calls.WithdrawErc721(nft, 7ul));
        await SendAsync(_bob, Calls.WithdrawErc1155(multi, [1ul, 2ul], [9ul, 3ul]));
        await ExecuteAsync(outputCount: 2);

        (await ReadAsync(nft, "ownerOf(uint256)", new AbiWriter().WriteUInt(7u))).Should().Be(Word(_bob.Address));
        (await ReadAsync(multi, "balanceOf(address,uint256)", new AbiWriter().WriteAddress(_bob.Address).WriteUInt(1u))).Should().Be(9ul);
        (await ReadAsync(multi, "balanceOf(address,uint256)", new AbiWriter().WriteAddress(_bob.Address).WriteUInt(2u))).Should().Be(3ul);
        (await ReadAsync(multi, "balanceOf(address,uint256)", new AbiWriter().WriteAddress(Application).WriteUInt(2u))).Should().Be(17ul);
        (await AskAsync(_bob.Address)).Should().Be($$"""[{"asset":"erc1155 {{multi}} 2","amount":"5"}]""");
    }

    private Address Application => _network.Deployed.Application;

    private async Task SendAsync(Account sender, byte[] call)
    {
        var receipt = await sender.SendAsync(OfficialAddresses.InputBox, InputBoxContract.AddInput(Application, call));
        var input = await _network.Client.WaitForInputAsync(InputAddedEvent.AllOf(receipt).Single().Index, Patience);
        input.Status.Should().Be(InputStatus.Accepted);
    }

    private async Task<string> AskAsync(Address account)
    {
        var answer = await _network.Client.InspectAsync(Encoding.UTF8.GetBytes($"balances/{account}"));
        return Encoding.UTF8.GetString(answer.Reports.Single());
    }

    // Anybody may execute an output once its epoch's claim is accepted.
    private async Task ExecuteAsync(ulong outputCount)
    {
        await _network.CloseEpochAsync(Patience);
        using var anybody = _network.Account(4);
        for (var index = 0ul; index < outputCount; index++)
        {
            await OutputExecution.ExecuteAsync(anybody, Application, await _network.Client.WaitForExecutableOutputAsync(index, Patience));
        }
    }

    private async Task<UInt256> TokensOfAsync(Address token, Address owner)
    {
        TestToken.BalanceOfCall.TryDecodeResult(await _network.L1.CallAsync(token, new TestToken.BalanceOfCall(owner).Encode()), out var balance).Should().BeTrue();
        return balance;
    }

    private Task<Address> DeployAsync(string token)
    {
        var code = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "tests", "vectors", "tokens", $"{token}.hex"));
        return DeterministicDeployment.DeployAsync(_alice, Hex.Decode(code.AsSpan().TrimEnd()), Hash32.Zero);
    }

    private Task<TransactionReceipt> CallAsync(Address contract, string signature, AbiWriter arguments) =>
        _alice.SendAsync(contract, arguments.ToArray(AbiSignature.Selector(signature)));

    private async Task<UInt256> ReadAsync(Address contract, string signature, AbiWriter arguments) =>
        UInt256.FromBigEndian(await _network.L1.CallAsync(contract, arguments.ToArray(AbiSignature.Selector(signature))));

    private static UInt256 Word(Address account) => UInt256.FromBigEndian(new AbiWriter().WriteAddress(account).ToArray());
}
