using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

/// <summary>What an account does for its owner's money on anvil: says the cost, keeps below the ceiling, survives restarts and stuck transactions.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private static readonly Address Somebody = Address.Parse("0x00000000000000000000000000000000000000dd");
    private static readonly TransactionRequest OneWei = new() { To = Somebody, Value = 1 };

    private readonly string _journal = Path.Combine(Directory.CreateTempSubdirectory("rollup-journal-").FullName, "sent", "account");
    private AnvilProcess Anvil { get; set; } = null!;

    private EthereumClient Client { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Anvil = await AnvilProcess.StartAsync();
        Client = new EthereumClient(Anvil.Url);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Anvil.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_journal))!, recursive: true);
    }

    [Fact]
    public async Task Cost_is_told_before_anything_is_signed_and_a_no_sends_nothing()
    {
        var told = new List<TransactionQuote>();
        using Account careful = Of(new AccountOptions { BeforeSigning = (quote, _) => { told.Add(quote); throw new OperationCanceledException("no"); } });

        await FluentActions.Awaiting(() => careful.SendAsync(OneWei)).Should().ThrowAsync<OperationCanceledException>();

        TransactionQuote quote = told.Should().ContainSingle().Subject;
        quote.GasLimit.Should().BeGreaterThanOrEqualTo(21_000);
        quote.GasCostMost.Should().Be((System.Numerics.BigInteger)quote.GasLimit * (System.Numerics.BigInteger)quote.Fees.MaxFeePerGas);
        quote.GasCostLikely.Should().BeLessThan(quote.GasCostMost).And.BeGreaterThan(0);
        (await Client.GetTransactionCountAsync(careful.Address, BlockTag.Pending)).Should().Be(0);
    }

    [Fact]
    public async Task Receipt_costs_no_more_than_was_told()
    {
        TransactionQuote? told = null;
        using Account account = Of(new AccountOptions { BeforeSigning = (quote, _) => { told = quote; return ValueTask.CompletedTask; } });

        TransactionReceipt receipt = await account.SendAsync(OneWei);

        ((System.Numerics.BigInteger)receipt.GasUsed * (System.Numerics.BigInteger)receipt.EffectiveGasPrice).Should().BeLessThanOrEqualTo(told!.GasCostMost);
    }

    [Fact]
    public async Task Ceiling_bounds_the_offer_and_a_dearer_network_is_refused()
    {
        FeeEstimate now = await Client.EstimateFeesAsync();
        TransactionQuote? told = null;
        using Account bounded = Of(new AccountOptions { FeeCeiling = now.LikelyFeePerGas + 1, BeforeSigning = (quote, _) => { told = quote; return ValueTask.CompletedTask; } });
        using Account mean = Of(new AccountOptions { FeeCeiling = 1 });

        (await bounded.SendAsync(OneWei)).Succeeded.Should().BeTrue();
        told!.Fees.MaxFeePerGas.Should().Be(now.LikelyFeePerGas + 1).And.BeLessThan(now.MaxFeePerGas);
        (await FluentActions.Awaiting(() => mean.SendAsync(OneWei)).Should().ThrowAsync<FeeCeilingException>()).Which.Ceiling.Should().Be((UInt128)1);
    }

    [Fact]
    public async Task Endpoint_of_another_chain_is_refused()
    {
        using Account account = Of(new AccountOptions { ChainId = 1 });

        (await FluentActions.Awaiting(() => account.SendAsync(OneWei)).Should().ThrowAsync<ChainMismatchException>()).Which.Found.Should().Be(31337);
        (await Client.GetTransactionCountAsync(account.Address, BlockTag.Pending)).Should().Be(0);
    }

    [Fact]
    public async Task Restart_goes_on_after_what_was_sent_and_sends_again_what_the_pool_lost()
    {
        var dev = new DevChain(Client);
        await dev.SetAutomineAsync(false);
        Hash32 lost, kept;
        using (Account before = Of(new AccountOptions { JournalFolder = _journal }))
        {
            lost = await before.SubmitAsync(OneWei);
            kept = await before.SubmitAsync(OneWei);
        }
        await Client.InvokeAsync("anvil_dropTransaction", [lost.ToString()]);
        await Client.InvokeAsync("anvil_dropTransaction", [kept.ToString()]);
        (await Client.GetTransactionCountAsync(Mnemonic.Dev.Key(0).Address, BlockTag.Pending)).Should().Be(0, "the node has forgotten both");

        using Account after = Of(new AccountOptions { JournalFolder = _journal });
        IReadOnlyList<PendingTransaction> pending = await after.PendingAsync();
        Hash32 third = await after.SubmitAsync(OneWei);
        await dev.MineAsync();

        pending.Select(one => (one.Nonce, one.Hash)).Should().Equal((0UL, lost), (1UL, kept));
        foreach (Hash32 hash in new[] { lost, kept, third })
            (await after.WaitAsync(hash)).Succeeded.Should().BeTrue();
        (await Client.GetTransactionCountAsync(after.Address, BlockTag.Latest)).Should().Be(3);
        (await after.PendingAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Journal_of_a_chain_that_started_again_is_not_sent_there()
    {
        using (Account before = Of(new AccountOptions { JournalFolder = _journal }))
        {
            await new DevChain(Client).SetAutomineAsync(false);
            await before.SubmitAsync(OneWei);
        }
        // Block 0 carries the second it was made in.
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await using AnvilProcess other = await AnvilProcess.StartAsync();
        using var client = new EthereumClient(other.Url);
        await new DevChain(client).MineAsync();

        using var after = new Account(client, Mnemonic.Dev.Key(0), new AccountOptions { JournalFolder = _journal });

        (await after.PendingAsync()).Should().BeEmpty();
        (await client.GetTransactionCountAsync(after.Address, BlockTag.Pending)).Should().Be(0, "the other chain's transaction was not sent here");
    }

    [Fact]
    public async Task Torn_journal_is_no_obstacle()
    {
        Directory.CreateDirectory(_journal);
        await File.WriteAllTextAsync(Path.Combine(_journal, "0.json"), "{\"genesis\":\"0x");
        using Account account = Of(new AccountOptions { JournalFolder = _journal });

        (await account.SendAsync(OneWei)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Stuck_transaction_is_replaced_by_one_that_offers_more()
    {
        var dev = new DevChain(Client);
        await dev.SetAutomineAsync(false);
        var told = new List<TransactionQuote>();
        using Account account = Of(new AccountOptions
        {
            JournalFolder = _journal,
            ReplaceAfter = TimeSpan.FromMilliseconds(300),
            BeforeSigning = (quote, _) => { told.Add(quote); return ValueTask.CompletedTask; },
        });
        Hash32 stuck = await account.SubmitAsync(OneWei);
        await MineAboveAsync(told[0].Fees.MaxFeePerGas);
        (await Client.GetReceiptAsync(stuck)).Should().BeNull("the block asked more than it offers");

        Task<TransactionReceipt> waiting = account.WaitAsync(stuck);
        while (told.Count < 2)
            await Task.Delay(20);
        await dev.MineAsync(2);
        TransactionReceipt receipt = await waiting;

        receipt.Succeeded.Should().BeTrue();
        receipt.TransactionHash.Should().NotBe(stuck);
        told[1].Replaces.Should().Be(stuck);
        told[1].Fees.MaxFeePerGas.Should().BeGreaterThan(told[0].Fees.MaxFeePerGas);
        (await Client.GetTransactionCountAsync(account.Address, BlockTag.Latest)).Should().Be(1, "one nonce, one transaction");
    }

    [Fact]
    public async Task Replacement_keeps_below_the_ceiling()
    {
        await new DevChain(Client).SetAutomineAsync(false);
        FeeEstimate now = await Client.EstimateFeesAsync();
        using Account account = Of(new AccountOptions { FeeCeiling = now.MaxFeePerGas });
        await account.SubmitAsync(OneWei);

        (await account.ReplaceThroughAsync(0)).Should().Be(0, "an eighth more would be above the ceiling");
        (await account.PendingAsync()).Should().ContainSingle().Which.Hashes.Should().ContainSingle();
    }

    [Fact]
    public async Task Account_of_the_node_sends_and_signs_by_json_rpc()
    {
        Address theirs = Mnemonic.Dev.Key(2).Address;
        (await JsonRpcWallet.AccountsAsync(Client)).Should().Contain(theirs);
        var wallet = new JsonRpcWallet(theirs, Client);
        using var account = new Account(Client, wallet);

        TransactionReceipt receipt = await account.SendAsync(OneWei);
        Signature signature = await wallet.SignMessageAsync(Encoding.UTF8.GetBytes("hello"));

        receipt.Succeeded.Should().BeTrue();
        (await Client.GetTransactionCountAsync(theirs, BlockTag.Latest)).Should().Be(1);
        signature.TryRecover(PersonalMessage.Digest("hello"u8), out Address signer).Should().BeTrue();
        signer.Should().Be(theirs);
    }

    [Fact]
    public async Task Account_of_the_node_signs_typed_data_as_a_key_does()
    {
        PrivateKey key = Mnemonic.Dev.Key(2);
        TypedData permit = TypedData.Permit("Größe", "2", 31_337, Mnemonic.Dev.Key(3).Address, key.Address, Mnemonic.Dev.Key(4).Address, UInt256.MaxValue, 7, 1_900_000_000);

        Signature? theirs = await new JsonRpcWallet(key.Address, Client).SignTypedDataAsync(permit);

        theirs.Should().Be(await ((ITypedDataSigner)key).SignTypedDataAsync(permit));
        theirs!.Value.TryRecover(permit.Digest, out Address signer).Should().BeTrue();
        signer.Should().Be(key.Address);
    }

    [Fact]
    public async Task Signer_without_typed_data_says_that_it_has_none()
    {
        using var signer = new EthereumClient(new Uri("http://127.0.0.1:1"), handler: new Refusing(-32601, "the method eth_signTypedData_v4 does not exist"));
        Address anybody = Mnemonic.Dev.Key(2).Address;

        (await new JsonRpcWallet(anybody, signer).SignTypedDataAsync(TypedData.Permit("T", "1", 1, anybody, anybody, anybody, 1, 0, 1))).Should().BeNull();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("\"0x\"")]
    [InlineData("\"0x123\"")]
    [InlineData("\"0x1234\"")]
    [InlineData("\"0x000000000000000000000000000000000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000000011d\"")]
    public async Task Answer_that_is_no_signature_is_told_as_one(string answer)
    {
        using var signer = new EthereumClient(new Uri("http://127.0.0.1:1/key-of-the-provider"), handler: new Answering("result", JsonNode.Parse(answer)));
        Address anybody = Mnemonic.Dev.Key(2).Address;
        var wallet = new JsonRpcWallet(anybody, signer);

        foreach (Func<Task> ask in new Func<Task>[]
        {
            () => wallet.SignTypedDataAsync(TypedData.Permit("T", "1", 1, anybody, anybody, anybody, 1, 0, 1)).AsTask(),
            () => wallet.SignMessageAsync("hello"u8.ToArray()).AsTask(),
        })
        {
            (await ask.Should().ThrowAsync<UnreadableSignatureException>()).Which.Message.Should().Contain("http://127.0.0.1:1 ").And.NotContain("provider");
        }
    }

    [Fact]
    public async Task Signers_no_is_told_as_a_no()
    {
        using var signer = new EthereumClient(new Uri("http://127.0.0.1:1"), handler: new Refusing(4001, "denied by the user"));
        using var account = new Account(Client, new JsonRpcWallet(Mnemonic.Dev.Key(2).Address, signer));

        (await FluentActions.Awaiting(() => account.SendAsync(OneWei)).Should().ThrowAsync<WalletRefusedException>()).WithMessage("*denied by the user*");
    }

    private Account Of(AccountOptions options) => new(Client, Mnemonic.Dev.Key(0), options);

    private async Task MineAboveAsync(UInt128 fee)
    {
        await Client.InvokeAsync("anvil_setNextBlockBaseFeePerGas", [Quantity.ToHex(fee + fee / 4)]);
        await new DevChain(Client).MineAsync();
    }

    private sealed class Refusing(int code, string message) : Answering("error", new JsonObject { ["code"] = code, ["message"] = message });

    private class Answering(string name, JsonNode? value) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            JsonNode asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = asked["id"]!.DeepClone(), [name] = value?.DeepClone() };
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
        }
    }
}
