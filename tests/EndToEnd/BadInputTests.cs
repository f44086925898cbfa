using EndToEnd.Support;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace EndToEnd;

/// <summary>Every bad input through the real InputBox to the real dapp, behind a node that drops reports of inputs that are not accepted.</summary>
[Collection(NetworkTests.Name)]
public sealed class BadInputTests(NetworkFixture fixture)
{
    private const int Sender = 5;
    private const int PayloadBytesMax = 65_216;

    public static TheoryData<string, byte[], string> Inputs => new()
    {
        { "empty payload", [], "PayloadEmpty" },
        { "unknown selector", [0xde, 0xad, 0xbe, 0xef], "SelectorUnknown" },
        { "three bytes", [1, 2, 3], "SelectorUnknown" },
        { "truncated", new MarketInputs.TickCall(1).Encode()[..20], "PayloadMalformed" },
        { "trailing bytes", [.. new MarketInputs.TickCall(1).Encode(), 0], "PayloadMalformed" },
        { "largest payload of noise", Noise(PayloadBytesMax), "SelectorUnknown" },
        { "unknown job", new MarketInputs.TickCall(123_456).Encode(), "JobUnknown" },
        { "commit to an unknown job", new MarketInputs.CommitCall(123_456, 0, Hash32.Zero).Encode(), "JobUnknown" },
        { "statement about money from a stranger", new MarketInputs.ReclaimStartedCall(1).Encode(), "NotEscrow" },
        { "absurd deposit from a stranger", new MarketInputs.ToppedUpCall(1, new Deposit(0, default, 0, UInt128.MaxValue)).Encode(), "NotEscrow" },
        { "block nobody wants", new MarketInputs.PutBlocksCall([new Block(RawCid([7]), [7])]).Encode(), "BlockNotWanted" },
        { "no block at all", new MarketInputs.PutBlocksCall([]).Encode(), "BlocksEmpty" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task A_bad_input_gets_a_report_with_code_and_hint_and_changes_nothing(string what, byte[] payload, string code)
    {
        using var user = await fixture.UserAsync(Sender);
        var root = (await user.Reader.StateAsync(CancellationToken.None)).Root;

        var outcome = await user.Sender.SendAsync(payload, CancellationToken.None);

        outcome.Status.Should().Be(InputOutcome.Accepted, what);
        outcome.Rejection.Should().NotBeNull(what);
        outcome.Rejection!.Report.Name.Should().Be(code, what);
        outcome.Rejection.Report.Hint.Should().NotBeEmpty();
        (await user.Reader.StateAsync(CancellationToken.None)).Root.Should().Be(root, "the state did not change");
    }

    [Fact]
    public async Task A_payload_of_65217_bytes_is_refused_by_the_InputBox()
    {
        using var user = await fixture.UserAsync(Sender);

        var sending = () => user.Account.SendAsync(user.Session.InputBox, InputBoxContract.AddInput(user.Session.Application, Noise(PayloadBytesMax + 1)));

        (await sending.Should().ThrowAsync<ContractRevertException>()).Which.Reason.Name.Should().Be("InputTooLarge");
    }

    [Fact]
    public async Task Bad_terms_are_refunded_and_the_next_job_works()
    {
        using var sponsor = await fixture.UserAsync(Sender);
        var token = await TokenInfo.ReadAsync(sponsor.Session.Ethereum, fixture.Network.Market.Token, CancellationToken.None);
        await NetworkFixture.MintAsync(sponsor, token, 1_000);
        await sponsor.Account.SendAsync(token.Address, new TestToken.ApproveCall(sponsor.Session.Escrow, 1_000).Encode());
        var receipt = await sponsor.Account.SendAsync(sponsor.Session.Escrow, new JobEscrow.OpenJobCall(token.Address, 1_000, 0, 0, [1, 2, 3]).Encode());

        var outcome = await sponsor.Sender.WaitAsync(receipt, CancellationToken.None);

        outcome.Status.Should().Be(InputOutcome.Accepted);
        var refunds = (await new Claimer(sponsor.Session).VouchersAsync(CancellationToken.None)).Where(voucher => voucher.Kind == "refund" && voucher.To == sponsor.Account.Address && voucher.Amount == 1_000);
        refunds.Should().ContainSingle("the deposit goes back by voucher");
        (await TestJob.PostAsync(sponsor, token.Address)).Posted.Job.Prepared.Should().NotBeNull();
    }

    [Fact]
    public async Task Wrong_content_is_refused_block_by_block()
    {
        using var sponsor = await fixture.UserAsync(Sender);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        using var user = await fixture.UserAsync(6);
        var weights = job.Train(0, 1);
        var cid = RawCid(weights);
        var salt = Keccak256.Hash([1]);
        ModelMarket.Content.Cid.TryDecode(cid, out var parsed, out _).Should().BeTrue();
        var commitment = ModelMarket.Core.Decisions.CommitmentHash.Of(
            user.Session.ChainId, user.Session.Application, job.Id, 0, user.Account.Address, parsed, (ulong)weights.Length, salt);
        (await user.Sender.SendAsync(new MarketInputs.CommitCall(job.Id, 0, commitment).Encode(), CancellationToken.None)).Taken.Should().BeTrue();
        await ExpectAsync(user, new MarketInputs.RevealCall(job.Id, 0, cid, (ulong)weights.Length, Hash32.Zero).Encode(), "CommitmentMismatch");
        (await user.Sender.SendAsync(new MarketInputs.RevealCall(job.Id, 0, cid, (ulong)weights.Length, salt).Encode(), CancellationToken.None)).Taken.Should().BeTrue();

        await ExpectAsync(user, new MarketInputs.PutBlocksCall([new Block(cid, [.. weights, 0])]).Encode(), "BlockHashMismatch");
        await ExpectAsync(user, new MarketInputs.RevealCall(job.Id, 0, cid, (ulong)weights.Length, salt).Encode(), "AlreadyRevealed");

        (await user.Sender.SendAsync(new MarketInputs.PutBlocksCall([new Block(cid, weights)]).Encode(), CancellationToken.None)).Taken.Should().BeTrue("the right bytes work after the wrong ones");
    }

    private static async Task ExpectAsync(UserMarket user, byte[] payload, string code)
    {
        var root = (await user.Reader.StateAsync(CancellationToken.None)).Root;
        var outcome = await user.Sender.SendAsync(payload, CancellationToken.None);
        outcome.Rejection.Should().NotBeNull(code);
        outcome.Rejection!.Report.Name.Should().Be(code);
        (await user.Reader.StateAsync(CancellationToken.None)).Root.Should().Be(root);
    }

    private static byte[] RawCid(byte[] data) =>
        ModelMarket.Content.BlockHash.Of(HostSha256.Instance, ModelMarket.Content.CidVersion.V1, ModelMarket.Content.CidCodec.Raw, data).Encode();

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        noise.AsSpan().Fill(0xa5);
        return noise;
    }
}
