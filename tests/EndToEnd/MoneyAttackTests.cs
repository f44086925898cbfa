using EndToEnd.Support;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core;
using Rollup.Ethereum;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace EndToEnd;

/// <summary>Who ends with what, on anvil through the official contracts, when somebody does not keep a promise (mechanism.md §7 and §10).</summary>
[Collection(NetworkTests.Name)]
public sealed class MoneyAttackTests(NetworkFixture fixture)
{
    private const int SponsorAccount = 0;
    private const int AdaAccount = 1;
    private const int BenAccount = 2;
    private const int EveAccount = 5;
    private const int Executor = 8;
    private const ulong Day = 86_400;

    [Fact]
    public async Task A_sponsor_that_does_not_reveal_loses_its_bond_and_its_clients_are_paid_on_the_opened_groups()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token);
        Address[] cast = [sponsor.Account.Address, ada.Account.Address, ben.Account.Address, SealedStage.Nobody];
        var before = await stage.BalancesAsync(cast);
        byte[] good = await stage.TrainAsync(0, 6), better = await stage.TrainAsync(1, 30);
        await stage.CommitAsync(ada, good);
        await stage.CommitAsync(ben, better);
        await stage.RevealAsync(ada, ben);
        await stage.AtSealedRevealAsync();

        await stage.EndAsync(ada);

        (await stage.JobAsync()).Phase.Should().Be(JobPhase.Defaulted);
        await stage.ClaimAllAsync(Executor);
        UInt128 toAda = await stage.SlotPayAsync(good, onOpened: true), toBen = await stage.SlotPayAsync(better, onOpened: true), bond = stage.Money.ClientBond;
        toAda.Should().NotBe(UInt128.Zero);
        UInt256[] expected = [before[0], before[1] + bond + toAda, before[2] + bond + toBen, before[3] + (stage.Money.Locked - toAda - toBen)];
        (await fixture.JsonAsync(Executor, "job", "explain", stage.Number, "--quick")).GetProperty("equal").GetBoolean().Should().BeTrue();
        (await stage.BalancesAsync(cast)).Should().Equal(expected, "the sponsor bond and what nobody earned are burned");
    }

    [Fact]
    public async Task Nobody_reveals_and_the_sponsor_gets_everything_back_while_half_of_each_bond_is_burned()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token);
        Address[] cast = [sponsor.Account.Address, ada.Account.Address, ben.Account.Address, SealedStage.Nobody];
        var before = await stage.BalancesAsync(cast);
        await stage.CommitAsync(ada, await stage.TrainAsync(0, 2));
        await stage.CommitAsync(ben, await stage.TrainAsync(1, 2));
        await stage.AtSealedRevealAsync();

        await stage.EndAsync(ada);

        await stage.ClaimAllAsync(Executor);
        var half = stage.Money.ClientBond / 2;
        (await stage.BalancesAsync(cast)).Should().Equal(before[0] + stage.Money.Locked, before[1] + half, before[2] + half, before[3] + stage.Money.ClientBond);
    }

    [Fact]
    public async Task A_commitment_copied_from_another_address_cannot_be_revealed_and_costs_half_a_bond()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var eve = await fixture.UserAsync(EveAccount);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token);
        Address[] cast = [sponsor.Account.Address, ada.Account.Address, eve.Account.Address, SealedStage.Nobody];
        var before = await stage.BalancesAsync(cast);
        var weights = await stage.TrainAsync(1, 20);
        var honest = await stage.CommitAsync(ada, weights);
        await CommitAsync(stage, eve, honest.Commitment);
        await stage.AtRevealAsync();
        var record = (await new CommitmentFiles(ada.Session.State, stage.Id, ada.Account.Address).AllAsync(CancellationToken.None)).Single();
        var stolen = new MarketInputs.RevealCall(stage.Id, 0, ContentLibrary.CidOf(record.WeightsCid).Encode(), record.WeightsSize, Hash32.Parse(record.Salt)).Encode();

        (await eve.Sender.SendAsync(stolen, CancellationToken.None)).Rejection!.Report.Name.Should().Be(nameof(RejectCode.CommitmentMismatch));
        await ada.Submitter.ResumeAsync(stage.Id, CancellationToken.None);
        await stage.AtSealedRevealAsync();
        await stage.ErrandsAsync();
        await stage.EndAsync(ada);

        await stage.ClaimAllAsync(Executor);
        UInt128 pay = await stage.SlotPayAsync(weights, onOpened: false), bond = stage.Money.ClientBond;
        (await stage.BalancesAsync(cast)).Should().Equal(before[0] + (stage.Money.Locked - pay), before[1] + bond + pay, before[2] + (bond / 2), before[3] + (bond / 2));
    }

    [Fact]
    public async Task An_exact_copy_of_what_was_public_before_loses_its_whole_bond()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var eve = await fixture.UserAsync(EveAccount);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token, draft => draft with { ClientBond = "10" });
        var bond = job.Token.Parse("10", "bond");
        foreach (var client in new[] { ada, eve })
        {
            await NetworkFixture.MintAsync(client, job.Token, bond);
        }

        Address[] cast = [ada.Account.Address, eve.Account.Address, SealedStage.Nobody];
        var before = await fixture.BalancesAsync(job.Token, cast);
        var weights = job.Train(0, 4);

        var honest = await ada.Submitter.SubmitAsync(job.Id, weights, CancellationToken.None);
        var copy = await eve.Submitter.SubmitAsync(job.Id, weights, CancellationToken.None);

        copy.Decision!.Outcome.Should().Be(SubmissionOutcome.ExactDuplicate);
        await fixture.ClaimEpochAsync(sponsor);
        await fixture.OkAsync(Executor, "claim", job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "--everyone");
        (await fixture.BalancesAsync(job.Token, cast)).Should().Equal(before[0] + honest.Decision!.Pay, before[1] - (UInt256)bond, before[2] + bond);
    }

    [Fact]
    public async Task Seventeen_payees_are_settled_by_root_and_each_claims_by_proof()
    {
        const int Payees = 17;
        const int FirstPayee = 20;
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token, draft => draft with { MaxSubmissions = Payees, DuplicateThousandths = 0 });
        var clients = await fixture.CrowdAsync(FirstPayee, Payees);
        var files = new List<byte[]>();
        for (var i = 0; i < Payees; i++)
        {
            files.Add(await stage.TrainAsync(i % 3, 2 + (i / 3)));
            await stage.CommitAsync(clients[i], files[i]);
        }

        await stage.RevealAsync(clients);
        await stage.AtSealedRevealAsync();
        await stage.ErrandsAsync();
        await stage.EndAsync(sponsor);
        Address[] cast = [.. clients.Select(client => client.Account.Address)];
        (await stage.BalancesAsync(cast)).Should().OnlyContain(balance => balance == UInt256.Zero);

        await stage.ClaimAllAsync(Executor);

        var vouchers = (await new Claimer(sponsor.Session).VouchersAsync(CancellationToken.None)).Where(voucher => voucher.JobId == stage.Id).ToList();
        vouchers.Count(voucher => voucher.Kind == "settle").Should().Be(2, "rewards, and bonds that go back");
        var balances = await stage.BalancesAsync(cast);
        for (var i = 0; i < Payees; i++)
        {
            balances[i].Should().Be((UInt256)(stage.Money.ClientBond + await stage.SlotPayAsync(files[i], onOpened: false)), $"payee {i}");
        }

        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task A_token_that_takes_a_fee_and_blocks_an_address_leaves_a_credit_and_nobody_else_short()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        using var ben = await fixture.UserAsync(BenAccount);
        var token = await DeterministicDeployment.DeployAsync(sponsor.Account, await TokenCode.InitCodeAsync("ModalToken"), Hash32.Zero);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, token);
        byte[] good = await stage.TrainAsync(0, 6), better = await stage.TrainAsync(1, 30);
        await stage.CommitAsync(ada, good);
        await stage.CommitAsync(ben, better);
        await stage.RevealAsync(ada, ben);
        await stage.AtSealedRevealAsync();
        await stage.ErrandsAsync();
        await stage.EndAsync(ada);
        Address[] cast = [ada.Account.Address, ben.Account.Address];
        var before = await stage.BalancesAsync(cast);
        await SendAsync(sponsor, token, "setBlocked(address,bool)", new AbiWriter().WriteAddress(ada.Account.Address).WriteBool(true));
        await SendAsync(sponsor, token, "setMode(uint8)", new AbiWriter().WriteUInt(8u));

        await stage.ClaimAllAsync(Executor);

        UInt128 toAda = await stage.SlotPayAsync(good, onOpened: false) + stage.Money.ClientBond, bens = await stage.SlotPayAsync(better, onOpened: false), bond = stage.Money.ClientBond;
        var between = await stage.BalancesAsync(cast);
        between[0].Should().Be(before[0], "the token refuses to pay her");
        between[1].Should().Be(before[1] + (bens - (bens / 10)) + (bond - (bond / 10)), "the token's own fee is the payee's");
        (await new Credits(ada.Session).OfAsync(ada.Account.Address, token, CancellationToken.None)).Should().Be((UInt256)toAda);
        await SendAsync(sponsor, token, "setBlocked(address,bool)", new AbiWriter().WriteAddress(ada.Account.Address).WriteBool(false));
        await SendAsync(sponsor, token, "setMode(uint8)", new AbiWriter().WriteUInt(0u));
        await fixture.OkAsync(AdaAccount, "claim", stage.Number);
        (await stage.BalancesAsync(cast))[0].Should().Be(before[0] + toAda);
    }

    [Fact]
    public async Task With_the_machine_silent_every_deposit_goes_back_to_its_depositor()
    {
        using var sponsor = await fixture.UserAsync(SponsorAccount);
        using var ada = await fixture.UserAsync(AdaAccount);
        var stage = await SealedStage.OpenAsync(fixture, sponsor, fixture.Network.Market.Token);
        Address[] cast = [sponsor.Account.Address, ada.Account.Address, stage.Sponsor.Session.Escrow];
        var before = await stage.BalancesAsync(cast);
        await stage.CommitAsync(ada, await stage.TrainAsync(0, 2));
        var reclaimAfter = (await stage.JobAsync()).ReclaimAfter;
        var number = stage.Number;
        await fixture.Network.StopNodeAsync();
        var snapshot = await fixture.Network.Chain.SnapshotAsync();
        try
        {
            (await fixture.RefusedAsync(Executor, "reclaim", number)).Should().Contain("can be reclaimed from");
            await fixture.AtAsync(reclaimAfter);
            (await fixture.JsonAsync(Executor, "reclaim", number)).GetProperty("started").GetBoolean().Should().BeTrue("anybody may start it");
            (await fixture.OkAsync(AdaAccount, "reclaim", number)).Should().Contain("vouchers still pay until");
            await fixture.AtAsync(reclaimAfter + (15 * Day));
            (await fixture.JsonAsync(AdaAccount, "reclaim", number)).GetProperty("taken").GetInt32().Should().Be(1);
            (await fixture.JsonAsync(SponsorAccount, "reclaim", number)).GetProperty("taken").GetInt32().Should().Be(2);

            (await stage.BalancesAsync(cast)).Should().Equal(before[0] + stage.Money.Locked, before[1] + stage.Money.ClientBond, before[2] - (UInt256)stage.Money.Locked);
        }
        finally
        {
            await fixture.Network.Chain.RevertAsync(snapshot);
            await fixture.Network.StartNodeAsync(CancellationToken.None);
        }
    }

    private static async Task CommitAsync(SealedStage stage, UserMarket client, Hash32 commitment)
    {
        await NetworkFixture.MintAsync(client, stage.Token, stage.Money.ClientBond);
        await client.Account.SendAsync(stage.Token.Address, new TestToken.ApproveCall(client.Session.Escrow, stage.Money.ClientBond).Encode());
        var receipt = await client.Account.SendAsync(client.Session.Escrow, new JobEscrow.BondAndCommitCall(stage.Id, stage.Money.ClientBond, 0, commitment).Encode());
        (await client.Sender.WaitAsync(receipt, CancellationToken.None)).Taken.Should().BeTrue();
    }

    private static Task<TransactionReceipt> SendAsync(UserMarket user, Address contract, string signature, AbiWriter arguments) =>
        user.Account.SendAsync(contract, arguments.ToArray(AbiSignature.Selector(signature)));
}
