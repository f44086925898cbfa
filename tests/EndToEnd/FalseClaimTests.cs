using System.Text.Json;
using ModelMarket.Cli;
using ModelMarket.Cli.Local;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace EndToEnd;

public sealed class FalseClaimTests
{
    [Fact]
    public async Task Verify_finds_a_false_claim_of_the_key_holder_and_exits_1()
    {
        var home = Directory.CreateTempSubdirectory("modelmarket-false-claim-").FullName;
        var options = new LocalNetworkOptions { AllowNative = false };
        await using var network = await LocalNetwork.StartAsync(options, CancellationToken.None);
        using var user = new UserMarket(await network.SessionAsync(home, CancellationToken.None), Mnemonic.Dev.Key(0), static _ => { });
        await user.Sender.SendAsync(new MarketInputs.TickCall(1).Encode(), CancellationToken.None);
        await network.StopNodeAsync();
        var block = await network.Ethereum.GetBlockNumberAsync();
        await network.CloseEpochAsync(CancellationToken.None);
        var last = ((block / options.EpochLength) + 1) * options.EpochLength - 1;
        using var keyHolder = user.Session.AccountOf(Mnemonic.Dev.Key(LocalNetwork.OperatorAccount));
        await keyHolder.SendAsync(network.Market.Consensus, ConsensusContract.SubmitClaim(network.Market.Application, last, Keccak256.Hash([1])));

        var (exit, output) = await VerifyAsync(network, home);

        exit.Should().Be(ExitCode.Failed);
        var found = JsonDocument.Parse(output).RootElement;
        found.GetProperty("equal").GetInt32().Should().Be(found.GetProperty("claims").GetInt32() - 1);
        var difference = found.GetProperty("differences")[0];
        difference.GetProperty("claimed").GetString().Should().Be(Keccak256.Hash([1]).ToString());
        difference.GetProperty("epoch").GetUInt64().Should().Be(last / options.EpochLength);
        difference.GetProperty("lastBlock").GetUInt64().Should().Be(last);
        difference.GetProperty("inputsEnd").GetUInt64().Should().Be(difference.GetProperty("firstInput").GetUInt64() + 1, "the tick is the epoch's one input");
        found.GetProperty("match").GetBoolean().Should().BeFalse();
        Directory.Delete(home, recursive: true);
    }

    private static async Task<(int Exit, string Output)> VerifyAsync(LocalNetwork network, string home)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CliHost(output, error, name => name == "MODELMARKET_HOME" ? home : null, interactive: false);
        string[] args = ["verify", "--jit", "--json", "--rpc", network.Market.Rpc.AbsoluteUri, "--app", network.Market.Application.ToString()];
        return (await CommandLineApp.RunAsync(args, host), output.ToString());
    }
}
