using System.Net;
using System.Text;
using System.Text.Json;
using Rollup.Guest.Dev;
using Rollup.Primitives;
using TestGuest;
using TokenWallet;

namespace Rollup.Guest.Tests;

public sealed class DevHostTests : IDisposable
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));
    private readonly HttpClient _http = new();
    private DevHost? _host;
    private Task _serving = Task.CompletedTask;

    public void Dispose()
    {
        _stop.Cancel();
        _serving.Wait();
        _http.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Input_is_answered_with_its_outputs_and_reports()
    {
        Start(() => new CommandApplication());

        var answer = await PostAsync("input?sender=" + Alice, "add 5");

        answer.GetProperty("status").GetString().Should().Be("ACCEPTED");
        answer.GetProperty("outputs")[0].GetProperty("type").GetString().Should().Be("Notice");
        answer.GetProperty("outputs")[0].GetProperty("text").GetString().Should().StartWith("sum 5 input 0").And.EndWith($"{Alice}");
        answer.GetProperty("reports")[0].GetProperty("payload").GetString().Should().Be(Hex.Encode("added"u8));
    }

    [Fact]
    public async Task Rejected_input_is_undone_and_a_question_shows_it()
    {
        Start(() => new CommandApplication());
        await PostAsync("input", Hex.Encode("add 5"u8)); // as bytes

        (await PostAsync("input", "throw")).GetProperty("error").GetString().Should().Be("InvalidOperationException: told to throw");
        var question = await PostAsync("inspect/app", "?");

        question.GetProperty("status").GetString().Should().Be("Accepted");
        question.GetProperty("reports")[0].GetProperty("payload").GetString().Should().Be(Hex.Encode("sum 5"u8));
        question.GetProperty("processed_input_count").GetInt32().Should().Be(2);
        (await PostAsync("inspect/app", "throw")).GetProperty("status").GetString().Should().Be("Rejected");
    }

    [Theory]
    [InlineData("deposit/ether?value=5", "ether")]
    [InlineData("deposit/erc20?token=0x5fbdb2315678afecb367f032d93f642f64180aa3&value=5", "erc20 0x5fbdb2315678afecb367f032d93f642f64180aa3")]
    [InlineData("deposit/erc721?token=0x5fbdb2315678afecb367f032d93f642f64180aa3&id=9", "erc721 0x5fbdb2315678afecb367f032d93f642f64180aa3 9")]
    [InlineData("deposit/erc1155?token=0x5fbdb2315678afecb367f032d93f642f64180aa3&id=9&value=5", "erc1155 0x5fbdb2315678afecb367f032d93f642f64180aa3 9")]
    [InlineData("deposit/erc1155?token=0x5fbdb2315678afecb367f032d93f642f64180aa3&id=9,8&value=5,6", "erc1155 0x5fbdb2315678afecb367f032d93f642f64180aa3 8")]
    public async Task Deposit_of_every_kind_comes_from_its_portal(string path, string asset)
    {
        Start(() => new TokenWalletApplication());

        (await PostAsync(path + "&sender=" + Alice, "")).GetProperty("status").GetString().Should().Be("ACCEPTED");

        var report = (await PostAsync("inspect/app", $"balances/{Alice}")).GetProperty("reports")[0].GetProperty("payload").GetString()!;
        Encoding.UTF8.GetString(Hex.Decode(report)).Should().Contain($"\"{asset}\"");
    }

    [Theory]
    [InlineData("input?sender=0x12", "", HttpStatusCode.BadRequest)]
    [InlineData("deposit/ether?value=-1", "", HttpStatusCode.BadRequest)]
    [InlineData("deposit/erc20?value=1", "", HttpStatusCode.BadRequest)]
    [InlineData("deposit/erc1155?token=0x5fbdb2315678afecb367f032d93f642f64180aa3&id=9,8&value=5", "", HttpStatusCode.BadRequest)]
    [InlineData("deposit/shells?value=1", "", HttpStatusCode.BadRequest)]
    [InlineData("elsewhere", "", HttpStatusCode.NotFound)]
    [InlineData("input", "x65217", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Request_that_is_not_right_is_refused_and_the_host_goes_on(string path, string body, HttpStatusCode status)
    {
        Start(() => new CommandApplication());
        using var content = new StringContent(body == "x65217" ? new string('x', 65217) : body);

        using var response = await _http.PostAsync(new Uri(_host!.Url, path), content, _stop.Token);

        response.StatusCode.Should().Be(status);
        (await PostAsync("input", "add 5")).GetProperty("index").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Request_under_another_host_name_is_not_answered()
    {
        Start(() => new CommandApplication());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host!.Url, "input")) { Content = new StringContent("add 5") };
        request.Headers.Host = "somewhere.example"; // what a web page could make a browser do

        using var response = await _http.SendAsync(request, _stop.Token);

        response.IsSuccessStatusCode.Should().BeFalse();
        (await PostAsync("input", "add 5")).GetProperty("index").GetInt32().Should().Be(0);
    }

    private void Start(Func<IRollupApplication> create)
    {
        _host = DevHost.Start(create, port: 0);
        _serving = ServeAsync(_host);
    }

    private async Task ServeAsync(DevHost host)
    {
        await host.RunAsync(_stop.Token);
        await host.DisposeAsync();
    }

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _http.PostAsync(new Uri(_host!.Url, path), content, _stop.Token);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(_stop.Token)).RootElement.Clone();
    }
}
