using System.Net;
using System.Text;
using System.Text.Json;
using Rollup.Node.Client;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Tests;

public sealed class InspectEndpointTests(RpcEndpointTests.Fixture fixture) : IClassFixture<RpcEndpointTests.Fixture>, IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    private Uri Node => fixture.Network.Dev.Node.Url;

    [Fact]
    public async Task Body_goes_to_the_application_as_it_is_and_reports_come_back()
    {
        foreach (string name in new[] { "app", fixture.Network.Dev.Deployed.Application.ToString(), fixture.Network.Dev.Deployed.Application.ToChecksumString() })
        {
            using HttpResponseMessage response = await PostAsync(name, "\"raw\""u8.ToArray());
            using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

            answer.RootElement.GetProperty("status").GetString().Should().Be("Accepted");
            answer.RootElement.TryGetProperty("exception", out _).Should().BeFalse();
            answer.RootElement.GetProperty("processed_input_count").GetUInt64().Should().Be(5);
            answer.RootElement.GetProperty("reports").EnumerateArray().Select(r => Encoding.UTF8.GetString(Convert.FromHexString(r.GetProperty("payload").GetString()![2..])))
                .Should().Equal("sum 5", "\"raw\"");
        }
    }

    [Fact]
    public async Task Rejected_question_has_no_reports_and_changes_nothing()
    {
        using HttpResponseMessage response = await PostAsync("app", "throw"u8.ToArray());
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        answer.RootElement.GetProperty("status").GetString().Should().Be("Rejected");
        answer.RootElement.GetProperty("reports").ValueKind.Should().Be(JsonValueKind.Null);
        (await fixture.Network.AskAsync("what")).Should().Be("sum 5");
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.NotFound)]
    [InlineData("0x00000000000000000000000000000000000000aa", HttpStatusCode.NotFound)]
    [InlineData("app/more", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    [InlineData("..%2f..%2fetc%2fpasswd", HttpStatusCode.NotFound)]
    [InlineData("%00", HttpStatusCode.NotFound)]
    public async Task Unknown_application_is_404(string name, HttpStatusCode status) => (await PostAsync(name, [])).StatusCode.Should().BeOneOf(status, HttpStatusCode.BadRequest);

    [Fact]
    public async Task Payload_of_2_MiB_passes_and_one_more_byte_is_413()
    {
        (await PostAsync("app", new byte[RollupLimits.BufferBytesMax])).StatusCode.Should().Be(HttpStatusCode.OK);
        (await PostAsync("app", new byte[RollupLimits.BufferBytesMax + 1])).StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Get_is_405()
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(Node, "inspect/app"));
        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("POST");
    }

    [Fact]
    public async Task Five_hundred_questions_at_once_are_all_answered()
    {
        using var client = new RollupNodeClient(Node, "app");
        InspectResult[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => client.InspectAsync("what"u8.ToArray())));
        answers.Should().OnlyContain(a => a.IsAccepted && a.Reports.Count == 2);
    }

    private Task<HttpResponseMessage> PostAsync(string name, byte[] payload) =>
        _http.PostAsync(new Uri(Node.ToString() + "inspect/" + name, UriKind.Absolute), new ByteArrayContent(payload));
}
