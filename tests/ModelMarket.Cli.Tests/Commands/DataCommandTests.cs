using System.Text.Json;
using ModelMarket.Cli.Tests.Support;
using ModelMarket.Learning.Data;
using Parquet;
using Parquet.Schema;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary><c>data check</c> and <c>data import</c> as arguments in, text and exit code out.</summary>
public sealed class DataCommandTests : IDisposable
{
    private const string Schema = """
        {"columns":[{"name":"radius_mean","unit":"µm","min":6,"max":30,"mean":10,"deviation":2},{"name":"count","integer":true,"mean":0,"deviation":1}],
         "label":"diagnosis","classes":["benign","malignant"],"rowsMin":2}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("modelmarket-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_that_fit_exit_0()
    {
        var run = await CliRun.OfAsync("data", "check", Write("a.csv", "radius_mean,count,diagnosis\n12,3,benign\n20,1,malignant\n"), "--schema", Write("s.json", Schema));

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Trim().Should().Be("2 of 2 rows fit");
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_named_one_by_one_and_exit_1()
    {
        var run = await CliRun.OfAsync(
            "data", "check", Write("a.csv", "radius_mean,count,diagnosis\n1780,3,benign\n20,1.5,malignant\n,1,green\n12,1,benign\n"), "--schema", Write("s.json", Schema));

        run.Exit.Should().Be(ExitCode.Failed);
        run.Output.Should()
            .Contain("line 2: `radius_mean` (column 1 of the job's schema) is 1780, outside 6..30 (is it in µm?)")
            .And.Contain("line 3: `count` (column 2 of the job's schema) is 1.5, not a whole number")
            .And.Contain("line 4: `radius_mean` is missing")
            .And.Contain("line 4: the label `green` is none of benign, malignant")
            .And.Contain("1 of 4 rows fit");
    }

    [Fact]
    public async Task Too_few_rows_exit_1_and_json_lists_problems()
    {
        var run = await CliRun.OfAsync("data", "check", Write("a.csv", "radius_mean,count,diagnosis\n1780,3,benign\n"), "--schema", Write("s.json", Schema), "--json");

        run.Exit.Should().Be(ExitCode.Failed);
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.GetProperty("rows").GetInt32().Should().Be(1);
        json.GetProperty("rowsMin").GetInt32().Should().Be(2);
        json.GetProperty("shown")[0].GetProperty("column").GetString().Should().Be("radius_mean");
    }

    [Fact]
    public async Task Import_writes_rows_normalised_as_the_schema_says()
    {
        var output = Path.Combine(_folder, "rows.safetensors");

        var run = await CliRun.OfAsync("data", "import", Write("a.csv", "count,diagnosis,radius_mean\n3,benign,12\n1,malignant,20\n"), "--schema", Write("s.json", Schema), "-o", output);

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().Contain("2 rows of [2], normalised as the schema says");
        DataSet.TryDecode(File.ReadAllBytes(output), out var data, out _).Should().BeTrue();
        data!.Inputs[0].Tensor.Floats.ToArray().Should().Equal(1, 3, 5, 1);
        data.Targets.Int64s.ToArray().Should().Equal(0, 1);
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public async Task Import_reads_columns_of_every_kind_from_parquet(CompressionMethod compression)
    {
        var output = Path.Combine(_folder, "rows.safetensors");

        var run = await CliRun.OfAsync("data", "import", await WriteParquetAsync(compression), "-o", output);

        run.Exit.Should().Be(ExitCode.Ok, run.Error);
        DataSet.TryDecode(File.ReadAllBytes(output), out var data, out _).Should().BeTrue();
        data!.Inputs[0].Tensor.Shape.Should().Equal(2, 22);
        data.Inputs[0].Tensor.Floats[..22].ToArray().Should().OnlyContain(value => value == 1);
        data.Targets.Int64s.ToArray().Should().Equal(1, 0);
    }

    // Two rows: every kind of number that is read, with and without gaps allowed, 1 in the first row and 0 in the second; then a class.
    private async Task<string> WriteParquetAsync(CompressionMethod compression)
    {
        var path = Path.Combine(_folder, "rows.parquet");
        var kinds = new List<(DataField[] Fields, Func<ParquetRowGroupWriter, DataField[], Task> Write)>();
        Add<double>(1, 0);
        Add<float>(1, 0);
        Add<long>(1, 0);
        Add<int>(1, 0);
        Add<short>(1, 0);
        Add<sbyte>(1, 0);
        Add<ulong>(1, 0);
        Add<uint>(1, 0);
        Add<ushort>(1, 0);
        Add<byte>(1, 0);
        Add<bool>(true, false);
        var label = new DataField<string>("kind");
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema([.. kinds.SelectMany(kind => kind.Fields), label]), file, new ParquetOptions { CompressionMethod = compression });
        using var group = writer.CreateRowGroup();
        foreach (var (fields, write) in kinds)
        {
            await write(group, fields);
        }

        await group.WriteAsync(label, new[] { "sick", "healthy" });
        return path;

        void Add<T>(T first, T second)
            where T : struct => kinds.Add((
                [new DataField<T>(typeof(T).Name), new DataField<T?>(typeof(T).Name + "?")],
                async (group, fields) =>
                {
                    await group.WriteAsync<T>(fields[0], new[] { first, second }.AsMemory());
                    await group.WriteAsync<T>(fields[1], new T?[] { first, second }.AsMemory());
                }
        ));
    }

    [Theory]
    [InlineData("data check nowhere.csv", ExitCode.Usage, "There is no file nowhere.csv")]
    [InlineData("data check nowhere.csv --schema nowhere.json", ExitCode.Usage, "There is no schema nowhere.json")]
    [InlineData("data check a.csv --schema s.json --job 7", ExitCode.Usage, "exclude each other")]
    [InlineData("data check a.csv --job 7", ExitCode.Usage, "No network is named")]
    [InlineData("data import a.csv", ExitCode.Usage, "--output")]
    [InlineData("weights import", ExitCode.Usage, "--from")]
    [InlineData("weights import --from a.onnx", ExitCode.Usage, "Name a job")]
    [InlineData("weights import --from nowhere.onnx --model m.onnx -o o", ExitCode.Usage, "There is no file nowhere.onnx")]
    [InlineData("weights import 7 --from nowhere.npz", ExitCode.Usage, "There is no file nowhere.npz")]
    public async Task Bad_arguments_exit_with_a_sentence(string line, int exit, string words)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        run.Exit.Should().Be(exit);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("✗").And.Contain(words);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
