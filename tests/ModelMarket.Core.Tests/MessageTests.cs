using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.Tests.Stories;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>What sponsor and clients of a job write to each other.</summary>
public sealed class MessageTests
{
    private static readonly byte[] Envelope = [1, 2, 3];
    private static readonly byte[] Key = [2, .. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private static readonly StoryFile Weights = StoryFile.Of(TinyFiles.Weights(0.4f));

    private readonly MarketStory _story = new MarketStory().Funded().Prepared();

    [Fact]
    public void A_note_leaves_as_a_notice_and_the_state_keeps_its_count_alone()
    {
        Hash32 before = _story.Market.StateRoot;

        Note(Sponsor, "Column 3 is in µm.");

        _story.Last.Rejection.Should().Be(RejectCode.None);
        _story.Notices<NoteNotice>().Should().ContainSingle().Which.Should().Be(new NoteNotice("note", 1, Sponsor, "Column 3 is in µm.", _story.Now));
        Counts().Should().Equal(new MessageCountView(Sponsor, 1, 0, 255));
        _story.Market.StateRoot.Should().NotBe(before);
    }

    [Fact]
    public void A_private_message_reaches_the_sponsor_a_client_and_a_stranger_who_wrote_before()
    {
        _story.Committed(Ada, Weights);
        Message(Ada, Sponsor).Should().Be(RejectCode.None);
        Message(Sponsor, Ada).Should().Be(RejectCode.None);
        Message(Sponsor, Ben).Should().Be(RejectCode.ReceiverUnknown);

        Note(Ben, "May I ask?");

        Message(Sponsor, Ben).Should().Be(RejectCode.None);
        _story.Notices<MessageNotice>().Last().Should().BeEquivalentTo(new MessageNotice("message", 1, Sponsor, Ben, Envelope, _story.Now));
    }

    [Fact]
    public void Whoever_has_used_up_its_count_hinders_nobody_else()
    {
        _story.Committed(Ada, Weights);
        for (uint i = 0; i < Limits.MessagesPerClientMax; i++) Note(Ada, "again").Should().Be(RejectCode.None);
        Hash32 before = _story.Market.StateRoot;

        Note(Ada, "and again");

        _story.IsRejected(RejectCode.MessagesExhausted, before);
        Note(Sponsor, "I hear you.").Should().Be(RejectCode.None);
        Note(Ben, "Me too.").Should().Be(RejectCode.None);
    }

    [Fact]
    public void Strangers_together_use_up_what_strangers_have_and_no_more()
    {
        for (uint i = 0; i < Limits.StrangerMessagesMax; i++) Note(Stranger(i), "buy my course").Should().Be(RejectCode.None);

        Note(Stranger(1_000), "buy my course").Should().Be(RejectCode.MessagesExhausted);

        Note(Sponsor, "Please do not.").Should().Be(RejectCode.None);
        _story.Committed(Ada, Weights);
        Note(Ada, "I trained.").Should().Be(RejectCode.None);
    }

    [Fact]
    public void One_stranger_may_ask_four_times()
    {
        for (uint i = 0; i < Limits.MessagesPerStrangerMax; i++) Note(Ben, "question").Should().Be(RejectCode.None);

        Note(Ben, "question").Should().Be(RejectCode.MessagesExhausted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_049)]
    public void Notes_have_a_size(int bytes)
    {
        Note(Sponsor, new string('x', bytes)).Should().Be(RejectCode.MessageSizeInvalid);
        Note(Sponsor, new string('x', 2_048)).Should().Be(RejectCode.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_097)]
    public void Envelopes_have_a_size(int bytes)
    {
        Message(Ben, Sponsor, new byte[bytes]).Should().Be(RejectCode.MessageSizeInvalid);
        Message(Ben, Sponsor, new byte[4_096]).Should().Be(RejectCode.None);
    }

    [Fact]
    public void A_job_that_ended_is_talked_about_until_it_is_pruned()
    {
        _story.At(_story.Job.LastDeadline!.Value).TickedOut();
        _story.Job.End.Should().NotBeNull();
        Note(Sponsor, "Thank you.").Should().Be(RejectCode.None);

        _story.After(Limits.PruneAfterSeconds).TickedOut();

        Note(Sponsor, "Still there?").Should().Be(RejectCode.JobEnded);
        _story.Ask<MessageCountsView>("jobs/1/messages").Senders.Should().BeEmpty();
        _story.Send(Ada, new MarketInputs.NoteCall(99, "x").Encode()).Last.Rejection.Should().Be(RejectCode.JobUnknown);
    }

    [Fact]
    public void A_published_key_is_a_notice_in_its_senders_name()
    {
        _story.Send(Ada, new MarketInputs.PublishKeyCall(Key).Encode()).Last.Rejection.Should().Be(RejectCode.None);

        _story.Notices<KeyPublishedNotice>().Should().ContainSingle().Which.Should().BeEquivalentTo(new KeyPublishedNotice("keyPublished", Ada, Key, _story.Now));
    }

    public static TheoryData<byte[]> BadKeys => new() { Array.Empty<byte>(), new byte[33], Key[..32], (byte[])[4, .. Key[1..]], (byte[])[.. Key, 0] };

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void What_is_no_compressed_point_is_refused(byte[] key)
    {
        Hash32 before = _story.Market.StateRoot;

        _story.Send(Ada, new MarketInputs.PublishKeyCall(key).Encode()).IsRejected(RejectCode.KeyMalformed, before);
    }

    [Fact]
    public void Replay_gives_the_same_root()
    {
        _story.Committed(Ada, Weights);
        Note(Ada, "one");
        Message(Ada, Sponsor);
        Note(Ben, "two");

        _story.Replay().StateRoot.Should().Be(_story.Market.StateRoot);
    }

    private RejectCode Note(Address sender, string text) => _story.Send(sender, new MarketInputs.NoteCall(1, text).Encode()).Last.Rejection;

    private RejectCode Message(Address sender, Address to, byte[]? envelope = null) =>
        _story.Send(sender, new MarketInputs.MessageCall(1, to, envelope ?? Envelope).Encode()).Last.Rejection;

    private IReadOnlyList<MessageCountView> Counts() => _story.Ask<MessageCountsView>("jobs/1/messages").Senders;

    private static Address Stranger(uint number)
    {
        var bytes = new byte[Address.SizeBytes];
        BitConverter.TryWriteBytes(bytes.AsSpan(4), number + 1);
        return Address.FromBytes(bytes);
    }
}
