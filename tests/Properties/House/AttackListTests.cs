using System.Text.RegularExpressions;

namespace Properties.House;

/// <summary>tests/ATTACKS.md names a test for every attack of mechanism.md §10, and each of those tests is there.</summary>
public sealed partial class AttackListTests
{
    private static readonly string[] Attacks =
    [
        "zero submissions", "partial sealed reveal", "mismatching reveal", "wrong salt", "commitment copied from another address", "exact copy",
        "copy in other bytes", "copy + 1e-6 noise", "copy scaled by 1.01", "3 of 10 clients flip labels ×10", "sign-flip", "lazy noise", "late reveal",
        "sponsor with 100 puppets", "draw-grinding wrapper", "half-garbage hidden groups", "one client as ten", "colluders taking minImprovement per round",
        "scores asked before Scoring", "NaN, infinity, zero delta", "65,217-byte payload", "zip and protobuf bombs", "one leaf linked 1,000 times",
        "garbage parts from a stranger", "quota squatting", "tick spam", "reordered inputs", "vouchers in every order", "reclaim racing vouchers",
        "portal deposits", "tokens that misbehave", "deposit to a closed job", "absurd terms", "clock jump of a year", "10,000 random histories",
    ];

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "tests", "ATTACKS.md"));

    public static TheoryData<string> Names => new(Attacks);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_attack_has_a_row_whose_tests_are_there(string attack)
    {
        string row = Lines.Single(line => line.StartsWith($"| {attack} ", StringComparison.Ordinal));
        MatchCollection tests = TestName().Matches(row);

        tests.Should().NotBeEmpty();
        foreach (Match test in tests) Exists(test.Groups["type"].Value, test.Groups["method"].Value).Should().BeTrue($"{test.Value} is named in tests/ATTACKS.md");
    }

    [Fact]
    public void A_third_of_the_attacks_also_run_against_real_contracts()
    {
        int onChain = Lines.Count(line => line.StartsWith("| ", StringComparison.Ordinal) && TestName().IsMatch(line.Split('|').ElementAtOrDefault(3) ?? ""));

        onChain.Should().BeGreaterThanOrEqualTo((Attacks.Length + 2) / 3);
    }

    private static bool Exists(string type, string method)
    {
        foreach (string path in RepositoryFiles.Tracked())
        {
            string name = Path.GetFileName(path);
            bool isTest = (path.StartsWith("tests/", StringComparison.Ordinal) && name == type + ".cs") || (path.StartsWith("contracts/test/", StringComparison.Ordinal) && name == type + ".t.sol");
            if (isTest && Regex.IsMatch(File.ReadAllText(Path.Combine(RepositoryFiles.Root, path)), $@"\b{Regex.Escape(method)}\s*\(")) return true;
        }

        return false;
    }

    [GeneratedRegex("`(?<type>[A-Za-z]+)\\.(?<method>[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
