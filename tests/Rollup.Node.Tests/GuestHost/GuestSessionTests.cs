using System.Diagnostics;
using System.Text;
using Rollup.Node.GuestHost;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Node.Tests.GuestHost;

public sealed class GuestSessionTests : IAsyncLifetime
{
    private static readonly Address Alice = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    private GuestSession? _session;
    private ulong _nextIndex;

    [Fact]
    public async Task Accepted_inputs_leave_outputs_numbered_since_genesis()
    {
        await StartAsync();
        var first = await SendAsync("add 5");
        var second = await SendAsync("voucher");
        var third = await SendAsync("delegate");

        first.IsAccepted.Should().BeTrue();
        first.Outputs.Should().ContainSingle().Which.Should().Equal(
            new Notice(Encoding.UTF8.GetBytes($"sum 5 input 0 time 1700000000 of {Alice}")).Encode());
        Texts(first).Should().Equal("added");
        second.Outputs.Should().ContainSingle().Which.Should().Equal(new Voucher(Alice, UInt256.MaxValue, new byte[] { 1, 2, 3 }).Encode());
        Texts(second).Should().Equal("voucher 1");
        third.Outputs.Should().ContainSingle().Which.Should().Equal(new DelegateCallVoucher(Alice, Array.Empty<byte>()).Encode());
    }

    [Fact]
    public async Task Inspect_answers_with_reports_and_leaves_no_output()
    {
        await StartAsync();
        await SendAsync("add 5");
        var answer = await AskAsync("what");
        answer.IsAccepted.Should().BeTrue();
        Texts(answer).Should().Equal("sum 5", "what");
        answer.Outputs.Should().BeEmpty();
    }

