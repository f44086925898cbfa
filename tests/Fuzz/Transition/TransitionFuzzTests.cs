using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;

namespace ModelMarket.Fuzz.Transition;

/// <summary>The whole transition as one target: any payload from any sender ends in a result, never in an exception; a refused one leaves the root alone.</summary>
public sealed class TransitionFuzzTests
{
    private static readonly StoryFile Weights = StoryFile.Of(TinyFiles.Weights(0.4f));

    private static readonly Address[] Senders =
    [
        MarketStory.Ada,
        MarketStory.Escrow,
        Address.Parse("0xA632c5c05812c6a6149B7af5C56117d1D2603828"),
        Address.Parse("0xe246Abb974B307490d9C6932F48EbE79de72338A"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_inputs_from_every_kind_of_sender(int sender)
    {
        MarketStory story = Begun();
        new SeededMutator(20 + sender, Corpus(story)).Run(bytes =>
        {
            Hash32 before = story.Market.StateRoot;
            story.Send(Senders[sender], bytes);
            return story.Last.Rejection == RejectCode.None || story.Market.StateRoot == before;
        }, divisor: 4);
        story.Last.Emissions.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Mutated_inputs_between_two_rounds(int sender)
    {
        MarketStory story = BegunRounds();
        new SeededMutator(26 + sender, Corpus(story)).Run(bytes =>
        {
            Hash32 before = story.Market.StateRoot;
            story.Send(Senders[sender], bytes);
            return story.Last.Rejection == RejectCode.None || story.Market.StateRoot == before;
        }, divisor: 8);
        story.At(story.RoundOf(2).UploadEnd).TickedOut();
        story.Job.End.Should().NotBeNull();
    }

    [Fact]
    public void Mutated_terms_open_or_refund_the_job()
    {
        MarketStory story = Begun();
        byte[] terms = (MarketStory.Terms with
        {
            ModelSize = story.Model.Size,
            DataSize = story.Data.Size,
            ModelCid = story.Model.Root.Encode(),
            DataCid = story.Data.Root.Encode(),
        }).Encode();
        int taken = 0;
        new SeededMutator(30, [terms]).Run(bytes =>
        {
            story.Opened(bytes, story.Now + (365 * MarketStory.Day), new Deposit(0, MarketStory.Sponsor, 0, 5));
            bool isTaken = story.Job.End is null;
            taken += isTaken ? 1 : 0;
            // A job that is not taken is refunded in the same input.
            return story.Last.Rejection == RejectCode.None && (isTaken || story.Last.Emissions.OfType<Emission.Voucher>().Count() == 1);
        }, divisor: 10);
        taken.Should().BePositive();
    }

    /// <summary>Models, data and weights with right hashes and any bytes: what a parser can be made to do must not reach past it.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(41)]
    public void Mutated_files_are_judged_or_refused(int seed)
    {
        byte[][] files = [TinyFiles.Model(), TinyFiles.Data(), Weights.Bytes];
        var mutator = new SeededMutator(seed, files);
        mutator.Run(bytes =>
        {
            if (bytes.Length == 0) return true;
            MarketStory story = new MarketStory().Funded(model: bytes).Prepared();
            bool modelDone = story.Job.End is not null || story.Job.Prepared is not null;
            story = new MarketStory().Funded(data: bytes).Prepared();
            bool dataDone = story.Job.End is not null || story.Job.Prepared is not null;
            story = new MarketStory().Funded().Prepared().Submitted(MarketStory.Ada, bytes).TickedOut();
            return modelDone && dataDone && story.Job.Undecided == 0;
        }, divisor: 20);
    }

    /// <summary>One client of a round sends anything: the round is settled, the job comes to its end, every unit is assigned.</summary>
    [Theory]
    [InlineData(50, 0)]
    [InlineData(51, 3)]
    [InlineData(52, 6)]
    public void Mutated_weights_in_a_round_are_aggregated_or_refused(int seed, byte aggregator)
    {
        StoryFile good = StoryFile.Of(TinyFiles.Weights(0.3f, bias: 0.01f));
        new SeededMutator(seed, [TinyFiles.Weights(0.35f, bias: 0.05f), TinyFiles.Weights(3e38f), Weights.Bytes]).Run(bytes =>
        {
            if (bytes.Length == 0) return true;
            MarketStory story = new MarketStory().RoundsOpened(1, terms => terms with { Aggregator = aggregator });
            story.Played((MarketStory.Ada, good), (MarketStory.Ben, StoryFile.Of(bytes)));
            return story.Job.End is not null && story.PaidOut(1) == story.Deposited(1);
        }, divisor: 100);
    }

    /// <summary>Terms of rounds with floors: whatever they say, the job is prepared or refunded.</summary>
    [Fact]
    public void Mutated_terms_of_rounds_are_prepared_or_refunded()
    {
        MarketStory model = new MarketStory().Funded();
        byte[] terms = MarketStory.InRounds(
            MarketStory.Terms with
            {
                ModelSize = model.Model.Size,
                DataSize = model.Data.Size,
                ModelCid = model.Model.Root.Encode(),
                DataCid = model.Data.Root.Encode(),
                Floors = [new SliceFloor(0, 1, 1, 10), new SliceFloor(0, 0, 0, 900_000_000)],
            },
            2).Encode();
        int prepared = 0;
        new SeededMutator(60, [terms]).Run(bytes =>
        {
            MarketStory story = new MarketStory().Opened(bytes, MarketStory.Start + (365 * MarketStory.Day), new Deposit(0, MarketStory.Sponsor, 0, 5));
            story.Delivered(model.Model).Delivered(model.Data).TickedOut();
            prepared += story.Job.Prepared is null ? 0 : 1;
            return story.Job.Prepared is not null || story.Job.End is null || story.PaidOut(1) == 5;
        }, divisor: 50);
        prepared.Should().BePositive();
    }

    private static MarketStory Begun() => new MarketStory().Funded().Prepared().Submitted(MarketStory.Ada, Weights).Committed(MarketStory.Ben, Weights);

    /// <summary>A job in rounds between two rounds, with a commitment to the second.</summary>
    private static MarketStory BegunRounds() =>
        new MarketStory().RoundsOpened().Played((MarketStory.Ada, Weights)).AtRound(2).BondedAndCommitted(MarketStory.Ben, StoryFile.Of(TinyFiles.Weights(0.6f)), 10);

    private static byte[][] Corpus(MarketStory story) =>
    [
        .. story.Inputs.Select(input => input.Payload),
        new MarketInputs.ToppedUpCall(1, new Deposit(9, MarketStory.Ben, 0, 77)).Encode(),
        new MarketInputs.BondedCommitCall(1, new Deposit(9, MarketStory.Ben, 2, 77), 0, Hash32.Zero).Encode(),
        new MarketInputs.DrawnCall(1, Hash32.Zero).Encode(),
        new MarketInputs.SubmitCall(1, Weights.Root.Encode(), Weights.Size).Encode(),
        new MarketInputs.PutPartCall(Weights.Root.Encode(), (uint)Weights.Size, 0, Weights.Bytes[..50]).Encode(),
        new MarketInputs.TickCall(1).Encode(),
        [],
    ];
}
