using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Rollup.Primitives.Abi;
using Rollup.Primitives.Rollups;

namespace ModelMarket.Contracts.Tests;

/// <summary>Money through the official InputBox, Application and Authority on anvil.</summary>
public sealed class OfficialPathTests(EscrowChain chain) : IClassFixture<EscrowChain>
{
    private static int _payees;

    [Fact]
    public async Task Escrow_lies_where_its_application_says()
    {
        var expected = JobEscrowArtifact.AddressOf(OfficialAddresses.InputBox, chain.Application.Application);
        chain.Escrow.Should().Be(expected);
        (await chain.Client.GetCodeAsync(expected)).Should().NotBeEmpty();
        var returned = await chain.Client.CallAsync(expected, new JobEscrow.ApplicationCall().Encode());
        JobEscrow.ApplicationCall.TryDecodeResult(returned, out var application).Should().BeTrue();
        application.Should().Be(chain.Application.Application);
    }

    [Fact]
    public async Task Escrow_of_an_application_with_another_input_box_cannot_be_created()
    {
        var initCode = JobEscrowArtifact.InitCode(Samples.Alice, chain.Application.Application);
        await EscrowChain.RefusalAsync(() => DeterministicDeployment.DeployAsync(chain.Owner, initCode));
        (await chain.Client.GetCodeAsync(JobEscrowArtifact.AddressOf(Samples.Alice, chain.Application.Application))).Should().BeEmpty();
    }

    [Fact]
    public async Task Opening_a_job_is_an_input_from_the_escrow()
    {
        var reclaimAfter = await chain.NowAsync() + 1000;
        var call = new JobEscrow.OpenJobCall(chain.Token, 1000, 300, reclaimAfter, Samples.Terms.Encode());
        var receipt = await chain.Sponsor.SendAsync(chain.Escrow, call.Encode());

        var input = InputAddedEvent.AllOf(receipt).Should().ContainSingle().Subject;
        EvmAdvance.TryDecode(input.Input, out var advance).Should().BeTrue();
        advance!.MsgSender.Should().Be(chain.Escrow);
        MarketInputs.JobOpenedCall.TryDecode(advance.Payload.Span, out var opened).Should().BeTrue();
        opened.JobId.Should().Be(chain.Opened(receipt).JobId);
        opened.Sponsor.Should().Be(chain.Sponsor.Address);
        opened.Token.Should().Be(chain.Token);
        opened.Deposits.Should().Equal(new Deposit(0, chain.Sponsor.Address, 0, 1000), new Deposit(1, chain.Sponsor.Address, 1, 300));
        opened.ReclaimAfter.Should().Be(reclaimAfter);
        JobTerms.TryDecode(opened.Terms, out var terms).Should().BeTrue();
        terms.Should().BeEquivalentTo(Samples.Terms);
    }

