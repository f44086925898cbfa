namespace Properties.House;

/// <summary>Holds the direction of references: who may know whom, project by project.</summary>
public sealed class ReferenceDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Rollup.Primitives"] = [],
        ["Rollup.Guest"] = ["Rollup.Primitives"],
        ["Rollup.Guest.Generators"] = [],
        ["Rollup.Ethereum"] = ["Rollup.Primitives"],
        ["Rollup.Node"] = ["Rollup.Primitives", "Rollup.Guest", "Rollup.Ethereum"],
        ["ModelMarket.Contracts"] = ["Rollup.Primitives"],
        ["ModelMarket.Content"] = ["Rollup.Primitives"],
        ["ModelMarket.Learning"] = [],
        ["ModelMarket.Core"] = ["Rollup.Primitives", "ModelMarket.Contracts", "ModelMarket.Content", "ModelMarket.Learning"],
        ["ModelMarket.Dapp"] = ["ModelMarket.Core", "Rollup.Guest"],
    };

    public static TheoryData<string> ProductProjects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Product_project_references_only_what_it_may_know(string project)
    {
        var references = RepositoryFiles.Projects()[project].Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));

        references.Should().BeSubsetOf(Allowed[project]);
    }

    [Fact]
    public void Every_folder_of_the_product_is_covered_by_a_rule()
    {
        var product = RepositoryFiles.ProjectPaths()
            .Where(path => path.StartsWith("dapp/", StringComparison.Ordinal) || path.StartsWith("machine/Rollup.", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));

        product.Should().BeSubsetOf(Allowed.Keys);
    }

    [Fact]
    public void Rollup_libraries_open_no_private_door_to_a_dapp()
    {
        var friends = RepositoryFiles.Projects().Where(project => project.Key.StartsWith("Rollup.", StringComparison.Ordinal))
            .SelectMany(project => project.Value.Descendants("InternalsVisibleTo")).Select(friend => (string)friend.Attribute("Include")!);

        friends.Should().OnlyContain(friend => friend.EndsWith(".Tests", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ModelMarket.Content")]
    [InlineData("ModelMarket.Learning")]
    [InlineData("ModelMarket.Core")]
    public void Code_inside_the_machine_takes_no_package(string project)
    {
        var packages = RepositoryFiles.Projects()[project].Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);

        packages.Should().BeEmpty();
    }
}
