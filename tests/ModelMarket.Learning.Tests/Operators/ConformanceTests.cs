using System.Globalization;
using ModelMarket.Learning.Execution;
using Xunit.Abstractions;

namespace ModelMarket.Learning.Tests.Operators;

/// <summary>The ONNX project's conformance set (Debian's libonnx-testdata) with its runner's tolerances; no case is special-cased by name.</summary>
public class ConformanceTests(ITestOutputHelper output)
{
    /// <summary>How many must pass; raised when more do.</summary>
    private const int PassedMin = 1_036;

    [SkippableFact]
    public void Conformance_set_has_no_failure()
    {
        List<ConformanceCase> cases = ConformanceCase.All();
        Skip.If(cases.Count == 0, $"no models under {ConformanceCase.Root}: install Debian's libonnx-testdata");
        int passed = 0;
        var unsupported = new List<string>();
        var failed = new List<string>();
        foreach (ConformanceCase one in cases)
        {
            string? wrong = one.Run(PlanOptions.Default, out bool refused);
            if (wrong is null)
                passed++;
            else
                (refused ? unsupported : failed).Add($"{one.Name}: {wrong}");
        }

        Report(cases.Count, passed, unsupported, failed);
        failed.Should().BeEmpty();
        passed.Should().BeGreaterThanOrEqualTo(PassedMin);
    }

    private void Report(int count, int passed, List<string> unsupported, List<string> failed)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{count} models: {passed} passed, {unsupported.Count} not supported, {failed.Count} failed"),
        };
        lines.AddRange(failed.Select(line => $"failed         {line}"));
        lines.AddRange(unsupported.Select(line => $"not supported  {line}"));
        foreach (string line in lines)
            output.WriteLine(line);
        string? report = Environment.GetEnvironmentVariable("MODELMARKET_CONFORMANCE_REPORT");
        if (report is not null)
            File.WriteAllLines(report, lines);
    }
}
