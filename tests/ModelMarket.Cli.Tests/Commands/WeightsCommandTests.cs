using System.IO.Compression;
using System.Text;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary><c>weights import</c> of what PyTorch, scikit-learn and NumPy write.</summary>
public sealed class WeightsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelmarket-weights-").FullName;
    private readonly string _model;
    private readonly string _output;

    public WeightsCommandTests()
    {
        _model = Path.Combine(_folder, "model.onnx");
        _output = Path.Combine(_folder, "weights.safetensors");
        File.WriteAllBytes(_model, DenseNetwork.Write([0, 0, 0], [1, 1, 1], 2)); // layer1.weight [3, 2], layer1.bias [2], layer2.weight [2, 1], layer2.bias [1]
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Pytorch_s_names_and_transposed_matrices_are_understood()
    {
        var file = Save("torch.safetensors", ("module.layer1.weight", [2, 3], [1, 2, 3, 4, 5, 6]), ("module.layer1.bias", [2], [7, 8]), ("module.layer2.weight", [1, 2], [9, 10]), ("module.layer2.bias", [1], [11]));

        var run = await ImportAsync(file);

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("layer1.weight [3, 2] ← module.layer1.weight [2, 3] (same name in another style, transposed)");
        Read("layer1.weight").Should().Equal(1, 4, 2, 5, 3, 6);
        Read("layer2.weight").Should().Equal(9, 10);
        Read("layer2.bias").Should().Equal(11);
    }

    [Fact]
    public async Task An_export_in_scikit_learn_s_style_is_mapped_by_shape()
    {
        var writer = new OnnxModelWriter(17);
        var x = writer.Input("X", ElementType.Float, -1, 3);
        var hidden = writer.Node("Relu", [writer.Node("Add", [writer.Node("MatMul", [x, writer.Initializer("coefficient", Tensor.From<float>(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2))]), writer.Initializer("intercepts", Tensor.From<float>(new float[] { 7, 8 }, 1, 2))])]);
        writer.Node("", "Add", [writer.Node("MatMul", [hidden, writer.Initializer("coefficient1", Tensor.From<float>(new float[] { 9, 10 }, 2, 1))]), writer.Initializer("intercepts1", Tensor.From<float>(new float[] { 11 }, 1, 1))], ["out"]);
        writer.Output("out", ElementType.Float, -1, 1);
        var file = Path.Combine(_folder, "sklearn.onnx");
        File.WriteAllBytes(file, writer.ToArray());

        var run = await ImportAsync(file, "--map", "layer1.bias=intercepts");

        run.Exit.Should().Be(ExitCode.Ok, run.Error + run.Output);
        run.Output.Should().Contain("layer1.bias [2] ← intercepts [1, 2] (as you said, reshaped)").And.Contain("layer1.weight [3, 2] ← coefficient [3, 2] (the only one of this shape)");
        Read("layer1.weight").Should().Equal(1, 2, 3, 4, 5, 6);
        Read("layer1.bias").Should().Equal(7, 8);
        Read("layer2.weight").Should().Equal(9, 10);
    }

    [Theory]
    [InlineData("layer9.bias=layer1.bias", "The job's model has no tensor layer9.bias that is trained.")]
    [InlineData("layer1.weight=layer1.bias", "layer1.bias [2] does not fit layer1.weight [3, 2], which it was to become.")]
    [InlineData("layer1.bias=layer9.bias", "The file has no tensor layer9.bias.")]
    public async Task A_pair_that_cannot_be_is_refused_and_not_passed_over(string pair, string words)
    {
        var file = Save("named.safetensors", ("layer1.weight", [3, 2], [1, 2, 3, 4, 5, 6]), ("layer1.bias", [2], [7, 8]), ("layer2.weight", [2, 1], [9, 10]), ("layer2.bias", [1], [11]));

        var run = await ImportAsync(file, "--map", pair);

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain(words);
        File.Exists(_output).Should().BeFalse();
    }

    [Fact]
    public async Task What_does_not_fit_is_one_object_under_json_that_names_it()
    {
        var file = Save("short.safetensors", ("layer1.weight", [2, 2], [1, 2, 3, 4]), ("layer1.bias", [2], [7, 8]), ("layer2.weight", [2, 1], [9, 10]), ("layer2.bias", [1], [11]));

        var run = await ImportAsync(file, "--json");

        run.Exit.Should().Be(ExitCode.Failed);
        System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetProperty("error").GetProperty("message").GetString().Should().Contain("layer1.weight [3, 2], nearest: layer1.weight [2, 2]");
    }

    [Fact]
    public async Task A_value_that_is_no_number_is_refused_and_earlier_weights_stay()
    {
        float[] bias = [7, 8];
        var good = Save("good.safetensors", ("layer1.weight", [3, 2], [1, 2, 3, 4, 5, 6]), ("layer1.bias", [2], bias), ("layer2.weight", [2, 1], [9, 10]), ("layer2.bias", [1], [11]));
        var bad = Save("bad.safetensors", ("layer1.weight", [3, 2], [1, 2, 3, 4, 5, float.NaN]), ("layer1.bias", [2], bias), ("layer2.weight", [2, 1], [9, 10]), ("layer2.bias", [1], [11]));
        (await ImportAsync(good)).Exit.Should().Be(ExitCode.Ok);

        var run = await ImportAsync(bad);

        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("layer1.weight has a value that is not a finite number, at 5; nothing was written");
        Read("layer1.weight").Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Theory]
    [InlineData("sklearn.onnx")]
    [InlineData("sklearn-double.onnx")]
    public async Task What_skl2onnx_made_of_an_MLPClassifier_is_mapped_by_itself_and_can_read_digits(string export)
    {
        var digits = Digits("model.onnx");

        var run = await CliRun.OfAsync("weights", "import", "--from", Digits(export), "--model", digits, "-o", _output);

        run.Exit.Should().Be(ExitCode.Ok, run.Error + run.Output);
        run.Output.Should().Contain("layer1.weight [64, 32] ← coefficient [64, 32] (the only one of this shape)")
            .And.Contain("layer1.bias [32] ← intercepts [1, 32] (the only one of this shape, reshaped)")
            .And.Contain("layer2.weight [32, 10] ← coefficient1 [32, 10] (the only one of this shape)")
            .And.Contain("layer2.bias [10] ← intercepts1 [1, 10] (the only one of this shape, reshaped)")
            .And.NotContain("no use for");
        var before = WeightFile.Read(digits).Single(tensor => tensor.Name == "layer2.weight").Values;
        Read("layer2.weight").Should().HaveCount(before.Length).And.NotEqual(before).And.OnlyContain(value => float.IsFinite(value));
    }

    [Fact]
    public async Task An_MLPClassifier_of_another_width_gives_a_diff_and_writes_nothing()
    {
        var run = await CliRun.OfAsync("weights", "import", "--from", Digits("sklearn-24.onnx"), "--model", Digits("model.onnx"), "-o", _output);

        run.Exit.Should().Be(ExitCode.Failed);
        run.Output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Should().Equal(
            "- layer1.weight [64, 32]: the file has nothing that fits (nearest: coefficient [64, 24])",
            "- layer1.bias [32]: the file has nothing that fits (nearest: intercepts [1, 24])",
            "- layer2.weight [32, 10]: the file has nothing that fits (nearest: coefficient1 [24, 10])",
            "  layer2.bias [10] ← intercepts1 [1, 10] (the only one of this shape, reshaped)",
            "+ coefficient [64, 24]: the job has no use for it",
            "+ intercepts [1, 24]: the job has no use for it",
            "+ coefficient1 [24, 10]: the job has no use for it");
        run.Error.Should().Contain("3 of the job's 4 tensors found nothing");
        File.Exists(_output).Should().BeFalse();
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, "transposed as the others are", new float[] { 1, 3, 2, 4 })]
    [InlineData(new[] { 3, 2 }, "(same name)", new float[] { 1, 2, 3, 4 })]
    public async Task A_square_matrix_is_turned_where_the_others_of_its_file_are(int[] first, string how, float[] expected)
    {
        File.WriteAllBytes(_model, DenseNetwork.Write([0, 0, 0], [1, 1, 1], 2, 2));
        var file = Save("square.safetensors", ("layer1.weight", first, new float[6]), ("layer1.bias", [2], [0, 0]), ("layer2.weight", [2, 2], [1, 2, 3, 4]), ("layer2.bias", [2], [0, 0]), ("layer3.weight", first[0] == 3 ? [2, 1] : [1, 2], [0, 0]), ("layer3.bias", [1], [0]));

        var run = await ImportAsync(file);

        run.Exit.Should().Be(ExitCode.Ok, run.Error + run.Output);
        run.Output.Split('\n').Should().Contain(line => line.Contains("layer2.weight [2, 2]", StringComparison.Ordinal) && line.Contains(how, StringComparison.Ordinal));
        Read("layer2.weight").Should().Equal(expected);
    }

    [Fact]
    public async Task Npz_is_read()
    {
        var file = Path.Combine(_folder, "w.npz");
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            foreach (var (name, shape, values) in new (string, string, double[])[] { ("layer1.weight", "(3, 2)", [1, 2, 3, 4, 5, 6]), ("layer1.bias", "(2,)", [7, 8]), ("layer2.weight", "(2, 1)", [9, 10]), ("layer2.bias", "(1,)", [11]) })
            {
                var header = Encoding.ASCII.GetBytes($"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
                using var entry = zip.CreateEntry(name + ".npy").Open();
                entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. values.SelectMany(BitConverter.GetBytes)]);
            }
        }

        (await ImportAsync(file)).Exit.Should().Be(ExitCode.Ok);
        Read("layer1.bias").Should().Equal(7, 8);
    }

    [Fact]
    public async Task Weights_that_do_not_fit_give_a_diff_and_write_nothing()
    {
        var file = Save("other.safetensors", ("layer1.weight", [3, 4], new float[12]), ("layer1.bias", [2], [7, 8]), ("embedding", [5], new float[5]));

        var run = await ImportAsync(file);

        run.Exit.Should().Be(ExitCode.Failed);
        run.Output.Should()
            .Contain("- layer1.weight [3, 2]: the file has nothing that fits (nearest: layer1.weight [3, 4])")
            .And.Contain("layer1.bias [2] ← layer1.bias [2] (same name)")
            .And.Contain("+ embedding [5]: the job has no use for it");
        run.Error.Should().Contain("3 of the job's 4 tensors found nothing").And.Contain("--map");
        File.Exists(_output).Should().BeFalse();
    }

    private static string Digits(string name) => Path.Combine(NodeScript.RepositoryRoot(), "tests", "vectors", "digits", name);

    private Task<CliRun> ImportAsync(string file, params string[] more) => CliRun.OfAsync(["weights", "import", "--from", file, "--model", _model, "-o", _output, .. more]);

    private string Save(string name, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, SafetensorsWriter.Write([.. tensors.Select(tensor => (tensor.Name, Tensor.From<float>(tensor.Values, tensor.Shape)))]));
        return path;
    }

    private float[] Read(string name) => WeightFile.Read(_output).Single(tensor => tensor.Name == name).Values;
}
