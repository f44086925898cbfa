using System.Diagnostics;
using System.Text;
using ModelMarket.Core;
using Rollup.Guest;
using Rollup.Node.GuestHost;

namespace ModelMarket.Dapp.Tests;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"version\":9,\"schedule\":\"dev\",\"operator\":\"0x0000000000000000000000000000000000000000\",\"fees\":[],\"gio\":false}")]
    public async Task Start_with_a_bad_genesis_ends_with_code_2_and_the_reason(string genesis)
    {
        var (code, words) = await RunAsync("http://127.0.0.1:9", genesis);
        code.Should().Be(2);
        words.Should().NotBeEmpty().And.NotContain("   at ", "a person gets words, not a stack trace");
    }

    [Fact]
    public async Task Start_with_two_arguments_ends_with_code_2_and_the_usage()
    {
        var (code, words) = await RunAsync("http://127.0.0.1:9", "a", "b");
        code.Should().Be(2);
        words.Should().Contain("usage");
    }

    [Fact]
    public async Task Offer_to_save_the_state_is_made_only_when_asked_for()
    {
        await using var silent = await GuestSession.StartAsync(DappHosts.Options(DappHosts.Jit), CancellationToken.None);
        await using var offering = await GuestSession.StartAsync(DappHosts.Options(DappHosts.Jit, RollupLoop.SnapshotArgument), CancellationToken.None);
        (silent.CanSave, offering.CanSave).Should().Be((false, true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Start_without_a_server_ends_with_code_2_and_names_the_variable(string server)
    {
        var (code, words) = await RunAsync(server);
        code.Should().Be(2);
        words.Should().Contain(RollupLoop.ServerVariable);
    }

    [Fact]
    public async Task Genesis_argument_is_the_genesis_that_runs()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "image", "genesis.json"));
        var text = Encoding.UTF8.GetString(bytes).TrimEnd('\n');
        Genesis.TryParse(Encoding.UTF8.GetBytes(text), out _, out var problem).Should().BeTrue(problem);

        await using var session = await GuestSession.StartAsync(DappHosts.Options(DappHosts.Jit, text), CancellationToken.None);
        var answer = await session.InspectAsync("genesis"u8.ToArray(), CancellationToken.None);
        Encoding.UTF8.GetString(answer.Reports.Single()).Should().Be(text);
    }

    private static async Task<(int Code, string Words)> RunAsync(string server, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ModelMarket.Dapp.dll"), .. arguments])
        {
            RedirectStandardError = true,
        };
        start.Environment[RollupLoop.ServerVariable] = server;
        using var process = Process.Start(start)!;
        var words = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, words);
    }
}
