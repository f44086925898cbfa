using System.Text;
using Replay;
using Rollup.Node.GuestHost;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;
using TestGuest;

namespace Rollup.Node.Tests.GuestHost;

public sealed class ReplayTests
{
    private static readonly GuestOptions Guest = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "TestGuest.dll")]);

    private static readonly EvmAdvance[] Inputs = [.. new[] { "add 5", "voucher", "reject", "add 2", "delegate" }.Select(Input)];

    [Fact]
    public async Task Process_and_in_process_application_answer_the_same_bytes()
    {
        var recording = ReplayRunner.Record(new CommandApplication(), "?", Inputs);
        (await ReplayRunner.ReplayAsync(Guest, recording, CancellationToken.None)).Should().BeNull();
        var recordedOverHttp = await ReplayRunner.RecordAsync(Guest, "?", Inputs, CancellationToken.None);
        ReplayRunner.Replay(new CommandApplication(), recordedOverHttp).Should().BeNull();
    }

    [Fact]
    public async Task Every_kind_of_difference_is_found()
    {
        var recording = ReplayRunner.Record(new CommandApplication(), "?", Inputs);
        var changes = new Func<RecordedInput, RecordedInput>[]
        {
            entry => entry with { Status = GuestStatus.Rejected },
            entry => entry with { Outputs = [] },
            entry => entry with { Outputs = [Changed(entry.Outputs[0])] },
            entry => entry with { Reports = [Changed(entry.Reports[0])] },
            entry => entry with { State = [Changed(entry.State[0]), entry.State[1]] },
        };
        foreach (var change in changes)
        {
            var tampered = recording with { Inputs = [recording.Inputs[0], change(recording.Inputs[1]), .. recording.Inputs.Skip(2)] };
            ReplayRunner.Replay(new CommandApplication(), tampered).Should().StartWith("input 1:");
        }

        var first = recording with { Inputs = [changes[2](recording.Inputs[0])] };
        (await ReplayRunner.ReplayAsync(Guest, first, CancellationToken.None)).Should().StartWith("input 0: output 0");
    }

    [Fact]
    public void File_round_trips()
    {
        var path = Path.GetTempFileName();
        var recording = ReplayRunner.Record(new CommandApplication(), "?", Inputs);
        recording.Write(path);
        var back = Recording.Read(path);
        File.Delete(path);
        back.Question.Should().Be("?");
        back.Inputs.Should().HaveCount(Inputs.Length);
        back.Inputs.Zip(recording.Inputs, (a, b) => a.DifferenceTo(b)).Should().AllSatisfy(difference => difference.Should().BeNull());
        back.Inputs.Select(entry => entry.Input).Should().Equal(Inputs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"recording\":2,\"question\":\"\"}")]
    [InlineData("{\"recording\":1,\"question\":\"\"}\n{\"input\":\"0x00\",\"status\":\"Accepted\",\"outputs\":[],\"reports\":[],\"state\":[]}")]
    public void Other_file_is_refused(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        var read = () => Recording.Read(path);
        read.Should().Throw<InvalidDataException>();
        File.Delete(path);
    }

    private static byte[] Changed(byte[] bytes) => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];

    private static EvmAdvance Input(string command, int index) =>
        new(31337, Address.Zero, Address.Zero, 10, 1_700_000_000, Hash32.Zero, (ulong)index, Encoding.UTF8.GetBytes(command));
}
