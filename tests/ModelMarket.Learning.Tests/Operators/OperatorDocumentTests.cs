using System.Text;
using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>OPERATORS.md is made from the registration table; with MODELMARKET_WRITE_DOCS=1 this test writes it.</summary>
public class OperatorDocumentTests
{
    [Fact]
    public void Operators_md_is_what_the_table_says()
    {
        string path = Path.Combine(RepositoryRoot(), "dapp", "ModelMarket.Learning", "OPERATORS.md");
        string due = Document();
        if (Environment.GetEnvironmentVariable("MODELMARKET_WRITE_DOCS") == "1")
            File.WriteAllText(path, due);
        File.ReadAllText(path).Should().Be(due, "run this test with MODELMARKET_WRITE_DOCS=1 and commit the file");
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Rollup.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("no Rollup.sln above the test");
    }

    private static string Document()
    {
        var text = new StringBuilder();
        text.Append("# Operators\n\nMade from the registration table by `OperatorDocumentTests`; do not edit. *Since* are the operator sets in which the rule here changes; each serves\n");
        text.Append("until the next. *Types* are those of the first input in the newest set; float16 and bfloat16 are widened to float and rounded once unless elements only move.\n");
        string? domain = null, name = null;
        foreach (OperatorEntry entry in OperatorTable.Entries)
        {
            if (entry.Domain != domain)
                text.Append($"\n## {(entry.Domain.Length == 0 ? "ai.onnx" : entry.Domain)}\n\n| operator | since | types |\n| --- | --- | --- |\n");
            if (entry.Domain != domain || entry.Name != name)
                text.Append($"| {entry.Name} | {Since(entry)} | {NodeCheck.Names(Newest(entry).Types)} |\n");
            domain = entry.Domain;
            name = entry.Name;
        }

        return text.ToString();
    }

    private static OperatorEntry Newest(OperatorEntry entry) => OperatorTable.Entries.Last(other => other.Domain == entry.Domain && other.Name == entry.Name);

    private static string Since(OperatorEntry entry) =>
        string.Join(", ", OperatorTable.Entries.Where(other => other.Domain == entry.Domain && other.Name == entry.Name).Select(other => other.Since));
}
