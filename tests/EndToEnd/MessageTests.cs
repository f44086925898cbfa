using System.Text.Json;
using EndToEnd.Support;
using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Cli.Market;
using Rollup.Ethereum.Keys;

namespace EndToEnd;

/// <summary>A client and a sponsor write to each other through the rollup; a third account sees that they do, and no word.</summary>
[Collection(NetworkTests.Name)]
public sealed class MessageTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int Ada = 1;
    private const int Eve = 5;

    [Fact]
    public async Task Notes_are_read_by_all_and_messages_by_their_receiver_alone()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        var number = job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var sponsorAddress = sponsor.Account.Address.ToChecksumString();
        var adaAddress = Mnemonic.Dev.Key(Ada).Address.ToChecksumString();

        await fixture.OkAsync(Ada, "message", "send", number, "Which units\u001b[2J has column 3?");
        (await fixture.RefusedAsync(Ada, "message", "send", number, "secret", "--to", sponsorAddress)).Should().Contain("has published no key");
        await fixture.OkAsync(Sponsor, "message", "key");
        await fixture.OkAsync(Ada, "message", "send", number, "Between us: is it µm?", "--to", sponsorAddress);
        await fixture.OkAsync(Sponsor, "message", "send", number, "It is.", "--to", adaAddress);

        Texts(await fixture.JsonAsync(Sponsor, "message", "list", number)).Should().Equal("Which units\u001b[2J has column 3?", "Between us: is it µm?", "It is.");
        Texts(await fixture.JsonAsync(Ada, "message", "list", number)).Should().Equal("Which units\u001b[2J has column 3?", "Between us: is it µm?", "It is.");
        Texts(await fixture.JsonAsync(Eve, "message", "list", number)).Should().Equal("Which units\u001b[2J has column 3?");
        (await fixture.OkAsync(Eve, "message", "list", number)).Should().Contain("Which units[2J has column 3?", "no text steers the reader's terminal");
        (await sponsor.Reader.MessageCountsAsync(job.Id, CancellationToken.None)).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_envelope_sent_again_by_somebody_else_is_told_apart()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        using var eve = await fixture.UserAsync(Eve);
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token);
        var number = job.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var to = sponsor.Account.Address;
        await fixture.OkAsync(Sponsor, "message", "key");
        await fixture.OkAsync(Ada, "message", "send", number, "I found the error.", "--to", to.ToChecksumString());
        var stolen = (await new MarketNotices(eve.Session.Node).OfAsync(NoticeType.Message, MarketJson.Default.MessageNotice, null, CancellationToken.None)).Last(message => message.JobId == job.Id);

        (await eve.Sender.SendAsync(new MarketInputs.MessageCall(job.Id, to, stolen.SealedText).Encode(), CancellationToken.None)).Taken.Should().BeTrue();

        var list = await fixture.JsonAsync(Sponsor, "message", "list", number);
        Texts(list).Should().Equal("I found the error.", null);
        list.GetProperty("messages")[1].GetProperty("trouble").GetString().Should().Contain("by somebody else");
    }

    private static IEnumerable<string?> Texts(JsonElement list) =>
        list.GetProperty("messages").EnumerateArray().Select(letter => letter.TryGetProperty("text", out var text) ? text.GetString() : null);
}
