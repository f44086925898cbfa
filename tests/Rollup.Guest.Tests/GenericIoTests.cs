using System.Text;
using Rollup.Node.Gio;
using Rollup.Node.GuestHost;
using Rollup.Primitives.Rollups;
using TestGuest;

namespace Rollup.Guest.Tests;

/// <summary>Generic requests of a C# guest in a process of its own, answered by the node's guest server.</summary>
public sealed class GenericIoTests
{
    [Theory]
    [InlineData("gio 4640", "gio 1 0x")] // 0x1220, and an id that is no CID
    [InlineData("gio 20", "")] // a domain that the host does not know: the input is rejected
    public async Task Request_reaches_the_domain_of_the_host(string command, string report)
    {
        var folder = Directory.CreateTempSubdirectory("gio-").FullName;
        using var blocks = new IpfsBlockDomain(folder, []);
        var options = new GuestOptions("dotnet", [typeof(CommandApplication).Assembly.Location]) { Gio = [blocks] };
        await using var guest = await GuestSession.StartAsync(options, CancellationToken.None);
        var payload = Encoding.UTF8.GetBytes(command);

        var result = await guest.AdvanceAsync(new EvmAdvance(31337, default, default, 1, 1_700_000_000, default, 0, payload), CancellationToken.None);

        result.IsAccepted.Should().Be(report.Length > 0);
        string.Join(' ', result.Reports.Select(Encoding.UTF8.GetString)).Should().Be(report);
        Directory.Delete(folder, recursive: true);
    }
}
