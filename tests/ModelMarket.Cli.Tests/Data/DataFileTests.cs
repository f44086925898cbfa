using ModelMarket.Cli.Data;

namespace ModelMarket.Cli.Tests.Data;

public sealed class DataFileTests
{
    private const string Measured = "radius,area,diagnosis\n1,10,benign\n2,30,malignant\n3,20,benign\n";

    [Fact]
    public void Words_become_classes_in_ordinal_order()
    {
        var loaded = Load(Measured);

        loaded.Features.Should().Equal("radius", "area");
        loaded.Classes.Should().Equal("benign", "malignant");
        loaded.DataSet.Targets.Int64s.ToArray().Should().Equal(0, 1, 0);
        loaded.DataSet.Inputs[0].Tensor.Floats.ToArray().Should().Equal(1, 10, 2, 30, 3, 20);
    }

    [Fact]
    public void A_schema_orders_columns_names_classes_and_normalises()
    {
        var schema = new DataSchema
        {
            Columns = [new DataColumn { Name = "area", Mean = 20, Deviation = 10 }, new DataColumn { Name = "radius", Mean = 2, Deviation = 0.5 }],
            Label = "diagnosis",
            Classes = ["malignant", "benign"],
        };

        var loaded = Load(Measured, schema: schema);

        loaded.DataSet.Inputs[0].Tensor.Floats.ToArray().Should().Equal(-1, -2, 1, 0, 0, 2);
        loaded.DataSet.Targets.Int64s.ToArray().Should().Equal(1, 0, 1);
    }

    [Fact]
    public void A_label_in_another_column_is_found_by_name_or_number()
    {
        Load("y,a\n1,5\n0,6\n", label: "y").DataSet.Targets.Int64s.ToArray().Should().Equal(1, 0);
        Load("1,5\n0,6\n", label: "1").DataSet.Targets.Int64s.ToArray().Should().Equal(1, 0);
        Load("Y,a\n1,5\n0,6\n", label: "y").DataSet.Inputs[0].Tensor.Floats.ToArray().Should().Equal(5, 6);
        FluentActions.Invoking(() => Load(Measured, label: "colour")).Should().Throw<CliFault>().WithMessage("*no column `colour`*");
    }

    [Fact]
    public void Labels_with_a_fraction_are_values()
    {
        Load("a,y\n1,0.5\n2,1\n").DataSet.Targets.Floats.ToArray().Should().Equal(0.5f, 1f);
        Load("a,y\n1,2\n2,1\n", schema: new DataSchema { Regression = true }).DataSet.HasClasses.Should().BeFalse();
        Load("a,y\n1,2\n2,1\n").DataSet.HasClasses.Should().BeTrue();
    }

    [Theory]
    [InlineData("a,y\n,1\n2,0\n", "line 2: `a` is missing")]
    [InlineData("a,y\n1,1\n?,0\n", "line 3: `a` is missing")]
    [InlineData("a,y\n1,1\nx,0\n", "line 3: `a` is `x`, not a number")]
    [InlineData("a;y\n1;1\n10,94;0\n", "line 3: `a` is `10,94`, with a decimal comma: save the file with decimal points, such as 10.94")]
    [InlineData("a,y\n1,1\n1e60,0\n", "line 3: `a` is `1e60`, not a number that fits 32 bits")]
    [InlineData("a,y\n1,1\n2,-1\n", "line 3: the label `-1` is not a class number")]
    [InlineData("2,1,no,yes\n5,0\n6,2\n", "line 3: the label `2` is none of no, yes")]
    public void A_field_that_does_not_fit_is_named_with_its_line(string text, string reason) =>
        FluentActions.Invoking(() => Load(text)).Should().Throw<CliFault>().WithMessage($"*{reason}*");

    [Fact]
    public void A_value_out_of_the_job_s_range_is_a_problem_with_the_unit_wanted()
    {
        var schema = new DataSchema { Columns = [new DataColumn { Name = "radius", Min = 6, Max = 30, Unit = "mm" }] };
        var problems = TableConverter.Check(CsvReader.Read(new StringReader("radius,y\n17.8,1\n1780,0\n"), "t.csv"), null, schema);

        problems.Should().ContainSingle().Which.ToString().Should()
            .Be("line 3: `radius` (column 1 of the job's schema) is 1780, outside 6..30 (is it in mm?)");
    }

