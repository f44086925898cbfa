using System.Text.Json;
using BindingsGenerator;

namespace ModelMarket.Contracts.Tests;

/// <summary>What is committed is what the sources give.</summary>
public sealed class FreshnessTests
{
    [Fact]
    public void Generated_bindings_are_what_the_generator_writes()
    {
        var artifacts = Directory.GetFiles(Path.Combine(ContractsFolder.Path, "artifacts"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => Artifact.Parse(File.ReadAllText(file)));
        var expected = BindingsWriter.Write(artifacts);
        var folder = Path.Combine(ContractsFolder.Path, "ModelMarket.Contracts", "Generated");
        var committed = Directory.GetFiles(folder, "*.cs").ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);

        committed.Keys.Should().BeEquivalentTo(expected.Keys, "run `npm run build` in contracts/");
        foreach (var (name, text) in expected)
            committed[name].ReplaceLineEndings("\n").Should().Be(text, "{0} comes from `npm run build` in contracts/", name);
    }

    [Fact]
    public async Task Artifacts_are_what_the_pinned_compiler_makes()
    {
        var (exitCode, output) = await ContractsFolder.RunAsync("node", "tools/build.mjs", "--check");
        exitCode.Should().Be(0, output);
    }

    [Fact]
    public async Task Forge_makes_the_same_bytecode_as_the_artifacts()
    {
        var (exitCode, output) = await ContractsFolder.ForgeAsync("build", "src");
        exitCode.Should().Be(0, output);
        foreach (var name in new[] { "JobEscrow", "TestToken" })
        {
            using var made = JsonDocument.Parse(File.ReadAllText(Path.Combine(ContractsFolder.Path, "out", $"{name}.sol", $"{name}.json")));
            using var artifact = JsonDocument.Parse(File.ReadAllText(Path.Combine(ContractsFolder.Path, "artifacts", $"{name}.json")));
            made.RootElement.GetProperty("bytecode").GetProperty("object").GetString()
                .Should().Be(artifact.RootElement.GetProperty("bytecode").GetString(), "{0} is compiled with the same settings", name);
        }
    }

    [Fact]
    public async Task Solidity_is_formatted()
    {
        var (exitCode, output) = await ContractsFolder.ForgeAsync("fmt", "--check");
        exitCode.Should().Be(0, output);
    }

    [Fact]
    public async Task Forge_that_finds_something_wrong_says_so_by_its_exit_code()
    {
        var (exitCode, output) = await ContractsFolder.ForgeAsync("test", "--no-such-flag");
        exitCode.Should().NotBe(0, output);
    }

    [Fact]
    public async Task Solidity_tests_pass()
    {
        var (exitCode, output) = await ContractsFolder.ForgeAsync("test");
        exitCode.Should().Be(0, output);
        output.Should().Contain("0 failed").And.NotContain("No tests");
    }

    [Fact]
    public void Creation_code_is_that_of_the_artifacts()
    {
        using var artifact = JsonDocument.Parse(File.ReadAllText(Path.Combine(ContractsFolder.Path, "artifacts", "JobEscrow.json")));
        var expected = Convert.FromHexString(artifact.RootElement.GetProperty("bytecode").GetString().AsSpan(2));
        JobEscrowArtifact.CreationCode.ToArray().Should().Equal(expected);
    }
}
