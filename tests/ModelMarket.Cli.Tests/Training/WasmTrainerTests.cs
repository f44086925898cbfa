using System.Text;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Training;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace ModelMarket.Cli.Tests.Training;

/// <summary>The sample trainer trains; a hostile one does whatever it likes and harms nobody.</summary>
public sealed class WasmTrainerTests(ITestOutputHelper output)
{
    private static readonly Lazy<byte[]> Hostile = new(WasmBuild.Hostile);

    [SkippableFact]
    public void The_sample_trains_a_dense_network_and_gives_the_same_weights_every_time()
    {
        WasmBuild.Require();
        var bench = Bench(out var rows);
        var trainer = new WasmTrainer(WasmBuild.Sample(), WasmTerms.Parse("wasm:fuel=20000,memory=64,epochs=30,lr=0.05"));
        var (steps, words) = (new List<double>(), new List<string>());

        var first = Run(trainer, bench, rows, steps.Add, words.Add);
        var second = Run(trainer, bench, rows, _ => { }, _ => { });

        second.Should().Equal(first, "clock and generator stand still");
        bench.Judge.TryDecode(first, out var weights, out var detail).Should().BeTrue(detail);
        var (before, after) = (bench.ScoreInitial().Value, bench.Score(weights).Value);
        output.WriteLine($"figure: wasm sample trainer log-loss {before / 1e9:F4} -> {after / 1e9:F4}");
        after.Should().BeLessThan(before / 2);
        steps.Should().HaveCount(30).And.BeInAscendingOrder();
        steps[^1].Should().Be(1);
        words.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("parent", "tried to reach `../../etc/passwd`, outside its folders")]
    [InlineData("absolute", "tried to reach `/etc/passwd`, outside its folders")]
    [InlineData("libc", "gave up with exit code 7")]
    [InlineData("overwrite", "gave up with exit code 69")]
    [InlineData("socket", "tried to use the network (sock_send)")]
    [InlineData("loop", "did not end within its 2000 million instructions")]
    [InlineData("memory", "after it was refused more than its 16 MiB of memory")]
    [InlineData("write", "tried to write more than 8 MiB into its output folder")]
    [InlineData("files", "gave up with exit code 9")]
    [InlineData("print", "printed more than 1024 KiB")]
    [InlineData("stack", "stack|memory that is not its own")]
    [InlineData("pointer", "passed an address outside its memory")]
    [InlineData("random", "did not end within its 2000 million instructions")]
    [InlineData("nothing", "ended without writing /out/weights.safetensors")]
    public void A_hostile_module_is_stopped_with_a_sentence_and_leaves_nothing(string deed, string words)
    {
        WasmBuild.Require();
        var temporary = Directory.GetFiles(Path.GetTempPath()).Length;
        var trainer = new WasmTrainer(Hostile.Value, WasmTerms.Parse($"wasm:fuel=2000,memory=16,output=8,deed={deed}"));

        var run = () => trainer.Run("model"u8.ToArray(), "weights"u8.ToArray(), "rows"u8.ToArray(), _ => { }, _ => { }, default);

        var fault = run.Should().Throw<CliFault>().Which;
        output.WriteLine($"{deed}: {fault.Message}");
        fault.Exit.Should().Be(ExitCode.Failed);
        fault.Message.Should().StartWith("The trainer was stopped: it ").And.MatchRegex(words.Contains('|') ? words : System.Text.RegularExpressions.Regex.Escape(words));
        fault.Mend.Should().Contain("Nothing it made was kept");
        Directory.GetFiles(Path.GetTempPath()).Length.Should().BeLessThanOrEqualTo(temporary + 20, "its files are in memory only; others use this folder too");
        Directory.Exists("/out").Should().BeFalse();
    }

    [SkippableFact]
    public void Words_of_a_module_are_plain_text_and_only_shares_move_the_bar()
    {
        WasmBuild.Require();
        var trainer = new WasmTrainer(Hostile.Value, WasmTerms.Parse("wasm:deed=escape"));
        var (steps, words) = (new List<double>(), new List<string>());

        FluentActions.Invoking(() => trainer.Run([], [], [], steps.Add, words.Add, default)).Should().Throw<CliFault>();

        steps.Should().Equal(0.5);
        words.Should().Equal("[2J]0;ownedprogress 7");
    }

    [SkippableFact]
    public void A_module_is_stopped_at_once_by_its_user()
    {
        WasmBuild.Require();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var trainer = new WasmTrainer(Hostile.Value, WasmTerms.Parse("wasm:fuel=50000000,deed=loop"));

        FluentActions.Invoking(() => trainer.Run([], [], [], _ => { }, _ => { }, stop.Token)).Should().Throw<OperationCanceledException>();
    }

    [Theory]
    [InlineData("(module (import \"env\" \"system\" (func)))", "needs `env.system`, which no trainer has")]
    [InlineData("(module (memory (export \"memory\") 1))", "has no function _start")]
    [InlineData("(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func $e (param i32))) (func (export \"_start\") (call $e (i32.const 0))))", "exports no memory")]
    [InlineData("(module (memory (export \"memory\") 60000) (func (export \"_start\")))", "refused more than its 256 MiB of memory")]
    public void A_module_of_another_kind_is_refused(string text, string words)
    {
        var module = Wasmtime.Module.ConvertText(text);

        var run = () => new WasmTrainer(module, WasmTerms.Parse("wasm")).Run([], [], [], _ => { }, _ => { }, default);

        run.Should().Throw<CliFault>().WithMessage($"*{words}*");
    }

    [Fact]
    public void Bytes_that_are_no_module_are_refused()
    {
        FluentActions.Invoking(() => new WasmTrainer(Encoding.ASCII.GetBytes("MZ…"), WasmTerms.Parse("wasm")).Run([], [], [], _ => { }, _ => { }, default))
            .Should().Throw<CliFault>().WithMessage("The trainer is no WebAssembly module*");
    }

    [Theory]
    [InlineData("wasm:fuel=0")]
    [InlineData("wasm:memory=100000")]
    [InlineData("wasm:output=x")]
    [InlineData("wasm:epochs")]
    public void Terms_out_of_range_are_refused(string text) =>
        FluentActions.Invoking(() => WasmTerms.Parse(text)).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);

    private static byte[] Run(WasmTrainer trainer, Workbench bench, DataSet rows, Action<double> progress, Action<string> words) =>
        trainer.Run([], bench.Judge.Initial.Encode(WeightEncoding.F32), rows.Encode(), progress, words, default);

    /// <summary>Two classes on a ring and inside it, by a 2-16-1 network.</summary>
    private static Workbench Bench(out DataSet rows)
    {
        var random = new Random(3);
        var (x, y) = (new float[400], new long[200]);
        for (var i = 0; i < y.Length; i++)
        {
            var (angle, radius) = (random.NextDouble() * 2 * Math.PI, i % 2 == 0 ? 1.0 : 2.5);
            (x[2 * i], x[(2 * i) + 1], y[i]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)), i % 2);
        }

        DataSet.TryCreate([new DataInput("", Tensor.From<float>(x, 200, 2))], Tensor.From<long>(y, 200), null, null, out var data, out _).Should().BeTrue();
        rows = data!;
        var terms = new JudgeTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits, OutputName = "", PositiveClass = 1, EvalBatchRows = 64, SampleWeights = false, NormBoundMicros = 0, DuplicateThousandths = 0, WholeModels = false };
        return Workbench.Open(DenseNetwork.Write([0, 0], [1, 1], 16), rows.Encode(), terms);
    }
}
