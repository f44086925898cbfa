using System.Diagnostics;
using Rollup.Ethereum.Dev;
using Rollup.Ethereum.JsonRpc;

namespace Rollup.Ethereum.Tests;

public sealed class AnvilProcessTests
{
    [Fact]
    public async Task Process_is_gone_after_disposal()
    {
        AnvilProcess anvil = await AnvilProcess.StartAsync();
        using Process process = Process.GetProcessById(anvil.ProcessId);

        await anvil.DisposeAsync();

        process.HasExited.Should().BeTrue();
    }

    [Fact]
    public async Task State_file_brings_the_chain_back()
    {
        string file = Path.Combine(Path.GetTempPath(), $"anvil-state-{Guid.NewGuid():N}.json");
        try
        {
            await using (AnvilProcess first = await AnvilProcess.StartAsync(new AnvilOptions { StateFile = file }))
            {
                using var client = new EthereumClient(first.Url);
                await new DevChain(client).MineAsync(7);
            }
            await using AnvilProcess second = await AnvilProcess.StartAsync(new AnvilOptions { StateFile = file });
            using var again = new EthereumClient(second.Url);
            (await again.GetBlockNumberAsync()).Should().Be(7);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Binary_that_is_no_anvil_is_reported_with_its_words() =>
        (await FluentActions.Awaiting(() => AnvilProcess.StartAsync(new AnvilOptions { Binary = "/bin/ls" })).Should().ThrowAsync<InvalidOperationException>())
            .Which.Message.Should().Contain("ls:");
}
