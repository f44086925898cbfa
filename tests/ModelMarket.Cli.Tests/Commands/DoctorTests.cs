using System.Net;
using System.Text.Json;
using ModelMarket.Cli.Tests.Support;
using Rollup.Ethereum.Dev;

namespace ModelMarket.Cli.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private const string Application = "0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac";

    private readonly CliHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_a_network_says_how_to_get_one()
    {
        var run = await _home.RunAsync("doctor");

        run.Exit.Should().Be(ExitCode.Failed);
        run.Output.Should().Contain("✓ storage").And.Contain("✗ RPC: No network is named").And.Contain("modelmarket dev");
    }

    [Fact]
    public async Task Endpoint_that_does_not_answer_is_a_fault_with_what_to_do()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var dead = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}";
        socket.Stop();

        var run = await _home.RunAsync("doctor", "--rpc", dead, "--app", Application);

        run.Exit.Should().Be(ExitCode.Failed);
        run.Output.Should().Contain("✗ RPC").And.Contain("Is the endpoint running?");
    }

    [Fact]
    public async Task Empty_chain_shows_each_fault_by_itself()
    {
        await using var anvil = await AnvilProcess.StartAsync();

        var run = await _home.RunAsync("doctor", "--json", "--rpc", anvil.Url.AbsoluteUri, "--app", Application, "--account", "0");

        run.Exit.Should().Be(ExitCode.Failed);
        var states = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("subject").GetString()!, one => one.GetProperty("state").GetString());
        states.Should().Contain("storage", "ok").And.Contain("RPC", "ok").And.Contain("clock", "ok").And.Contain("application", "fault").And.Contain("wallet", "ok");
        states["node"].Should().Be("fault");
    }

    [Fact]
    public async Task Clock_that_is_behind_the_chain_is_told()
    {
        await using var anvil = await AnvilProcess.StartAsync();
        using var client = new Rollup.Ethereum.JsonRpc.EthereumClient(anvil.Url);
        await new DevChain(client).IncreaseTimeAsync(7200);
        await new DevChain(client).MineAsync();

        var run = await _home.RunAsync("doctor", "--rpc", anvil.Url.AbsoluteUri, "--app", Application);

        run.Output.Should().Contain("! clock").And.Contain("ahead of this machine's clock");
    }
}
