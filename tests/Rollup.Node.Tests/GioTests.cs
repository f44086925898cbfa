using System.Net;
using System.Security.Cryptography;
using System.Text;
using Rollup.Node.Client;
using Rollup.Node.Gio;
using Rollup.Node.GuestHost;
using Rollup.Node.Guests;
using Rollup.Node.Rpc;

namespace Rollup.Node.Tests;

public sealed class GioTests : IDisposable
{
    // printf 'hello world' | ipfs block put: CIDv1, raw.
    private const string HelloName = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
    private readonly string _folder = Directory.CreateTempSubdirectory("gio-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Block_of_the_folder_is_served_to_inputs_and_questions()
    {
        await WriteAsync(HelloName, "hello world");
        using var domain = new IpfsBlockDomain(_folder, []);
        await using TestNetwork network = await TestNetwork.StartAsync(guest: Guest(domain));

        (await SendAsync(network, Cid("hello world"))).Should().Be(InputStatus.Accepted);
        (await SendAsync(network, [7, 7, 7])).Should().Be(InputStatus.Accepted);
        (await SendAsync(network, [0])).Should().Be(InputStatus.Accepted);
        (await SendAsync(network, [1])).Should().Be(InputStatus.Accepted);

        (await network.NoticesAsync()).Should().Equal("0 hello world", "1 ", "400", "400");
        InspectResult asked = await network.Client.InspectAsync(Cid("hello world"));
        Encoding.UTF8.GetString(asked.Reports[0]).Should().Be("0 hello world");
    }

    [Fact]
    public async Task Missing_or_false_block_is_waited_for_and_never_told()
    {
        await WriteAsync(HelloName, "hello wOrld");
        using var domain = new IpfsBlockDomain(_folder, []);
        await using TestNetwork network = await TestNetwork.StartAsync(guest: Guest(domain));
        ulong index = await network.AddAsync(Cid("hello world"));
        while (!network.Log.Contains("is not to be had", StringComparison.Ordinal))
            await Task.Delay(20);
        (await network.Client.GetInputAsync(index))!.Status.Should().Be(InputStatus.None);
        (await FluentActions.Awaiting(() => network.Client.InspectAsync(Cid("hello world"))).Should().ThrowAsync<NodeException>()).Which.Code.Should().Be(503);

        await WriteAsync(HelloName, "hello world");

        (await network.Client.WaitForInputAsync(index, TestNetwork.Patience)).Status.Should().Be(InputStatus.Accepted);
        (await network.NoticesAsync()).Should().Equal("0 hello world");
    }

    [Fact]
    public async Task Block_of_a_gateway_is_kept_in_the_folder()
    {
        using var gateway = new HttpListener();
        int port = FreePort();
        gateway.Prefixes.Add($"http://127.0.0.1:{port}/");
        gateway.Start();
        Task<string> served = ServeOnceAsync(gateway, "hello world");
        using var domain = new IpfsBlockDomain(_folder, [new Uri($"http://127.0.0.1:{port}")]);

        GioResponse first = await domain.AnswerAsync(Cid("hello world"), CancellationToken.None);
        gateway.Stop();
        GioResponse second = await domain.AnswerAsync(Cid("hello world"), CancellationToken.None);

        (await served).Should().Be($"/ipfs/{HelloName}?format=raw");
        first.Data.Should().Equal("hello world"u8.ToArray());
        second.Should().BeEquivalentTo(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1220")]
    [InlineData("0155")]
    [InlineData("01551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9ff")]
    [InlineData("0180001220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    [InlineData("02551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    [InlineData("01551320b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    public async Task Id_that_is_no_cid_has_its_code(string hex)
    {
        using var domain = new IpfsBlockDomain(_folder, []);
        (await domain.AnswerAsync(Convert.FromHexString(hex), CancellationToken.None)).Code.Should().Be(IpfsBlockDomain.NotACid);
    }

    private static byte[] Cid(string block) => [1, 0x55, 0x12, 0x20, .. SHA256.HashData(Encoding.UTF8.GetBytes(block))];

    private static GuestFactory Guest(IpfsBlockDomain domain) => ProcessGuest.Factory(new GuestOptions("node", [NodeScript.PathOf("gio.mjs")]) { Gio = [domain] });

    private static async Task<InputStatus> SendAsync(TestNetwork network, byte[] payload) =>
        (await network.Client.WaitForInputAsync(await network.AddAsync(payload), TestNetwork.Patience)).Status;

    private static async Task<string> ServeOnceAsync(HttpListener gateway, string block)
    {
        HttpListenerContext context = await gateway.GetContextAsync();
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(block));
        context.Response.Close();
        return context.Request.RawUrl!;
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private Task WriteAsync(string name, string block) => File.WriteAllTextAsync(Path.Combine(_folder, name), block);
}
