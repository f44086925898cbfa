using CsCheck;
using ModelMarket.Cli.Data;

namespace ModelMarket.Cli.Tests.Data;

public sealed class CsvReaderTests
{
    [Fact]
    public void The_breast_cancer_file_is_read_with_its_class_names()
    {
        using var stream = typeof(CliHost).Assembly.GetManifestResourceStream("breast_cancer.csv");
        using var text = new StreamReader(stream!);
        var table = CsvReader.Read(text, "breast_cancer.csv");

        table.Rows.Should().HaveCount(569);
        table.Columns.Should().HaveCount(31);
        table.HasNames.Should().BeFalse();
        table.ClassNames.Should().Equal("malignant", "benign");
        table.Rows[0].Line.Should().Be(2);
        table.Rows.Count(row => row.Fields[^1] == "0").Should().Be(212);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", true)]
    [InlineData("a;b\r\n1;2\r\n3;4", true)]
    [InlineData("a\tb\n1\t2\n\n3\t4\n\n", true)]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n3 , 4\n", true)]
    [InlineData("1,2\n3,4", false)]
    [InlineData("2019,b\n1,2\n3,4", true)]
    public void Header_forms_separators_and_line_ends_are_understood(string text, bool named)
    {
        var table = Read(text);

        table.HasNames.Should().Be(named);
        table.Rows.TakeLast(2).Select(row => string.Join('|', row.Fields)).Should().Equal("1|2", "3|4");
    }

    [Fact]
    public void Quotes_keep_separators_line_breaks_and_quotes()
    {
        var table = Read("name,value\n\"a, \"\"b\"\"\nc\",1\nd,2\n");

        table.Rows[0].Fields.Should().Equal("a, \"b\"\nc", "1");
        table.Rows[1].Should().BeEquivalentTo(new TableRow(4, ["d", "2"]));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("a,b\n", "a header and no rows")]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 fields; the table has 2 columns")]
    [InlineData("a,b\n1,\"2\n", "a quotation mark is not closed")]
    [InlineData("3,2,no,yes\n1,2,0\n3,4,1\n", "announces 3 rows, the file has 2")]
    public void A_file_that_is_no_table_says_why(string text, string reason)
    {
        var read = () => Read(text);

        read.Should().Throw<CliFault>().WithMessage($"*{reason}*").Which.Exit.Should().Be(ExitCode.Usage);
    }

    [Fact]
    public void An_endless_field_is_refused() =>
        FluentActions.Invoking(() => Read("a,b\n1," + new string('x', DataFileLimits.FieldCharactersMax + 1))).Should().Throw<CliFault>();

    [Fact]
    public void Any_text_gives_a_table_or_a_fault()
    {
        Gen.String[Gen.Char["ab1.,;\"\n\r\t "], 0, 40].Sample(text =>
        {
            try
            {
                return Read(text).Rows.Count > 0;
            }
            catch (CliFault fault)
            {
                return fault.Exit == ExitCode.Usage;
            }
        });
    }

    [Fact]
    public void Written_fields_read_back() =>
        Gen.String[Gen.Char["ab,;\"\n x"], 0, 8].Select(s => s.Trim()).Array[2].Array[1, 5].Sample(rows =>
        {
            var text = "name,other\n" + string.Join('\n', rows.Select(row => string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            return Read(text).Rows.Select(row => row.Fields).Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second));
        });

    private static Table Read(string text) => CsvReader.Read(new StringReader(text), "test.csv");
}
