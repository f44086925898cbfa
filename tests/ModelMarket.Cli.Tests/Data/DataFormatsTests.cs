using System.IO.Compression;
using System.Text;
using ModelMarket.Cli.Data;
using Parquet;
using Parquet.Schema;

namespace ModelMarket.Cli.Tests.Data;

/// <summary>The same rows in every format give the same data set.</summary>
public sealed class DataFormatsTests : IDisposable
{
    private const string Csv = "a,b,kind\n1,2.5,cat\n3,4.5,dog\n5,-1,cat\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("modelmarket-formats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Arff_is_read_with_its_classes_in_the_order_it_declares()
    {
        var path = Write("rows.arff", "% comment\n@relation t\n@attribute a numeric\n@attribute 'b' real\n@attribute kind {cat, 'dog'}\n@data\n1,2.5,cat\n% more\n3,4.5,'dog'\n5,-1,cat\n"u8.ToArray());

        var loaded = DataFile.Load(path);

        loaded.DataSet.Encode().Should().Equal(Reference());
        loaded.Classes.Should().Equal("cat", "dog");
    }

    [Fact]
    public async Task Parquet_is_read_as_a_table()
    {
        var path = Path.Combine(_folder, "rows.parquet");
        var fields = new DataField[] { new DataField<long>("a"), new DataField<double?>("b"), new DataField<string>("kind") };
        await using (var file = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file))
        using (var group = writer.CreateRowGroup())
        {
            await group.WriteAsync<long>(fields[0], new long[] { 1, 3, 5 }.AsMemory());
            await group.WriteAsync<double>(fields[1], new double?[] { 2.5, 4.5, -1 }.AsMemory());
            await group.WriteAsync(fields[2], new[] { "cat", "dog", "cat" });
        }

        DataFile.Load(path).DataSet.Encode().Should().Equal(Reference());
    }

    [Fact]
    public void Npz_and_npy_are_read_in_any_order_and_type()
    {
        var x = Npy("<f4", "False", "(3, 2)", new float[] { 1, 2.5f, 3, 4.5f, 5, -1 }.SelectMany(BitConverter.GetBytes));
        var fortran = Npy("<f8", "True", "(3, 2)", new double[] { 1, 3, 5, 2.5, 4.5, -1 }.SelectMany(BitConverter.GetBytes));
        var y = Npy("|u1", "False", "(3,)", [0, 1, 0]);
        var archive = Path.Combine(_folder, "rows.npz");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in new[] { ("X.npy", fortran), ("y.npy", y) })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        DataFile.Load(archive).DataSet.Encode().Should().Equal(Reference());
        DataFile.Load(Write("x.npy", x), Write("y.npy", y)).DataSet.Encode().Should().Equal(Reference());
    }

    [Fact]
    public void Idx_images_find_their_labels_and_take_the_schema_s_shape_and_scale()
    {
        Write("t-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102]);
        Write("t-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 7, 1]);
        var schema = DataSchema.Parse("""{"columns":[{"name":"pixel","count":2,"min":0,"max":255,"integer":true,"mean":0,"deviation":255}],"shape":[1,1,2]}"""u8, "schema");

        var data = DataFile.Load(Path.Combine(_folder, "t-images-idx3-ubyte"), null, schema).DataSet;

        data.Inputs[0].Tensor.Shape.Should().Equal(2, 1, 1, 2);
        data.Inputs[0].Tensor.Floats.ToArray().Should().Equal(0f, 1f, 0.2f, 0.4f);
        data.Targets.Int64s.ToArray().Should().Equal(7, 1);
    }

    [Fact]
    public void Problems_of_arrays_are_named_by_row()
    {
        var x = Npy("<f4", "False", "(3, 2)", new float[] { 1, 2.5f, 3, float.NaN, 500, -1 }.SelectMany(BitConverter.GetBytes));
        var y = Npy("<i8", "False", "(3,)", new long[] { 0, 5, 0 }.SelectMany(BitConverter.GetBytes));
        var schema = DataSchema.Parse("""{"columns":[{"name":"a","max":100,"unit":"mm"},{"name":"b"}],"classes":["cat","dog"]}"""u8, "schema");

        var (rows, problems) = DataFile.Check(Write("x.npy", x), Write("y.npy", y), schema);

        rows.Should().Be(3);
        problems.Select(problem => problem.ToString()).Should().Equal(
            "row 2: `b` is not a finite number",
            "row 2: the label 5 is no class number from 0 to 1",
            "row 3: `a` (column 1 of the job's schema) is 500, outside ..100 (is it in mm?)");
    }

    [Theory]
    [InlineData("a.npy", "no numpy", "is no NumPy array")]
    [InlineData("a.npz", "no zip", "is no archive of NumPy arrays")]
    [InlineData("a.parquet", "no parquet at all", "is no Parquet file")]
    [InlineData("a-idx1-ubyte", "no idx", "is no IDX file")]
    [InlineData("a.arff", "@relation t", "has no @data")]
    [InlineData("a.arff", "@attribute a real\n@attribute b real\n@data\n{0 1}\n", "sparse ARFF is not read")]
    [InlineData("a.arff", "@attribute a real\n@attribute b real\n@data\n1\n", "1 fields; 2 attributes")]
    public void Files_of_another_kind_are_refused_with_a_sentence(string name, string text, string words) =>
        FluentActions.Invoking(() => DataFile.Load(Write(name, Encoding.UTF8.GetBytes(text)))).Should().Throw<CliFault>().WithMessage($"*{words}*");

    [Theory]
    [InlineData("""{"columns":[{"name":"a","cuont":2}]}""")]
    [InlineData("""{"columns":[{"name":"a","count":2000000000}]}""")]
    [InlineData("""{"columns":[{"name":"a","count":4}],"shape":[3]}""")]
    [InlineData("""{"columns":[{"name":"a","mean":1}]}""")]
    [InlineData("""{"columns":[{}]}""")]
    public void A_schema_that_makes_no_sense_is_refused(string json) =>
        FluentActions.Invoking(() => DataSchema.Parse(Encoding.UTF8.GetBytes(json), "schema")).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);

    private static byte[] Reference() => DataFile.LoadTable(CsvReader.Read(new StringReader(Csv), "rows.csv"), null, null).DataSet.Encode();

    private static byte[] Npy(string type, string fortran, string shape, IEnumerable<byte> data)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. data];
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