    [Fact]
    public void Many_problems_are_counted_and_a_few_shown()
    {
        var text = "a,y\n" + string.Concat(Enumerable.Repeat("x,0\n", 20));

        FluentActions.Invoking(() => Load(text)).Should().Throw<CliFault>().WithMessage("*and 15 more.");
    }

    [Fact]
    public void Standardisation_of_the_rows_gives_mean_0_and_deviation_1()
    {
        var data = Load("a,b,y\n1,5,0\n2,5,1\n3,5,0\n6,5,1\n").DataSet;
        var standardisation = Standardisation.Of(data);
        standardisation.Apply(data);

        standardisation.Means.Should().Equal(3, 5);
        standardisation.Deviations[1].Should().Be(1, "a column that never varies is only shifted");
        var first = Enumerable.Range(0, 4).Select(row => data.Inputs[0].Tensor.Floats[row * 2]).ToArray();
        first.Sum().Should().BeApproximately(0, 1e-6f);
        first.Sum(value => value * value).Should().BeApproximately(4, 1e-5f);
    }

    [Fact]
    public void Safetensors_and_schemas_are_read_from_files_and_wrong_ones_refused()
    {
        var folder = Directory.CreateTempSubdirectory("modelmarket-data-").FullName;
        try
        {
            var data = Load(Measured).DataSet;
            File.WriteAllBytes(Path.Combine(folder, "rows.safetensors"), data.Encode());
            File.WriteAllText(Path.Combine(folder, "bad.safetensors"), "no");
            File.WriteAllText(Path.Combine(folder, "schema.json"), new DataSchema { Columns = [new DataColumn { Name = "radius", Min = 0 }] }.ToJson());
            File.WriteAllText(Path.Combine(folder, "bad.json"), """{ "columns": [ { "name": "radius", "minimum": 0 } ] }""");

            DataFile.Load(Path.Combine(folder, "rows.safetensors")).DataSet.Encode().Should().Equal(data.Encode());
            DataSchema.Load(Path.Combine(folder, "schema.json")).Columns[0].Min.Should().Be(0);
            FluentActions.Invoking(() => DataFile.Load(Path.Combine(folder, "bad.safetensors"))).Should().Throw<CliFault>();
            FluentActions.Invoking(() => DataSchema.Load(Path.Combine(folder, "bad.json"))).Should().Throw<CliFault>().WithMessage("*bad.json is not a schema, line 1: it has a key that is not known: minimum");
            FluentActions.Invoking(() => DataFile.Load(Path.Combine(folder, "none.csv"))).Should().Throw<CliFault>();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_schema_that_normalises_some_columns_only_is_refused()
    {
        const string Json = """{ "columns": [ { "name": "a", "mean": 1, "deviation": 2 }, { "name": "b" } ] }""";

        FluentActions.Invoking(() => DataSchema.Parse(System.Text.Encoding.UTF8.GetBytes(Json), "s.json")).Should().Throw<CliFault>().WithMessage("*column `b` has no mean and deviation, and others have.");
    }

    [Fact]
    public void The_schema_that_DATA_md_shows_is_read_and_its_table_has_every_key()
    {
        var text = File.ReadAllText(Path.Combine(Local.RepositoryFolder.Find()!, "frontend-cli", "DATA.md"));
        var shown = text.Split("```json")[1].Split("```")[0];

        var schema = DataSchema.Parse(System.Text.Encoding.UTF8.GetBytes(shown), "DATA.md");

        schema.Columns.Should().HaveCount(66).And.Contain(column => column.Name == "pixel64");
        var keys = new[] { typeof(DataSchema), typeof(DataColumn) }.SelectMany(type => type.GetProperties()).Where(property => property.CanWrite);
        keys.Should().OnlyContain(key => text.Contains($"`{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(key.Name)}`"));
    }

    private static LoadedData Load(string text, string? label = null, DataSchema? schema = null) =>
        DataFile.LoadTable(CsvReader.Read(new StringReader(text), "test.csv"), label, schema);
}
