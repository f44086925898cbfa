using System.Text;
using Rollup.Guest.Testing;

namespace Rollup.Guest.Tests;

public sealed class PagedReportTests
{
    [Theory]
    [InlineData("", 4, 1)]
    [InlineData("abcd", 4, 1)]
    [InlineData("abcde", 4, 2)]
    [InlineData("ab🦆cd€ü🦆🦆x", 5, 6)]
    public void Long_answer_is_cut_between_characters(string answer, int reportBytesMax, int reports)
    {
        var sink = new RecordingSink(0);

        sink.ReportPaged(Encoding.UTF8.GetBytes(answer), reportBytesMax);

        sink.Reports.Should().HaveCount(reports).And.OnlyContain(report => report.Length <= reportBytesMax);
        string.Concat(sink.Reports.Select(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString)).Should().Be(answer);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_cut_at_the_bound()
    {
        var sink = new RecordingSink(0);
        var answer = Enumerable.Repeat((byte)0x80, 25).ToArray();

        sink.ReportPaged(answer, 10);

        sink.Reports.Select(report => report.Length).Should().Equal(10, 10, 5);
        sink.Reports.SelectMany(report => report).Should().Equal(answer);
    }
}
