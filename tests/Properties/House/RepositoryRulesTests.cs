namespace Properties.House;

/// <summary>Rules of the tree that a reader can rely on.</summary>
public sealed class RepositoryRulesTests
{
    [Fact]
    public void Top_level_holds_only_the_names_the_owner_fixed_and_the_root_files()
    {
        string[] allowed =
        [
            "dapp", "machine", "contracts", "frontend-cli", "tests", "Dockerfile.riscv", "cartesi.toml", "Rollup.sln", "README.md",
            ".ci", ".editorconfig", ".gitattributes", ".gitignore", "global.json", "Directory.Build.props", "Directory.Packages.props",
            "LICENSE", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", ".dockerignore",
        ];

        RepositoryFiles.Tracked().Select(path => path.Split('/')[0]).Distinct().Should().BeSubsetOf(allowed);
    }

    [Fact]
    public void Every_project_has_a_short_README()
    {
        foreach (var folder in RepositoryFiles.ProjectPaths().Select(path => Path.GetDirectoryName(path)!))
        {
            var readme = Path.Combine(RepositoryFiles.Root, folder, "README.md");
            File.Exists(readme).Should().BeTrue($"{folder} says what it is for");
            File.ReadAllLines(readme).Length.Should().BeLessThanOrEqualTo(15, $"{readme} is a card, not a manual");
        }
    }

    [Fact]
    public void Solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "Rollup.sln")).Replace('\\', '/');

        RepositoryFiles.ProjectPaths().Where(path => !path.Contains("/templates/", StringComparison.Ordinal))
            .Should().OnlyContain(path => solution.Contains(path, StringComparison.Ordinal));
    }

    // A template is a project of its own once it is made, and names the version it wants.
    [Fact]
    public void Package_versions_live_in_one_file()
    {
        RepositoryFiles.Projects().Where(project => project.Key != "NewRollup").Select(project => project.Value)
            .SelectMany(project => project.Descendants("PackageReference"))
            .Should().OnlyContain(package => package.Attribute("Version") == null);
    }
}
