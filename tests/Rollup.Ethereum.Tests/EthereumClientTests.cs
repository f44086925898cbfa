using System.Net;
using System.Text;
using Rollup.Ethereum.Accounts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

public sealed class EthereumClientTests(AnvilFixture chain) : IClassFixture<AnvilFixture>
{
    [Fact]
    public async Task Chain_answers_its_plain_facts()
    {
        (await chain.Client.GetChainIdAsync()).Should().Be(31337);
        BlockHeader? head = await chain.Client.GetBlockAsync(BlockTag.Latest);
        head!.Number.Should().BeGreaterThan(0);
        (await chain.Client.GetBlockAsync(BlockTag.Number(head.Number - 1)))!.Hash.Should().Be(head.ParentHash);
        (await chain.Client.GetBlockAsync(BlockTag.Number(ulong.MaxValue / 2))).Should().BeNull();
        (await chain.Client.GetReceiptAsync(Keccak256.Hash("nothing"u8))).Should().BeNull();
        (await chain.Client.EstimateFeesAsync()).MaxFeePerGas.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Ether_moves_and_nonces_stay_in_order_with_many_under_way()
    {
        using Account from = chain.Account(4);
        Address to = Address.Parse("0x00000000000000000000000000000000000000bb");

        Hash32[] sent = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => from.SubmitAsync(new TransactionRequest { To = to, Value = (UInt128)i })));
        TransactionReceipt[] receipts = await Task.WhenAll(sent.Select(hash => chain.Client.WaitForReceiptAsync(hash)));

        receipts.Should().OnlyContain(r => r.Succeeded);
        (await chain.Client.GetBalanceAsync(to)).Should().Be((UInt256)210UL);
    }

    [Fact]
    public async Task Account_counts_again_when_its_key_was_used_elsewhere()
    {
        using Account one = chain.Account(5), two = chain.Account(5);
        var request = new TransactionRequest { To = Address.Parse("0x00000000000000000000000000000000000000cc"), Value = 1 };

        await one.SendAsync(request);
        await two.SendAsync(request);
        TransactionReceipt again = await one.SendAsync(request);

        again.Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Time_jumps_and_blocks_are_mined_on_demand()
    {
        BlockHeader before = (await chain.Client.GetBlockAsync(BlockTag.Latest))!;
        await chain.Dev.IncreaseTimeAsync(3600);
        await chain.Dev.MineAsync(5);
        BlockHeader after = (await chain.Client.GetBlockAsync(BlockTag.Latest))!;

        after.Number.Should().Be(before.Number + 5);
        after.Timestamp.Should().BeGreaterThanOrEqualTo(before.Timestamp + 3600);
        await chain.Dev.SetNextBlockTimestampAsync(after.Timestamp + 100);
        await chain.Dev.MineAsync();
        (await chain.Client.GetBlockAsync(BlockTag.Latest))!.Timestamp.Should().Be(after.Timestamp + 100);
    }

    [Fact]
    public async Task Unknown_method_is_named() =>
        (await FluentActions.Awaiting(() => chain.Client.InvokeAsync("eth_nonsense", [])).Should().ThrowAsync<EthereumRpcException>())
            .Which.Method.Should().Be("eth_nonsense");

    [Fact]
    public async Task Nobody_listening_is_said_without_the_path_of_the_url()
    {
        using var client = new EthereumClient(new Uri("http://127.0.0.1:1/secret-key"));
        (await FluentActions.Awaiting(() => client.GetBlockNumberAsync()).Should().ThrowAsync<EthereumUnreachableException>())
            .Which.Message.Should().Contain("127.0.0.1:1").And.NotContain("secret-key");
    }

    [Theory]
    [InlineData("<html>busy</html>", 429)]
    [InlineData("[]", 200)]
    [InlineData("{}", 200)]
    [InlineData("{\"result\":7}", 200)]
    [InlineData("{\"result\":\"0x10000000000000000\"}", 200)]
    [InlineData("{\"result\":null}", 200)]
    public async Task Answers_that_are_not_the_protocol_are_unreachable(string body, int status)
    {
        using var client = new EthereumClient(new Uri("http://127.0.0.1:1"), null, new Canned(body, (HttpStatusCode)status));
        await FluentActions.Awaiting(() => client.GetBlockNumberAsync()).Should().ThrowAsync<EthereumUnreachableException>();
    }

    // A provider that answers nonsense cannot be had on demand from anvil.
    private sealed class Canned(string body, HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
