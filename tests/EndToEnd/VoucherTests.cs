using EndToEnd.Support;
using ModelMarket.Cli.Market;
using ModelMarket.Contracts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace EndToEnd;

[Collection(NetworkTests.Name)]
public sealed class VoucherTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int FirstOwner = 1;
    private const int Executor = 4;

    /// <summary>Runtime code that reverts whatever is called: PUSH0 PUSH0 REVERT.</summary>
    private const string RefusingCode = "0x5f5ffd";

    [Fact]
    public async Task Vouchers_in_every_order_end_in_the_same_balances_and_none_executes_twice()
    {
        var (job, vouchers) = await SettledJobAsync();
        vouchers.Should().HaveCount(4, "three payments and the sponsor's refund");
        using var executor = await fixture.UserAsync(Executor);
        var before = await BalancesAsync(job, vouchers);
        var claimer = new Claimer(executor.Session);
        await fixture.Network.StopNodeAsync();
        try
        {
            foreach (var order in OrdersOf(vouchers))
            {
                var snapshot = await fixture.Network.Chain.SnapshotAsync();
                using var fresh = executor.Session.AccountOf(Rollup.Ethereum.Keys.Mnemonic.Dev.Key(Executor));
                foreach (var voucher in order)
                {
                    (await claimer.ExecuteAsync(voucher, fresh, CancellationToken.None)).Credited.Should().BeFalse();
                }

                var after = await BalancesAsync(job, vouchers);
                after.Zip(before, (now, then) => now - then).Should().Equal(vouchers.Select(voucher => (UInt256)voucher.Amount));
                var again = () => claimer.ExecuteAsync(order[0], fresh, CancellationToken.None);
                (await again.Should().ThrowAsync<ContractRevertException>()).Which.Reason.Name.Should().Be("OutputNotReexecutable");
                await fixture.Network.Chain.RevertAsync(snapshot);
            }
        }
        finally
        {
            await fixture.Network.StartNodeAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Wrong_proofs_and_other_senders_move_no_money()
    {
        var (job, vouchers) = await SettledJobAsync();
        using var executor = await fixture.UserAsync(Executor);
        var claimer = new Claimer(executor.Session);
        var good = vouchers[0];
        var before = await BalancesAsync(job, vouchers);

        var siblings = good.Proof!.OutputHashesSiblings.ToArray();
        siblings[5] = Keccak256.Hash([1]);
        var wrongSibling = () => claimer.ExecuteAsync(good with { Proof = new OutputValidityProof(good.OutputIndex, siblings) }, executor.Account, CancellationToken.None);
        (await wrongSibling.Should().ThrowAsync<ContractRevertException>()).Which.Reason.Name.Should().Be("InvalidOutputsMerkleRoot");

        var other = good with { RawOutput = vouchers[1].RawOutput };
        var wrongOutput = () => claimer.ExecuteAsync(other, executor.Account, CancellationToken.None);
        (await wrongOutput.Should().ThrowAsync<ContractRevertException>()).Which.Reason.Name.Should().Be("InvalidOutputsMerkleRoot");

        var pay = new JobEscrow.PayCall(job.Id, 0, 99, executor.Account.Address, 1).Encode();
        var direct = () => executor.Account.SendAsync(executor.Session.Escrow, pay);
        var refused = (await direct.Should().ThrowAsync<ContractRevertException>()).Which;
        JobEscrow.NotApplicationError.TryDecode(refused.Reason.Data, out var error).Should().BeTrue();
        error.Sender.Should().Be(executor.Account.Address);

        (await BalancesAsync(job, vouchers)).Should().Equal(before);
    }

    [Fact]
    public async Task A_token_that_refuses_leaves_credits_that_are_withdrawn_later()
    {
        var (job, vouchers) = await SettledJobAsync();
        using var executor = await fixture.UserAsync(Executor);
        using var owner = await fixture.UserAsync(FirstOwner);
        var claimer = new Claimer(executor.Session);
        var client = fixture.Network.Ethereum;
        var voucher = vouchers.First(one => one.To == owner.Account.Address);
        var before = await job.Token.BalanceAsync(client, owner.Account.Address, CancellationToken.None);
        var code = Hex.Encode(await client.GetCodeAsync(job.Token.Address));
        await SetCodeAsync(job.Token.Address, RefusingCode);

        var claimed = await claimer.ExecuteAsync(voucher, executor.Account, CancellationToken.None);

        claimed.Credited.Should().BeTrue();
        await SetCodeAsync(job.Token.Address, code);
        await owner.Account.SendAsync(owner.Session.Escrow, new JobEscrow.WithdrawCall(job.Token.Address, owner.Account.Address).Encode());
        var after = await job.Token.BalanceAsync(client, owner.Account.Address, CancellationToken.None);
        (after - before).Should().Be((UInt256)voucher.Amount);
    }

    private async Task<(TestJob Job, IReadOnlyList<MoneyVoucher> Vouchers)> SettledJobAsync()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        int[] epochs = [2, 6, 30];
        for (var owner = 0; owner < epochs.Length; owner++)
        {
            using var user = await fixture.UserAsync(FirstOwner + owner);
            var submission = await user.Submitter.SubmitAsync(job.Id, job.Train(owner, epochs[owner]), CancellationToken.None);
            submission.Decision!.Pay.Should().NotBe(UInt128.Zero);
        }

        await fixture.PassDeadlineAsync(sponsor, job.Id);
        var vouchers = await new Claimer(sponsor.Session).ProvenAsync(CancellationToken.None);
        return (job, [.. vouchers.Where(voucher => voucher.JobId == job.Id)]);
    }

    private async Task<UInt256[]> BalancesAsync(TestJob job, IReadOnlyList<MoneyVoucher> vouchers)
    {
        var balances = new List<UInt256>();
        foreach (var voucher in vouchers)
        {
            balances.Add(await job.Token.BalanceAsync(fixture.Network.Ethereum, voucher.To, CancellationToken.None));
        }

        return [.. balances];
    }

    private async Task SetCodeAsync(Address account, string code) =>
        await fixture.Network.Ethereum.InvokeAsync("anvil_setCode", [account.ToString(), code]);

    private static IEnumerable<MoneyVoucher[]> OrdersOf(IReadOnlyList<MoneyVoucher> vouchers)
    {
        if (vouchers.Count == 1)
        {
            yield return [vouchers[0]];
            yield break;
        }

        foreach (var first in vouchers)
        {
            foreach (var rest in OrdersOf([.. vouchers.Where(other => other != first)]))
            {
                yield return [first, .. rest];
            }
        }
    }
}