    [Fact]
    public async Task Executed_voucher_pays_once()
    {
        var (jobId, payee) = (await chain.OpenAsync(chain.Token, 1000, 300), Payee());
        var pay = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 0, payee, 600).Encode());
        await chain.ClaimAsync();

        var receipt = await chain.ExecuteAsync(pay);

        (await chain.BalanceAsync(chain.Token, payee)).Should().Be((UInt256)600UL);
        var paid = receipt.Logs.Single(log => log.Address == chain.Escrow);
        JobEscrow.PaidEvent.TryDecode([.. paid.Topics], paid.Data, out var seen).Should().BeTrue();
        seen.Should().Be(new JobEscrow.PaidEvent(jobId, 0, payee, 0, 600));
        (await Named(() => chain.ExecuteAsync(pay))).Should().Be("OutputNotReexecutable");
        (await chain.BalanceAsync(chain.Token, payee)).Should().Be((UInt256)600UL);
    }

    [Fact]
    public async Task Second_voucher_with_a_used_payment_id_is_refused_by_the_escrow()
    {
        var (jobId, payee) = (await chain.OpenAsync(Address.Zero, 1000, 0), Payee());
        var pay = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 5, payee, 400).Encode());
        var again = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 5, payee, 500).Encode());
        var tooMuch = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 6, payee, 601).Encode());
        await chain.ClaimAsync();
        await chain.ExecuteAsync(pay);

        (await EscrowChain.EscrowErrorAsync(() => chain.ExecuteAsync(again)))
            .Should().Be($"PaymentUsedError {{ JobId = {jobId}, PaymentId = 5 }}");
        (await EscrowChain.EscrowErrorAsync(() => chain.ExecuteAsync(tooMuch)))
            .Should().Be($"PotExceededError {{ JobId = {jobId}, Pot = 0, Amount = 601, Available = 600 }}");
        (await chain.BalanceAsync(Address.Zero, payee)).Should().Be((UInt256)400UL);
    }

    [Fact]
    public async Task Voucher_with_a_wrong_proof_is_refused()
    {
        var (jobId, payee) = (await chain.OpenAsync(chain.Token, 1000, 0), Payee());
        var pay = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 0, payee, 600).Encode());
        await chain.ClaimAsync();
        var proof = chain.Proof(pay);
        var siblings = proof.OutputHashesSiblings.ToArray();
        siblings[7] = Samples.Hash;

        (await Named(() => chain.ExecuteAsync(pay, new OutputValidityProof(proof.OutputIndex, siblings)))).Should().Be("InvalidOutputsMerkleRoot");
        (await Named(() => chain.ExecuteAsync(pay, new OutputValidityProof(proof.OutputIndex + 1, proof.OutputHashesSiblings))))
            .Should().Be("InvalidOutputsMerkleRoot");
        (await chain.BalanceAsync(chain.Token, payee)).Should().Be(UInt256.Zero);
    }

    [Fact]
    public async Task Pay_from_anyone_but_the_application_is_refused()
    {
        var jobId = await chain.OpenAsync(chain.Token, 1000, 0);
        foreach (var sender in new[] { chain.Stranger, chain.Sponsor, chain.Owner })
        {
            var call = new JobEscrow.PayCall(jobId, 0, 0, sender.Address, 1).Encode();
            (await EscrowChain.EscrowErrorAsync(() => sender.SendAsync(chain.Escrow, call)))
                .Should().Be($"NotApplicationError {{ Sender = {sender.Address} }}");
        }
    }

    [Fact]
    public async Task Refused_transfer_leaves_a_credit_that_its_owner_withdraws()
    {
        var coin = await chain.MintedAsync("Frozen");
        var jobId = await chain.OpenAsync(coin, 1000, 0);
        var payee = chain.Stranger.Address;
        var pay = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 0, payee, 250).Encode());
        await chain.ClaimAsync();
        var code = await chain.Client.GetCodeAsync(coin);
        await chain.SetCodeAsync(coin, [0xfe]);

        var receipt = await chain.ExecuteAsync(pay);

        (await chain.CreditAsync(payee, coin)).Should().Be((UInt256)250UL);
        JobEscrow.CreditedEvent.TryDecode([.. receipt.Logs[0].Topics], receipt.Logs[0].Data, out var credited).Should().BeTrue();
        credited.Should().Be(new JobEscrow.CreditedEvent(jobId, payee, coin, 250));
        var withdraw = new JobEscrow.WithdrawCall(coin, payee).Encode();
        (await EscrowChain.EscrowErrorAsync(() => chain.Stranger.SendAsync(chain.Escrow, withdraw)))
            .Should().Be($"TransferFailedError {{ Token = {coin} }}");
        await chain.SetCodeAsync(coin, code);
        await chain.Stranger.SendAsync(chain.Escrow, withdraw);
        (await chain.BalanceAsync(coin, payee)).Should().Be((UInt256)250UL);
        (await chain.CreditAsync(payee, coin)).Should().Be(UInt256.Zero);
    }

    [Fact]
    public async Task Vouchers_in_every_order_end_in_the_same_balances()
    {
        var (jobId, first, second, refunded) = (await chain.OpenAsync(Address.Zero, 1000, 300), Payee(), Payee(), Payee());
        int[] vouchers =
        [
            chain.Voucher(new JobEscrow.PayCall(jobId, 0, 0, first, 600).Encode()),
            chain.Voucher(new JobEscrow.PayCall(jobId, 0, 1, second, 150).Encode()),
            chain.Voucher(new JobEscrow.RefundCall(jobId, 0, 2, refunded, 250).Encode()),
            chain.Voucher(new JobEscrow.RefundCall(jobId, 1, 3, refunded, 300).Encode()),
        ];
        await chain.ClaimAsync();
        foreach (var order in Orders([0, 1, 2, 3]))
        {
            var snapshot = await chain.Dev.SnapshotAsync();
            foreach (var index in order)
                await chain.ExecuteAsync(vouchers[index]);
            (await chain.BalanceAsync(Address.Zero, first)).Should().Be((UInt256)600UL);
            (await chain.BalanceAsync(Address.Zero, second)).Should().Be((UInt256)150UL);
            (await chain.BalanceAsync(Address.Zero, refunded)).Should().Be((UInt256)550UL);
            await chain.RevertAsync(snapshot);
        }
    }

    [Fact]
    public async Task Reclaim_without_the_rollup_returns_what_is_left()
    {
        var snapshot = await chain.Dev.SnapshotAsync();
        var reclaimAfter = await chain.NowAsync() + 1000;
        var jobId = await chain.OpenAsync(chain.Token, 1000, 300, reclaimAfter);
        var pay = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 0, Payee(), 400).Encode());
        var late = chain.Voucher(new JobEscrow.PayCall(jobId, 0, 1, Payee(), 100).Encode());
        await chain.ClaimAsync();
        var before = (await chain.BalanceAsync(chain.Token, chain.Sponsor.Address)).Low;
        await chain.Dev.IncreaseTimeAsync(2000);
        await chain.Stranger.SendAsync(chain.Escrow, new JobEscrow.StartReclaimCall(jobId).Encode());
        await chain.ExecuteAsync(pay);
        await chain.Dev.IncreaseTimeAsync(14 * 86_400);

        await chain.Stranger.SendAsync(chain.Escrow, new JobEscrow.ReclaimCall(jobId, 0, 0).Encode());
        await chain.Stranger.SendAsync(chain.Escrow, new JobEscrow.ReclaimCall(jobId, 1, 1).Encode());

        ((await chain.BalanceAsync(chain.Token, chain.Sponsor.Address)).Low - before).Should().Be((UInt128)900);
        (await EscrowChain.EscrowErrorAsync(() => chain.ExecuteAsync(late))).Should().StartWith("ReclaimOpenedError");
        await chain.RevertAsync(snapshot);
    }

    [Fact]
    public async Task Settlement_is_claimed_by_proofs_of_the_tree_in_csharp()
    {
        var jobId = await chain.OpenAsync(Address.Zero, 10_000, 0);
        var payees = Enumerable.Range(0, 21).Select(i => (Payee: Payee(), Amount: (UInt128)(100 + i))).ToArray();
        var tree = SettlementTree.Of(await chain.Client.GetChainIdAsync(), chain.Escrow, jobId, 9, payees);
        var settle = chain.Voucher(new JobEscrow.SettleCall(jobId, 0, 9, tree.Root, tree.Total, (uint)tree.Count).Encode());
        await chain.ClaimAsync();
        await chain.ExecuteAsync(settle);

        for (var i = 0; i < payees.Length; i++)
        {
            var claim = new JobEscrow.ClaimCall(jobId, 9, (uint)i, payees[i].Payee, payees[i].Amount, tree.Proof(i));
            await chain.Stranger.SendAsync(chain.Escrow, claim.Encode());
            (await chain.BalanceAsync(Address.Zero, payees[i].Payee)).Should().Be((UInt256)payees[i].Amount);
            var tooMuch = claim with { Amount = claim.Amount + 1 };
            (await EscrowChain.EscrowErrorAsync(() => chain.Stranger.SendAsync(chain.Escrow, tooMuch.Encode())))
                .Should().Be($"ClaimUsedError {{ JobId = {jobId}, PaymentId = 9, Index = {i} }}");
        }
    }

    [Fact]
    public async Task Bond_and_commitment_are_one_input_from_the_escrow()
    {
        var jobId = await chain.OpenAsync(Address.Zero, 1000, 300);
        var call = new JobEscrow.BondAndCommitCall(jobId, 70, 0, Samples.Hash);
        var receipt = await chain.Stranger.SendAsync(chain.Escrow, call.Encode(), 70);

        EvmAdvance.TryDecode(InputAddedEvent.AllOf(receipt).Should().ContainSingle().Subject.Input, out var advance).Should().BeTrue();
        advance!.MsgSender.Should().Be(chain.Escrow);
        MarketInputs.BondedCommitCall.TryDecode(advance.Payload.Span, out var told).Should().BeTrue();
        told.Should().Be(new MarketInputs.BondedCommitCall(jobId, new Deposit(2, chain.Stranger.Address, 2, 70), 0, Samples.Hash));
    }

    [Fact]
    public async Task Draw_is_the_hash_of_the_eighth_block_and_not_before()
    {
        var jobId = await chain.OpenAsync(Address.Zero, 1000, 300);
        var drawBlock = await chain.Client.GetBlockNumberAsync() + 8;
        var draw = new JobEscrow.DrawCall(jobId).Encode();
        (await EscrowChain.EscrowErrorAsync(() => chain.Stranger.SendAsync(chain.Escrow, draw)))
            .Should().Be($"DrawTooEarlyError {{ JobId = {jobId}, DrawBlock = {drawBlock} }}");
        await chain.Dev.MineAsync(8);
        var receipt = await chain.Stranger.SendAsync(chain.Escrow, draw);

        EvmAdvance.TryDecode(InputAddedEvent.AllOf(receipt).Should().ContainSingle().Subject.Input, out var advance).Should().BeTrue();
        MarketInputs.DrawnCall.TryDecode(advance!.Payload.Span, out var drawn).Should().BeTrue();
        var block = await chain.Client.GetBlockAsync(BlockTag.Number(drawBlock));
        var expected = Keccak256.Hash(new AbiWriter().WriteHash(Keccak256.Hash("ModelMarket.v1.draw"u8)).WriteUInt(31337)
            .WriteAddress(chain.Escrow).WriteUInt(jobId).WriteHash(block!.Hash).ToArray());
        drawn.Should().Be(new MarketInputs.DrawnCall(jobId, expected));
    }

    // Each test pays fresh addresses, so that their order does not matter.
    private static Address Payee()
    {
        var bytes = new byte[Address.SizeBytes];
        bytes[0] = 0xee;
        bytes[^1] = (byte)Interlocked.Increment(ref _payees);
        return Address.FromBytes(bytes);
    }

    private static async Task<string> Named(Func<Task<TransactionReceipt>> send) =>
        (await FluentActions.Awaiting(send).Should().ThrowAsync<Rollup.Ethereum.Errors.ContractRevertException>()).Which.Reason.Name;

    private static IEnumerable<int[]> Orders(int[] items) => items.Length < 2
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
