using CsCheck;
using FluentAssertions.Execution;
using Rollup.Primitives;

namespace ModelMarket.Contracts.Tests;

public sealed class BindingsTests
{
    public static TheoryData<string> CallNames => [.. Samples.Calls.Keys];

    public static TheoryData<string> InputNames =>
    [
        "jobOpened", "jobOpenedWithoutDeposits", "toppedUp", "bondedCommit", "drawn", "reclaimStarted", "commit", "reveal", "submit", "putBlocks",
        "putNoBlocks", "putPart", "tick",
    ];

    [Theory]
    [MemberData(nameof(CallNames))]
    public void Call_is_encoded_as_viem_encodes_it(string name) =>
        Hex.Encode(Samples.Calls[name]).Should().Be(Hex.Encode(ViemVectors.Call(name)));

    [Fact]
    public void Every_vector_has_a_sample() =>
        ViemVectors.Root.GetProperty("calls").EnumerateObject().Select(call => call.Name).Should().BeEquivalentTo(Samples.Calls.Keys);

    [Fact]
    public void Terms_are_encoded_as_viem_encodes_them_and_read_back()
    {
        Samples.Terms.Encode().Should().Equal(ViemVectors.Terms);
        JobTerms.TryDecode(ViemVectors.Terms, out var terms).Should().BeTrue();
        terms.Should().BeEquivalentTo(Samples.Terms);
    }

    [Fact]
    public void JobOpened_is_read_back_with_its_deposits_and_terms()
    {
        MarketInputs.JobOpenedCall.TryDecode(ViemVectors.Call("jobOpened"), out var call).Should().BeTrue();
        call.Sponsor.Should().Be(Samples.Sponsor);
        call.Deposits.Should().Equal(Samples.Deposits);
        call.ReclaimAfter.Should().Be(ulong.MaxValue);
        call.Terms.Should().Equal(ViemVectors.Terms);
    }

    [Fact]
    public void Claim_is_read_back_with_its_proof()
    {
        JobEscrow.ClaimCall.TryDecode(ViemVectors.Call("claim"), out var call).Should().BeTrue();
        call.Proof.Should().Equal(Samples.Hash, Hash32.Zero);
        JobEscrow.ClaimCall.TryDecode(ViemVectors.Call("claim").AsSpan(0, 40), out _).Should().BeFalse();
        JobEscrow.ClaimCall.TryDecode(ViemVectors.Call("claimWithoutSiblings"), out call).Should().BeTrue();
        call.Proof.Should().BeEmpty();
    }

    [Fact]
    public void PutBlocks_is_read_back_block_by_block()
    {
        MarketInputs.PutBlocksCall.TryDecode(ViemVectors.Call("putBlocks"), out var call).Should().BeTrue();
        call.Blocks.Select(block => (block.Cid.Length, block.Data.Length)).Should().Equal((36, 33), (0, 0), (36, 1));
        call.Blocks[0].Data.Should().OnlyContain(value => value == 0xab);
    }

    [Theory]
    [MemberData(nameof(InputNames))]
    public void Input_that_was_read_encodes_to_the_same_bytes(string name)
    {
        var encoded = ViemVectors.Call(name);
        Inputs.Reencoded(encoded).Should().Equal(encoded);
    }

    [Theory]
    [MemberData(nameof(InputNames))]
    public void Input_cut_short_or_with_more_behind_it_is_refused(string name)
    {
        var encoded = ViemVectors.Call(name);
        using var scope = new AssertionScope();
        for (var length = 0; length < encoded.Length; length++)
            Inputs.Reencoded(encoded[..length]).Should().BeNull("only {0} of {1} bytes are there", length, encoded.Length);
        Inputs.Reencoded([.. encoded, 0]).Should().BeNull();
        Inputs.Reencoded([.. encoded, .. new byte[32]]).Should().BeNull();
    }

    /// <summary>Strictness as a property: any bytes that are read at all are the one encoding of what was read.</summary>
    [Theory]
    [MemberData(nameof(InputNames))]
    public void Input_with_changed_bytes_is_refused_or_canonical(string name)
    {
        var encoded = ViemVectors.Call(name);
        var change = Gen.Select(Gen.Int[0, encoded.Length - 1], Gen.Byte);
        change.Array[1, 3].Sample(
            changes =>
            {
                var changed = (byte[])encoded.Clone();
                foreach (var (position, value) in changes)
                    changed[position] = value;
                var again = Inputs.Reencoded(changed);
                return again is null || again.AsSpan().SequenceEqual(changed);
            },
            iter: 2000, threads: 1, seed: "0000KOIwUH62");
    }

    [Fact]
    public void Array_that_claims_more_than_it_holds_is_refused()
    {
        var encoded = ViemVectors.Call("putNoBlocks");
        foreach (var count in new uint[] { 1, 2048, 2049, int.MaxValue, uint.MaxValue })
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(^4), count);
            MarketInputs.PutBlocksCall.TryDecode(encoded, out _).Should().BeFalse();
        }
    }

    [Fact]
    public void Log_is_read_with_its_topics_as_viem_writes_it()
    {
        var log = ViemVectors.Root.GetProperty("paidLog");
        var topics = log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString())).ToArray();
        var data = Hex.Decode(log.GetProperty("data").GetString());

        JobEscrow.PaidEvent.TryDecode(topics, data, out var paid).Should().BeTrue();
        paid.Should().Be(new JobEscrow.PaidEvent(3, 255, Samples.Alice, 1, 1000));
        JobEscrow.RefundedEvent.TryDecode(topics, data, out _).Should().BeFalse("it is another event");
        JobEscrow.PaidEvent.TryDecode(topics.AsSpan(0, 3), data, out _).Should().BeFalse("a topic is missing");
        JobEscrow.PaidEvent.TryDecode(topics, data.AsSpan(1), out _).Should().BeFalse("a byte is missing");
    }

    [Fact]
    public void Error_is_named_with_its_arguments()
    {
        // PotExceeded(uint64 jobId, uint8 pot, uint128 amount, uint128 available), from its own encoding.
        byte[] revert = [.. JobEscrow.PotExceededError.Selector, .. Word(4), .. Word(1), .. Word(70), .. Word(60)];
        JobEscrow.TryDescribeError(revert, out var description).Should().BeTrue();
        description.Should().Be("PotExceededError { JobId = 4, Pot = 1, Amount = 70, Available = 60 }");
        JobEscrow.TryDescribeError(revert.AsSpan(0, 40), out _).Should().BeFalse();
        JobEscrow.TryDescribeError([], out _).Should().BeFalse();
    }

    private static byte[] Word(byte value) => [.. new byte[31], value];
}
