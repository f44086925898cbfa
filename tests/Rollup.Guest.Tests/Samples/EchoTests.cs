using System.Text;
using Echo;
using Rollup.Guest.Testing;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Tests.Samples;

public sealed class EchoTests
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    [Fact]
    public void Input_comes_back_and_a_question_too()
    {
        var rollup = new RollupTester(() => new EchoApplication());

        var echo = rollup.Send(Alice, Encoding.UTF8.GetBytes("hello"));

        echo.Text.Should().Be("hello");
        ((Notice)echo.Output).Payload.ToArray().Should().Equal(Encoding.UTF8.GetBytes("hello"));
        rollup.Ask("count").Should().Be("1");
        rollup.Ask("say/h%C3%A9").Should().Be("hé");
    }

    [Fact]
    public void Deposit_goes_back_because_nothing_takes_it()
    {
        var rollup = new RollupTester(() => new EchoApplication());

        ((Voucher)rollup.Deposit(new Primitives.Assets.EtherDeposit(Alice, 5ul, default)).Output).Should().Match<Voucher>(voucher => voucher.Destination == Alice && voucher.Value == 5ul);
    }
}
