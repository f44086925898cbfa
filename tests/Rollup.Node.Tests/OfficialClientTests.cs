using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;

namespace Rollup.Node.Tests;

public sealed class OfficialClientTests
{
    [Fact]
    public async Task Cartesi_rpc_calls_every_method()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);
        await network.SendAsync("add 5");
        await network.SendAsync("voucher");
        await network.SendAsync("delegate");
        await network.CloseEpochAsync();

        var (exitCode, output) = await NodeScript.RunAsync("rpc.mjs", network.Dev.Node.Url.ToString(), network.Dev.Deployed.Application.ToString());

        output.Should().Contain("22 methods, 0 faults");
        exitCode.Should().Be(0);
    }

    [Fact]
    public async Task Cartesi_viem_adds_an_input_and_executes_its_voucher()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess: true);

        var (exitCode, output) = await NodeScript.RunAsync(
            "viem.mjs", network.Dev.Anvil.Url.ToString(), network.Dev.Node.Url.ToString(), network.Dev.Deployed.Application.ToChecksumString());

        output.Should().Contain("input 0 ACCEPTED").And.Contain("voucher 0 of 7 wei").And.Contain("executed 1 (success)").And.Contain("reads InputBox");
        exitCode.Should().Be(0);
    }

    [Fact]
    public async Task Guest_in_javascript_is_served_and_its_state_goes_back()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(guest: ProcessGuest.Factory(new GuestOptions("node", [NodeScript.PathOf("guest.mjs")])));

        InputStatus[] statuses =
        [
            (await network.SendAsync("notice")).Status, (await network.SendAsync("nonsense")).Status, (await network.SendAsync("exception")).Status,
            (await network.SendAsync("voucher")).Status, (await network.SendAsync("report")).Status, (await network.SendAsync("notice")).Status,
        ];

        statuses.Should().Equal(
            InputStatus.Accepted, InputStatus.Rejected, InputStatus.Exception, InputStatus.Accepted, InputStatus.Accepted, InputStatus.Accepted);
        (await network.AskAsync("counter")).Should().Be("counter: 4");
        OutputView last = (await network.Client.GetOutputAsync(2))!;
        System.Text.Encoding.UTF8.GetString(last.DecodedData!.Payload).Should().Be("notice 4");
        (await network.CloseEpochAsync()).Status.Should().Be(EpochStatus.ClaimAccepted);
    }
}
