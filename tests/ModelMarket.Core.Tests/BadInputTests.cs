using System.Buffers.Binary;
using ModelMarket.Contracts;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;

namespace ModelMarket.Core.Tests;

/// <summary>Bad input costs its sender and nobody else: a report with code and hint, the same root, and the next input works.</summary>
public sealed class BadInputTests
{
    private static readonly StoryFile Good = StoryFile.Of(TinyFiles.Weights(0.4f));

    [Theory]
    [InlineData("", RejectCode.PayloadEmpty)]
    [InlineData("0x", RejectCode.PayloadEmpty)]
    [InlineData("0x00", RejectCode.SelectorUnknown)]
    [InlineData("0xdeadbeef", RejectCode.SelectorUnknown)]
    [InlineData("0xdeadbeef00000000000000000000000000000000000000000000000000000000000000ff", RejectCode.SelectorUnknown)]
    public void Bytes_that_name_no_function_are_refused(string payload, RejectCode code)
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, payload.Length == 0 ? [] : Hex.Decode(payload), code);
    }

    [Fact]
    public void Every_truncation_of_a_message_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();
        byte[] payload = new MarketInputs.RevealCall(story.JobId, 0, Good.Root.Encode(), Good.Size, Hash32.Zero).Encode();

        for (int length = 4; length < payload.Length; length++) Refuses(story, Ada, payload[..length], RejectCode.PayloadMalformed);
    }

    [Fact]
    public void Trailing_byte_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, [.. new MarketInputs.TickCall(1).Encode(), 0], RejectCode.PayloadMalformed);
    }

    [Fact]
    public void Payload_beyond_an_input_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new byte[65_217], RejectCode.PayloadTooLarge);
    }

    [Fact]
    public void Largest_payload_is_read()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new byte[65_216], RejectCode.SelectorUnknown);
    }

    [Fact]
    public void Unknown_job_is_refused_by_every_message()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new MarketInputs.CommitCall(99, 0, Hash32.Zero).Encode(), RejectCode.JobUnknown);
        Refuses(story, Ada, new MarketInputs.RevealCall(99, 0, Good.Root.Encode(), Good.Size, Hash32.Zero).Encode(), RejectCode.JobUnknown);
        Refuses(story, Ada, new MarketInputs.SubmitCall(99, Good.Root.Encode(), Good.Size).Encode(), RejectCode.JobUnknown);
        Refuses(story, Ada, new MarketInputs.TickCall(99).Encode(), RejectCode.JobUnknown);
    }

    [Fact]
    public void Commit_is_refused_in_every_phase_but_open()
    {
        MarketStory story = new MarketStory().Funded();
        byte[] commit = new MarketInputs.CommitCall(1, 0, Hash32.Zero).Encode();

        Refuses(story, Ada, commit, RejectCode.PhaseClosed);
        story.Prepared().At(story.Job.OpenEnd!.Value);
        Refuses(story, Ada, commit, RejectCode.PhaseClosed);
        story.TickedOut();
        Refuses(story, Ada, commit, RejectCode.JobEnded);
    }

    [Fact]
    public void Round_other_than_zero_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new MarketInputs.CommitCall(1, 1, Hash32.Zero).Encode(), RejectCode.RoundUnknown);
    }

    [Fact]
    public void Reveal_without_a_commitment_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new MarketInputs.RevealCall(1, 0, Good.Root.Encode(), Good.Size, Hash32.Zero).Encode(), RejectCode.CommitmentUnknown);
    }

    [Fact]
    public void Second_reveal_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared().Committed(Ada, Good).Revealed(Ada, Good);

        Refuses(story, Ada, story.Inputs[^1].Payload, RejectCode.AlreadyRevealed);
    }

    [Fact]
    public void Cid_of_an_unknown_kind_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new MarketInputs.SubmitCall(1, [1, 2, 3], 10).Encode(), RejectCode.CidMalformed);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(8UL * 1024 * 1024)]
    [InlineData(ulong.MaxValue)]
    public void Absurd_size_of_weights_is_refused(ulong size)
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, new MarketInputs.SubmitCall(1, Good.Root.Encode(), size).Encode(), RejectCode.WeightsSizeInvalid);
    }

    [Fact]
    public void More_commitments_than_the_terms_count_are_refused()
    {
        MarketStory story = new MarketStory().Funded(change: terms => terms with { MaxSubmissions = 1 }).Prepared().Committed(Ada, Good);

        Refuses(story, Ben, new MarketInputs.CommitCall(1, 0, Hash32.Zero).Encode(), RejectCode.SubmissionsFull);
    }

    [Fact]
    public void Block_nobody_wants_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        Refuses(story, Ada, PutOf(Good), RejectCode.BlockNotWanted);
    }

    [Fact]
    public void Block_whose_bytes_do_not_hash_to_its_cid_is_refused()
    {
        MarketStory story = new MarketStory().Funded();
        byte[] wrong = [.. story.Model.Bytes];
        wrong[^1] ^= 1;

        Refuses(story, Ada, new MarketInputs.PutBlocksCall([new Block(story.Model.Root.Encode(), wrong)]).Encode(), RejectCode.BlockHashMismatch);
    }

    [Fact]
    public void Block_larger_than_its_declaration_is_refused()
    {
        MarketStory story = new MarketStory().Funded().Prepared();
        story.SubmittedDirectly(Ada, Good with { Bytes = Good.Bytes[..^1] });

        Refuses(story, Ada, PutOf(Good), RejectCode.QuotaExceeded);
    }

    [Fact]
    public void Empty_delivery_is_refused()
    {
        Refuses(new MarketStory().Funded(), Ada, new MarketInputs.PutBlocksCall([]).Encode(), RejectCode.BlocksEmpty);
    }

    [Fact]
    public void Statement_about_money_counts_only_from_the_escrow()
    {
        MarketStory story = new MarketStory().Funded();

        Refuses(story, Ada, new MarketInputs.ToppedUpCall(1, new Deposit(7, Ada, 0, 1)).Encode(), RejectCode.NotEscrow);
        Refuses(story, Ada, new MarketInputs.ReclaimStartedCall(1).Encode(), RejectCode.NotEscrow);
        Refuses(story, Ada, story.Inputs[0].Payload, RejectCode.NotEscrow);
    }

    [Fact]
    public void Declaration_of_terms_is_not_an_input()
    {
        Refuses(new MarketStory().Funded(), Ada, new MarketInputs.JobTermsCall(Terms).Encode(), RejectCode.SelectorUnknown);
    }

    [Fact]
    public void Tick_without_due_work_is_refused_however_often()
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        for (int i = 0; i < 100; i++) Refuses(story, Stranger, new MarketInputs.TickCall(1).Encode(), RejectCode.NothingToDo);
    }

    [Fact]
    public void Market_works_on_after_bad_input()
    {
        MarketStory story = new MarketStory().Funded();
        foreach (byte[] payload in (byte[][])[[], [1, 2, 3], new byte[65_217], PutOf(Good), [.. new MarketInputs.TickCall(1).Encode(), 1]]) story.Send(Ada, payload);

        story.Prepared().Submitted(Ada, Good).TickedOut();

        story.PaidTo(Ada).Should().BeGreaterThan(UInt128.Zero);
    }

    [Theory]
    [MemberData(nameof(BadWeights))]
    public void Weights_that_are_none_earn_nothing(string name, byte[] file, SubmissionOutcome outcome)
    {
        MarketStory story = new MarketStory().Funded().Prepared();

        story.Submitted(Ada, file).Submitted(Ben, Good).TickedOut();

        story.Submission(0).Decision!.Outcome.Should().Be(outcome, name);
        story.Submission(0).Decision!.Pay.Should().Be(UInt128.Zero);
        story.Submission(1).Decision!.Outcome.Should().Be(SubmissionOutcome.Paid);
    }

    public static TheoryData<string, byte[], SubmissionOutcome> BadWeights()
    {
        byte[] good = TinyFiles.Weights(0.5f);
        byte[] longHeader = [.. good];
        BinaryPrimitives.WriteUInt64LittleEndian(longHeader, ulong.MaxValue);
        byte[] badName = [.. good];
        badName[Array.IndexOf(badName, (byte)'w')] = (byte)'v';
        return new()
        {
            { "empty header", new byte[8], SubmissionOutcome.FormatRefused },
            { "one byte", [0], SubmissionOutcome.FormatRefused },
            { "header beyond the file", longHeader, SubmissionOutcome.FormatRefused },
            { "cut off", good[..^1], SubmissionOutcome.FormatRefused },
            { "trailing byte", [.. good, 0], SubmissionOutcome.FormatRefused },
            { "unknown name", badName, SubmissionOutcome.FormatRefused },
            { "NaN", TinyFiles.WeightsWith(float.NaN), SubmissionOutcome.FormatRefused },
            { "infinity", TinyFiles.WeightsWith(float.PositiveInfinity), SubmissionOutcome.FormatRefused },
            { "outputs overflow", TinyFiles.Weights(3e38f), SubmissionOutcome.NotFinite },
            { "other shape", TinyFiles.Weights(0.5f, features: 4), SubmissionOutcome.FormatRefused },
            { "zero delta", TinyFiles.Weights(0f), SubmissionOutcome.ExactDuplicate },
        };
    }

    [Theory]
    [MemberData(nameof(BadModels))]
    public void Model_that_is_none_refunds_the_job(string name, byte[] model)
    {
        MarketStory story = new MarketStory().Funded(321, model: model).Prepared();

        story.Job.End!.Name.Should().BeOneOf([nameof(RejectCode.ModelRefused), nameof(RejectCode.ScoringRefused)], name);
        story.RefundedTo(Sponsor).Should().Be(321);
    }

    public static TheoryData<string, byte[]> BadModels()
    {
        byte[] good = TinyFiles.Model();
        // A field of length 2^62 inside the file, and one that nests itself.
        byte[] bomb = [0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f];
        byte[] nested = [.. Enumerable.Range(0, 5_000).SelectMany(_ => (byte[])[0x3a, 0x7f])];
        return new()
        {
            { "garbage", [1, 2, 3, 4] },
            { "cut off", good[..^3] },
            { "protobuf bomb", bomb },
            { "nested", nested },
            { "other inputs than the data", TinyFiles.Model(features: 5) },
            { "safetensors", TinyFiles.Data() },
            { "cycle", CyclicModel() },
            { "huge dims", HugeModel() },
            { "dims beyond the tensor's bytes", Replaced(good, [0x08, TinyFiles.Features, 0x08, 1], [0x08, TinyFiles.Features, 0x08, 0x7f]) },
        };
    }

    /// <summary>Right but for one value that is read before it is written.</summary>
    private static byte[] CyclicModel()
    {
        OnnxModelWriter writer = WriterOfProduct();
        writer.Node("", "Add", ["product", "again"], ["logit"]);
        writer.Node("", "Identity", ["logit"], ["again"]);
        return writer.ToArray();
    }

    /// <summary>A file of some hundred bytes that asks for 2^40 numbers.</summary>
    private static byte[] HugeModel()
    {
        OnnxModelWriter writer = WriterOfProduct();
        string shape = writer.Initializer("shape", Tensor.From<long>([1L << 20, 1L << 20], 2));
        string largest = writer.Node("ReduceMax", [writer.Node("ConstantOfShape", [shape])]);
        writer.Node("", "Add", ["product", largest], ["logit"]);
        return writer.ToArray();
    }

    private static OnnxModelWriter WriterOfProduct()
    {
        var writer = new OnnxModelWriter(17);
        string x = writer.Input("x", ElementType.Float, -1, TinyFiles.Features);
        string w = writer.Initializer("w", Tensor.From<float>(new float[TinyFiles.Features], TinyFiles.Features, 1));
        writer.Output("logit", ElementType.Float, -1, 1);
        writer.Node("", "MatMul", [x, w], ["product"]);
        return writer;
    }

    private static byte[] Replaced(byte[] file, byte[] old, byte[] with)
    {
        byte[] changed = [.. file];
        with.CopyTo(changed.AsSpan(changed.AsSpan().IndexOf(old)));
        return changed;
    }

    [Fact]
    public void Data_that_is_none_refunds_the_job()
    {
        MarketStory story = new MarketStory().Funded(321, data: TinyFiles.Weights(1f)).Prepared();

        story.Job.End!.Name.Should().Be(nameof(RejectCode.DataRefused));
        story.RefundedTo(Sponsor).Should().Be(321);
    }

    [Fact]
    public void Initial_model_with_infinite_outputs_refunds_the_job()
    {
        MarketStory story = new MarketStory().Funded(321, model: TinyFiles.Model(bias: float.NaN)).Prepared();

        story.Job.End!.Code.Should().BeOneOf((ushort)RejectCode.BaselineNotFinite, (ushort)RejectCode.ModelRefused);
        story.RefundedTo(Sponsor).Should().Be(321);
    }

    private static byte[] PutOf(StoryFile file) =>
        new MarketInputs.PutBlocksCall([.. file.Blocks.Select(block => new Block(block.Cid.Encode(), block.Data.ToArray()))]).Encode();

    private static void Refuses(MarketStory story, Address sender, byte[] payload, RejectCode code)
    {
        Hash32 before = story.Market.StateRoot;
        story.Send(sender, payload).IsRejected(code, before);
    }
}
