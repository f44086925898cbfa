using System.Text;
using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Assets;
using Rollup.Primitives.Rollups;
using TestGuest;
using TokenWallet;
using Calls = TokenWallet.TokenWalletApplication.Calls;

namespace Rollup.Guest.Tests.Direct;

/// <summary>Applications on the machine's own library, libcmt, in its host build.</summary>
public sealed class DirectRollupTests : IDisposable
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
    private static readonly Address Token = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");
    private static readonly string Wallet = typeof(TokenWalletApplication).Assembly.Location;
    private static readonly string Guest = typeof(CommandApplication).Assembly.Location;

    private readonly CmtMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outputs_and_roots_are_those_of_the_tester_byte_for_byte(bool native)
    {
        var program = native ? Path.Combine(RepositoryFolder.Path, "publish", "samples", "linux-x64", "TokenWallet") : Wallet;
        CmtMachine.Require(File.Exists(program), "the sample is not published: run .ci/steps/publish");
        var rollup = new RollupTester(new TokenWalletApplication());
        var past = new[]
        {
            rollup.Deposit(new EtherDeposit(Alice, 100ul, default)),
            rollup.Deposit(new Erc20Deposit(Token, Alice, 50ul, default)),
            rollup.Send(Alice, Calls.WithdrawEther(30ul)),
            rollup.Send(Alice, Calls.WithdrawErc20Safely(Token, 20ul)),
            rollup.Send(Alice, Calls.WithdrawEther(71ul)),
        };
        foreach (var step in past)
        {
            _machine.Advance(step.Input);
        }

        // Without a next request the library does not come back from the last finish: the exit is that of a lost device.
        _machine.Inspect($"balances/{Alice}").Run(program).Should().Be(RollupProgram.ExitUnreachable);

        _machine.Written(2, "output-0").Should().Equal(past[2].Output.Encode());
        _machine.Written(3, "output-0").Should().Equal(past[3].Output.Encode());
        _machine.HasWritten(4, "output-0").Should().BeFalse();
        _machine.Written(4, "report-0").Should().Equal(past[4].Reports[0]);
        _machine.Written(4, "outputs_root_hash").Should().Equal(rollup.OutputsTree.Root.ToArray());
        Encoding.UTF8.GetString(_machine.Written(5, "report-0")).Should().Be(rollup.Ask($"balances/{Alice}"));
    }

    [SkippableFact]
    public void Metadata_and_every_kind_of_output_pass()
    {
        var rollup = new RollupTester(new CommandApplication()).At(1_800_000_000);
        AdvanceResult[] past = [rollup.Send(Alice, Text("add 5")), rollup.Send(Alice, Text("voucher")), rollup.Send(Alice, Text("delegate")), rollup.Send(Alice, Text("many 3"))];
        foreach (var step in past)
        {
            _machine.Advance(step.Input);
        }

        _machine.Inspect("x").Run(Guest, "program");

        _machine.Written(0, "output-0").Should().Equal(past[0].Output.Encode(), "it names input, time and sender");
        _machine.Written(1, "output-0").Should().Equal(past[1].Output.Encode());
        _machine.Written(1, "report-0").Should().Equal(Text("voucher 1"), "the library counts outputs since genesis");
        _machine.Written(2, "output-0").Should().Equal(past[2].Output.Encode());
        _machine.HasWritten(3, "output-2").Should().BeTrue();
        _machine.Written(3, "outputs_root_hash").Should().Equal(rollup.OutputsTree.Root.ToArray());
    }

    [SkippableFact]
    public void Largest_payload_arrives_and_the_largest_notice_leaves()
    {
        var input = new RollupTester(new CommandApplication()).Send(Alice, new byte[RollupLimits.PayloadBytesMax]).Input;
        var notice = new RollupTester(new CommandApplication()).Send(Alice, Text($"size {RollupLimits.NoticePayloadBytesMax}"));

        _machine.Advance(input).Advance(notice.Input).Inspect("x").Run(Guest, "program");

        _machine.Written(1, "output-0").Should().Equal(notice.Output.Encode());
    }

    [SkippableFact]
    public void Reject_is_left_to_the_machine_which_the_host_build_cannot_undo()
    {
        var input = new RollupTester(new CommandApplication()).Send(Alice, Text("reject")).Input;

        _machine.Advance(input).Inspect("x").Run(Guest, "program").Should().Be(RollupProgram.ExitUnreachable);

        _machine.Errors.Should().Contain("did not undo");
        _machine.HasWritten(0, "outputs_root_hash").Should().BeFalse("the input was not accepted");
    }

    [SkippableFact]
    public void Rollup_exception_leaves_its_payload()
    {
        var input = new RollupTester(new CommandApplication()).Send(Alice, Text("raise broken")).Input;

        _machine.Advance(input).Inspect("x").Run(Guest, "program");

        _machine.Written(0, "exception-0").Should().Equal(Text("broken"));
    }

    [SkippableFact]
    public void Generic_request_brings_the_hosts_answer()
    {
        var input = new RollupTester(new CommandApplication()).Send(Alice, Text("gio 39")).Input;

        _machine.Advance(input).GenericIo(7, [1, 2, 3]).Inspect("x").Run(Guest, "program");

        _machine.Written(0, "gio-0").Should().Equal(Text("39"));
        _machine.Written(1, "report-0").Should().Equal(Text("gio 7 0x010203"), "the host build names files after the newest request");
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
