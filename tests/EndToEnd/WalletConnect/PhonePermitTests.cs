using System.Text.Json.Nodes;
using EndToEnd.Support;
using ModelMarket.Cli;
using ModelMarket.Contracts;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace EndToEnd.WalletConnect;

/// <summary>
/// Money locked from a phone, by WalletConnect's own client: one transaction where the wallet signs the allowance (ERC-2612), an approval before it where
/// the wallet has no typed data, nothing at all where the person says no.
/// </summary>
[Collection(NetworkTests.Name)]
public sealed class PhonePermitTests(NetworkFixture fixture) : IAsyncLifetime
{
    private const int Sponsor = 0;
    private const int PhoneAccount = 8;
    private const string TypedData = "eth_signTypedData_v4";
    private const string Transaction = "eth_sendTransaction";
    private const string Fallback = "this wallet does not sign typed data (eth_signTypedData_v4): an approval goes first, in a transaction of its own";

    private PhoneUser _user = null!;

    /// <summary>What wallets answer to a request they do not have: JSON-RPC 2.0, EIP-1193, WalletConnect, and a contract wallet's signature, which is none of a key.</summary>
    public static TheoryData<string, string> WithoutTypedData => new()
    {
        { "JSON-RPC", """{ "error": { "code": -32601, "message": "Method not found" } }""" },
        { "EIP-1193", """{ "error": { "code": 4200, "message": "Unsupported Method" } }""" },
        { "WalletConnect", """{ "error": { "code": 5101, "message": "Unsupported methods." } }""" },
        { "contract wallet", """{ "result": "0x" }""" },
    };

    public async Task InitializeAsync() => _user = await PhoneUser.StartAsync(fixture, PhoneAccount);

    public async Task DisposeAsync() => await _user.DisposeAsync();

    [Fact]
    public async Task Reward_and_bond_whose_permit_the_phone_signs_are_locked_without_an_approval()
    {
        await _user.PairAsync();
        (await PostAsync()).Should().Be((TypedData, 0));
        (await SubmitAsync(await BondedJobAsync())).Should().Be((TypedData, 0));
    }

    [Theory]
    [MemberData(nameof(WithoutTypedData))]
    public async Task Wallet_that_cannot_sign_the_permit_after_all_approves_and_posts(string wallet, string answer)
    {
        await _user.PairAsync();
        await _user.ModeAsync(new JsonObject { ["answers"] = new JsonObject { [TypedData] = JsonNode.Parse(answer) } });

        (await PostAsync(Fallback)).Should().Be((TypedData, 1), wallet);
    }

    [Fact]
    public async Task Wallet_that_leaves_typed_data_out_of_the_session_is_not_asked_for_it()
    {
        await _user.ModeAsync(new JsonObject { ["without"] = new JsonArray(TypedData) });
        await _user.PairAsync();

        (await PostAsync(Fallback)).Should().Be((Transaction, 1));
        (await SubmitAsync(await BondedJobAsync(), Fallback)).Should().Be((Transaction, 1));
    }

    [Fact]
    public async Task Person_who_refuses_the_permit_has_sent_nothing_and_may_think_again()
    {
        await _user.PairAsync();
        var line = await _user.PostLineAsync();
        var (sent, job) = (await _user.SentAsync(), await BondedJobAsync());
        await _user.MintAsync("10");
        var weights = await WeightsAsync(job);
        sent += 1; // the minting
        await _user.ModeAsync(new JsonObject { ["request"] = "reject" });

        foreach (var words in new[] { line, ["submit", $"{job.Id}", "--weights", weights, "--wallet", "walletconnect"] })
        {
            var refused = await _user.RunAsync(words);
            refused.Exit.Should().Be(ExitCode.Rejected, refused.Error);
            refused.Error.Should().Contain("signing that the escrow may take").And.Contain("wallet refused").And.Contain("Nothing was signed").And.NotContain("an approval goes first");
        }

        (await _user.SentAsync()).Should().Be(sent, "neither an approval nor a job nor a bond was sent");
        (await AllowanceAsync()).Should().Be(UInt256.Zero);
        await _user.ModeAsync(new JsonObject { ["request"] = "send" });
        var again = await _user.RunAsync(line);
        again.Exit.Should().Be(ExitCode.Ok, again.Error);
        (await SubmitAsync(job)).Should().Be((TypedData, 0), "the commitment that was not sent is sent now");
    }

    /// <summary>Posts a job from the phone.</summary>
    /// <returns>What the phone is asked first, and how many transactions were no input of the market: approvals.</returns>
    private async Task<(string First, long Approvals)> PostAsync(string? says = null) => await CountAsync(await _user.PostLineAsync(), says);

    /// <summary>Submits weights to a job that wants a bond.</summary>
    private async Task<(string First, long Approvals)> SubmitAsync(TestJob job, string? says = null)
    {
        await _user.MintAsync("10");
        return await CountAsync(["submit", $"{job.Id}", "--weights", await WeightsAsync(job), "--wallet", "walletconnect"], says);
    }

    private async Task<(string First, long Approvals)> CountAsync(string[] words, string? says)
    {
        var (sent, inputs) = await CountsAsync();
        await _user.ModeAsync([]); // what the phone showed before is passed over
        var asked = _user.Phone.SeesAsync("request");
        var run = await _user.RunAsync(words);
        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        if (says is null)
        {
            run.Error.Should().Contain("signing that the escrow may take").And.NotContain("an approval goes first");
        }
        else
        {
            run.Error.Should().Contain(says);
        }

        var (sentNow, inputsNow) = await CountsAsync();
        (await AllowanceAsync()).Should().Be(UInt256.Zero, "what was allowed was taken");
        return ((await asked)["method"]!.GetValue<string>(), sentNow - sent - (inputsNow - inputs));
    }

    private async Task<TestJob> BondedJobAsync()
    {
        using var sponsor = await fixture.UserAsync(Sponsor);
        return await TestJob.PostAsync(sponsor, fixture.Network.Market.Token, draft => draft with { ClientBond = "10" });
    }

    private async Task<string> WeightsAsync(TestJob job)
    {
        var path = fixture.PathOf($"phone-{job.Id}.safetensors");
        await File.WriteAllBytesAsync(path, job.Train(owner: 0, epochs: 5));
        return path;
    }

    private async Task<UInt256> AllowanceAsync()
    {
        using var user = await fixture.UserAsync(PhoneAccount);
        var answer = await user.Session.Ethereum.CallAsync(fixture.Network.Market.Token, new TestToken.AllowanceCall(user.Account.Address, user.Session.Escrow).Encode());
        TestToken.AllowanceCall.TryDecodeResult(answer, out var allowed).Should().BeTrue();
        return allowed;
    }

    private async Task<(long Sent, long Inputs)> CountsAsync()
    {
        using var user = await fixture.UserAsync(PhoneAccount);
        return ((long)await _user.SentAsync(), (long)await new InputBoxContract(user.Session.Ethereum, user.Session.InputBox).GetNumberOfInputsAsync(user.Session.Application));
    }
}
