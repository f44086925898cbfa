using System.Text.Json;
using ModelMarket.Cli;
using ModelMarket.Cli.Market;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace EndToEnd;

public sealed class DevTests
{
    [Fact]
    public async Task Dev_keeps_a_network_that_other_commands_find_and_leaves_nothing()
    {
        var home = Directory.CreateTempSubdirectory("modelmarket-dev-").FullName;
        using var end = new CancellationTokenSource();
        using var output = new StringWriter();
        var running = CommandLineApp.RunAsync(["dev", "--jit", "--json", "--rpc-port", "0", "--node-port", "0"], HostOf(home, output), end.Token);
        var profile = Path.Combine(home, "networks", "local.json");
        while (!File.Exists(profile) && !running.IsCompleted)
        {
            await Task.Delay(50);
        }

        using var listing = new StringWriter();
        var listed = await CommandLineApp.RunAsync(["job", "list", "--json"], HostOf(home, listing));
        var market = JsonDocument.Parse(output.ToString()).RootElement;
        using (var ethereum = new EthereumClient(new Uri(market.GetProperty("rpc").GetString()!)))
        {
            var token = await TokenInfo.ReadAsync(ethereum, Address.Parse(market.GetProperty("token").GetString()!), CancellationToken.None);
            foreach (var account in market.GetProperty("accounts").EnumerateArray())
            {
                (await token.BalanceAsync(ethereum, Address.Parse(account.GetString()!), CancellationToken.None)).Should().Be((UInt256)token.Parse("10000", "the hand-out"));
            }
        }

        await end.CancelAsync();

        (await running).Should().Be(ExitCode.Ok);
        listed.Should().Be(ExitCode.Ok);
        JsonDocument.Parse(listing.ToString()).RootElement.GetProperty("total").GetInt32().Should().Be(0);
        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("accounts").GetArrayLength().Should().BeGreaterThan(3);
        File.Exists(profile).Should().BeFalse("the network is gone, and so is its profile");
        Directory.Delete(home, recursive: true);
    }

    private static CliHost HostOf(string home, TextWriter output) =>
        new(output, TextWriter.Null, name => name == "MODELMARKET_HOME" ? home : null, interactive: false);
}
