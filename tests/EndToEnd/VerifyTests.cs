using System.Text.Json;
using EndToEnd.Support;
using ModelMarket.Cli;
using ModelMarket.Contracts;
using Rollup.Node.Client;

namespace EndToEnd;

[Collection(NetworkTests.Name)]
public sealed class VerifyTests(NetworkFixture fixture) : IDisposable
{
    private const int User = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("modelmarket-verify-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verify_compares_a_node_and_goes_on_where_it_stopped()
    {
        using var user = await fixture.UserAsync(User);
        await user.Sender.SendAsync(new MarketInputs.TickCall(1).Encode(), CancellationToken.None);
        await fixture.Network.CloseEpochAsync(CancellationToken.None);
        await NetworkFixture.ClaimedAsync(user);

        JsonElement first = await VerifyAsync(ExitCode.Ok, "--against", fixture.Network.Market.Node.AbsoluteUri);
        await user.Sender.SendAsync(new MarketInputs.TickCall(1).Encode(), CancellationToken.None);
        JsonElement second = await VerifyAsync(ExitCode.Ok);
        JsonElement fresh = await VerifyAsync(ExitCode.Ok, "--fresh");

        first.GetProperty("match").GetBoolean().Should().BeTrue();
        first.GetProperty("resumed").GetInt32().Should().Be(0);
        first.GetProperty("claims").GetInt32().Should().BePositive().And.Be(first.GetProperty("equal").GetInt32());
        second.GetProperty("resumed").GetInt32().Should().Be(first.GetProperty("inputs").GetInt32()).And.Be(second.GetProperty("inputs").GetInt32() - 1);
        fresh.GetProperty("resumed").GetInt32().Should().Be(0);
        fresh.GetProperty("root").GetString().Should().Be(second.GetProperty("root").GetString());
    }

    [Fact]
    public async Task Verify_with_another_program_exits_1_and_names_the_first_input()
    {
        using var user = await fixture.UserAsync(User);
        await user.Sender.SendAsync(new MarketInputs.TickCall(1).Encode(), CancellationToken.None);
        using var client = new RollupNodeClient(fixture.Network.Market.Node, fixture.Network.Market.Application.ToString());
        await client.WaitForInputAsync(0, TimeSpan.FromMinutes(1));

        // A guest of the official documents rejects what it does not know; the market accepts everything and reports.
        JsonElement found = await VerifyAsync(ExitCode.Failed, "--against", fixture.Network.Market.Node.AbsoluteUri, "--", "node", Path.Combine(RepositoryRoot(), "tests/Rollup.Node.Tests/OfficialClients/guest.mjs"));

        found.GetProperty("match").GetBoolean().Should().BeFalse();
        JsonElement difference = found.GetProperty("nodeDifference");
        difference.GetProperty("input").GetInt32().Should().Be(0);
        difference.GetProperty("nodeStatus").GetString().Should().Be("Accepted");
        difference.GetProperty("replayedStatus").GetString().Should().Be("Rejected");
    }

    [Fact]
    public async Task Verify_of_two_nodes_asks_them_alone()
    {
        string node = fixture.Network.Market.Node.AbsoluteUri;

        JsonElement found = await VerifyAsync(ExitCode.Ok, "--against", node, "--against", node);
        var (tooMany, _, words) = await fixture.RunAsync(User, "verify", "--against", node, "--against", node, "--against", node);

        found.GetProperty("match").GetBoolean().Should().BeTrue();
        found.GetProperty("nodes").GetArrayLength().Should().Be(2);
        found.TryGetProperty("difference", out _).Should().BeFalse();
        Directory.GetFileSystemEntries(_folder).Should().BeEmpty("nothing is replayed");
        tooMany.Should().Be(ExitCode.Usage);
        words.Should().Contain("3 nodes");
    }

    private async Task<JsonElement> VerifyAsync(int exit, params string[] more)
    {
        string[] arguments = ["verify", "--jit", "--json", "--folder", _folder, .. more];
        var (code, output, error) = await fixture.RunAsync(User, arguments);
        code.Should().Be(exit, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
