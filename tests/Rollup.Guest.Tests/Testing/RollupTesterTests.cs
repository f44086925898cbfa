using System.Text;
using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;
using TestGuest;

namespace Rollup.Guest.Tests.Testing;

public sealed class RollupTesterTests
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    private readonly RollupTester _rollup = new(new CommandApplication());

    [Fact]
    public void Inputs_are_numbered_and_carry_the_time()
    {
        _rollup.At(1_700_000_100).Send(Alice, Text("add 5")).IsAccepted.Should().BeTrue();
        var second = _rollup.After(60).Send(Alice, Text("add 2"));

        second.Notices.Should().ContainSingle().Which.Payload.ToArray().Should().Equal(Text($"sum 7 input 1 time 1700000160 of {Alice}"));
        second.Input.BlockNumber.Should().Be(3);
        _rollup.History.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("throw")]
    public void Rejected_input_is_undone_and_leaves_no_output(string command)
    {
        _rollup.Send(Alice, Text("add 5"));
        var bad = _rollup.Send(Alice, Text(command));

        bad.IsAccepted.Should().BeFalse();
        bad.Outputs.Should().BeEmpty();
        Encoding.UTF8.GetString(_rollup.Inspect(Text("?"))[0]).Should().Be("sum 5");
        _rollup.OutputsTree.Count.Should().Be(1);
    }

    [Fact]
    public void Rejected_input_of_an_application_that_cannot_go_back_is_undone_by_replay()
    {
        var rollup = new RollupTester(() => new Tally());
        rollup.Send(Alice, new byte[5]);

        rollup.Send(Alice, default).IsAccepted.Should().BeFalse();

        rollup.Send(Alice, new byte[2]).Text.Should().Be("7");
        rollup.Ask("").Should().Be("7");
    }

    [Fact]
    public void Generic_request_is_answered_by_the_test()
    {
        _rollup.Send(Alice, Text("gio 20")).Error.Should().BeOfType<RollupServerException>();
        _rollup.GenericIo = (domain, id) => new GenericIoResponse(1, [(byte)domain, .. id]);

        _rollup.Send(Alice, Text("gio 20")).Text.Should().Be("gio 1 0x143230");
    }

    [Fact]
    public void One_output_is_asked_for_and_its_absence_shows_why()
    {
        var none = () => _rollup.Send(Alice, Text("raise broken")).Output;

        none.Should().Throw<InvalidOperationException>().WithMessage("*Reject*0 outputs*broken*");
    }

    [Fact]
    public void Exception_is_kept_for_the_test_to_read() =>
        _rollup.Send(Alice, Text("throw")).Error.Should().BeOfType<InvalidOperationException>();

    [Fact]
    public void Outputs_make_the_tree_that_a_claim_states()
    {
        _rollup.Send(Alice, Text("add 5"));
        var second = _rollup.Send(Alice, Text("voucher"));

        second.FirstOutputIndex.Should().Be(1);
        var leaf = second.Vouchers.Single().Hash();
        OutputsMerkleTree.ComputeRoot(leaf, 1, _rollup.OutputsTree.Proof(1)).Should().Be(_rollup.OutputsTree.Root);
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var back = () => _rollup.At(1);
        back.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Adds up the sizes of inputs, and cannot go back.</summary>
    private sealed class Tally : IRollupApplication
    {
        private int _sum;

        public AdvanceStatus Advance(in AdvanceMetadata metadata, ReadOnlyMemory<byte> payload, IOutputSink outputs)
        {
            _sum += payload.Length + (payload.IsEmpty ? 100 : 0);
            outputs.Report($"{_sum}");
            return payload.IsEmpty ? AdvanceStatus.Reject : AdvanceStatus.Accept;
        }

        public void Inspect(ReadOnlyMemory<byte> payload, IReportSink reports) => reports.Report($"{_sum}");
    }
}
