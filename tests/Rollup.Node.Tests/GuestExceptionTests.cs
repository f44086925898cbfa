using Rollup.Node.Rpc;

namespace Rollup.Node.Tests;

public sealed class GuestExceptionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_that_the_application_raises_is_one_to_the_node_and_undone(bool inProcess)
    {
        await using TestNetwork network = await TestNetwork.StartAsync(inProcess);
        await network.SendAsync("add 5");

        (await network.SendAsync("raise broken")).Status.Should().Be(InputStatus.Exception);
        (await network.SendAsync("add 2")).Status.Should().Be(InputStatus.Accepted);

        (await network.AskAsync("what")).Should().Be("sum 7");
    }
}
