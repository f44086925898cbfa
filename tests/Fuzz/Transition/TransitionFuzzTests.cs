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

    private static MarketStory Begun() => new MarketStory().Funded().Prepared().Submitted(MarketStory.Ada, Weights).Committed(MarketStory.Ben, Weights);

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