    [Theory]
    [InlineData("reject", GuestStatus.Rejected)]
    [InlineData("throw", GuestStatus.Rejected)]
    [InlineData("exit", GuestStatus.Exception)]
    [InlineData("size 2097057", GuestStatus.Rejected)]
    public async Task Input_that_is_not_accepted_is_undone_and_the_next_works(string command, GuestStatus status)
    {
        await StartAsync();
        await SendAsync("add 5");
        var bad = await SendAsync(command);
        var next = await SendAsync("add 2");

        bad.Status.Should().Be(status);
        bad.Outputs.Should().BeEmpty();
        Encoding.UTF8.GetString(Output(next)).Should().StartWith("sum 7 input 2");
        _session!.AcceptedCount.Should().Be(2);
        _session.RestartCount.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Largest_notice_passes()
    {
        await StartAsync();
        var result = await SendAsync("size 2097056");
        result.IsAccepted.Should().BeTrue();
        result.Outputs[0].Length.Should().BeLessOrEqualTo(RollupLimits.BufferBytesMax);
    }

    [Fact]
    public async Task Output_number_65537_of_one_input_is_refused()
    {
        await StartAsync();
        (await SendAsync("many 65537")).Status.Should().Be(GuestStatus.OutputsLimitExceeded);
        (await SendAsync("add 1")).IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task Input_that_takes_too_long_is_ended_and_the_next_works()
    {
        await StartAsync(options => options with { AdvanceTimeout = TimeSpan.FromSeconds(2) });
        (await SendAsync("hang")).Status.Should().Be(GuestStatus.TimeLimitExceeded);
        (await SendAsync("add 1")).IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task Guest_killed_while_idle_is_replayed()
    {
        await StartAsync();
        await SendAsync("add 5");
        Kill();
        var next = await SendAsync("add 2");
        Encoding.UTF8.GetString(Output(next)).Should().StartWith("sum 7");
        _session!.RestartCount.Should().Be(1);
    }

    [Fact]
    public async Task Guest_killed_again_and_again_while_it_works_is_never_blamed_for_it()
    {
        await StartAsync(options => options with { AdvanceTimeout = TimeSpan.FromSeconds(5) });
        await SendAsync("add 5");
        var working = SendAsync("hang");
        for (var killed = 0; killed < 3; killed++)
        {
            await Task.Delay(200);
            var before = _session!.ProcessId;
            Kill();
            for (var waited = 0; (_session.ProcessId is not { } now || now == before) && waited < 1_000; waited++)
            {
                await Task.Delay(20);
            }
        }

        (await working).Status.Should().Be(GuestStatus.TimeLimitExceeded, "that is what the input does by itself");
        Encoding.UTF8.GetString(Output(await SendAsync("add 2"))).Should().StartWith("sum 7");
    }

    [Fact]
    public async Task Guest_that_dies_once_while_it_works_is_replayed_and_asked_again()
    {
        var marker = Path.Combine(Path.GetTempPath(), $"guest-{Guid.NewGuid():N}");
        await StartAsync();
        await SendAsync("add 5");
        var survived = await SendAsync($"exit-once {marker}");
        File.Delete(marker);
        survived.IsAccepted.Should().BeTrue();
        Texts(await AskAsync("x")).Should().StartWith("sum 6");
    }

    [Fact]
    public async Task Inspect_that_fails_is_rejected_and_inspect_that_exits_is_an_exception()
    {
        await StartAsync();
        await SendAsync("add 5");
        (await AskAsync("throw")).Status.Should().Be(GuestStatus.Rejected);
        (await AskAsync("exit")).Status.Should().Be(GuestStatus.Exception);
        Texts(await AskAsync("x")).Should().StartWith("sum 5");
    }

    [Fact]
    public async Task Replay_that_answers_differently_is_an_error()
    {
        await StartAsync();
        await SendAsync("pid");
        Kill();
        var next = () => SendAsync("add 1");
        (await next.Should().ThrowAsync<GuestFailedException>()).WithMessage("*not deterministic*input 0*");
    }

    [Fact]
    public async Task Guest_that_ends_at_start_is_an_error_with_its_last_words()
    {
        var start = () => StartAsync(options => options with { Arguments = [.. options.Arguments, "refuse-to-start"] });
        (await start.Should().ThrowAsync<GuestFailedException>()).WithMessage("*exit code 7*told not to start*");
    }

    [Fact]
    public async Task Guest_that_stays_silent_at_start_is_an_error()
    {
        var start = () => StartAsync(options => options with
        {
            Arguments = [.. options.Arguments, "never-finish"],
            StartTimeout = TimeSpan.FromSeconds(1),
        });
        (await start.Should().ThrowAsync<GuestFailedException>()).WithMessage("*did not ask for work*");
    }

    [Fact]
    public async Task Program_that_is_not_there_is_an_error()
    {
        var start = () => GuestSession.StartAsync(new GuestOptions("/nowhere/guest", []), CancellationToken.None);
        await start.Should().ThrowAsync<GuestFailedException>();
    }

    [Fact]
    public async Task Cancelled_input_leaves_the_state_before_it()
    {
        await StartAsync();
        await SendAsync("add 5");
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var hang = () => _session!.AdvanceAsync(Input("hang"), soon.Token);
        await hang.Should().ThrowAsync<OperationCanceledException>();
        Texts(await AskAsync("x")).Should().StartWith("sum 5");
    }

    [Fact]
    public async Task Process_is_gone_after_dispose()
    {
        await StartAsync();
        var process = Process.GetProcessById(_session!.ProcessId!.Value);
        await _session.DisposeAsync();
        process.HasExited.Should().BeTrue();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    private static IEnumerable<string> Texts(GuestResult result) => result.Reports.Select(Encoding.UTF8.GetString);

    private static byte[] Output(GuestResult result)
    {
        result.Status.Should().Be(GuestStatus.Accepted);
        Rollup.Primitives.Rollups.Output.TryDecode(result.Outputs[0], out var output).Should().BeTrue();
        return ((Notice)output!).Payload.ToArray();
    }

    private async Task StartAsync(Func<GuestOptions, GuestOptions>? change = null)
    {
        var guest = Path.Combine(AppContext.BaseDirectory, "TestGuest.dll");
        var options = new GuestOptions("dotnet", [guest]);
        _session = await GuestSession.StartAsync(change is null ? options : change(options), CancellationToken.None);
    }

    private void Kill()
    {
        using var process = Process.GetProcessById(_session!.ProcessId!.Value);
        process.Kill();
        process.WaitForExit();
    }

    private Task<GuestResult> SendAsync(string command) => _session!.AdvanceAsync(Input(command), CancellationToken.None);

    private Task<GuestResult> AskAsync(string question) => _session!.InspectAsync(Encoding.UTF8.GetBytes(question), CancellationToken.None);

    private EvmAdvance Input(string command) =>
        new(31337, Address.Zero, Alice, 10, 1_700_000_000, Hash32.Zero, _nextIndex++, Encoding.UTF8.GetBytes(command));
}
