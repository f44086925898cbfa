using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Rollup.Guest.Generators;
using Rollup.Primitives;

namespace Rollup.Guest.Tests.Routing;

/// <summary>What the generator says about code that it cannot route, and that it does no work twice.</summary>
public sealed class GeneratorTests
{
    private const string Abi = """[{"type":"function","name":"open","stateMutability":"payable","inputs":[{"name":"amount","type":"uint256"}]}]""";

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    [Theory]
    [InlineData("RG001", "[RollupApplication] public class App { }")]
    [InlineData("RG002", "[RollupApplication] public partial class App { [Input] public void Pay(double amount) { } }")]
    [InlineData("RG002", "[RollupApplication] public partial class App { [Input] public void Pay(System.Collections.Generic.List<int> amounts) { } }")]
    [InlineData("RG002", "public record Node(Node Next); [RollupApplication] public partial class App { [Input] public void Pay(Node node) { } }")]
    [InlineData("RG002", "[RollupApplication] public partial class App { [OnDeposit] public void Took(string deposit) { } }")]
    [InlineData("RG002", "[RollupContract] public interface IApp { void Pay(float amount); }")]
    [InlineData("RG003", "[RollupApplication] public partial class App { [Input] public void Pay(ulong a) { } [Input(\"pay\")] public void PayToo(ulong b) { } }")]
    [InlineData("RG003", "[RollupContract] public interface IApp { void Pay(ulong a); } [RollupApplication] public partial class App : IApp { public void Pay(ulong a) { } [Input(\"pay\")] public void B(ulong b) { } }")]
    [InlineData("RG004", "[RollupApplication] public partial class App { [Inspect(\"jobs/{id}\")] public string Job(ulong number) => \"\"; }")]
    [InlineData("RG004", "[RollupApplication] public partial class App { [Inspect(\"jobs/{id}\")] public string Job() => \"\"; }")]
    [InlineData("RG004", "[RollupApplication] public partial class App { [Inspect(\"jobs//x\")] public string Job() => \"\"; }")]
    [InlineData("RG004", "[RollupApplication] public partial class App { [Inspect(\"jobs/{id}\")] public string Job(double id) => \"\"; }")]
    [InlineData("RG005", "[RollupApplication] public partial class App { [Input] public int Pay() => 0; }")]
    [InlineData("RG006", "[RollupContract(Abi = \"none.json\")] public partial interface IApp;")]
    [InlineData("RG006", "[RollupContract(Abi = \"broken.json\")] public partial interface IApp;")]
    [InlineData("RG006", "[RollupContract(Abi = \"odd.json\")] public partial interface IApp;")]
    [InlineData("RG007", "[RollupApplication] public partial class App { [Input, From(\"0x12\")] public void Pay() { } }")]
    [InlineData("RG007", "[RollupApplication] public partial class App { [Input, FromMember(\"Owner\")] public void Pay() { } public string Owner => \"\"; }")]
    [InlineData("RG008", "[RollupApplication] public partial class App { [Inspect(\"a/{x}\")] public string A(int x) => \"\"; [Inspect(\"a/{y}\")] public string B(int y) => \"\"; }")]
    [InlineData("RG009", "[RollupApplication] public partial class App { [Fallback] public void A() { } [Fallback] public void B() { } }")]
    [InlineData("RG010", "[RollupApplication] public partial class App { [Input] public void Pay([AbiType(\"bytes4\")] uint id) { } }")]
    [InlineData("RG010", "[RollupApplication] public partial class App { [Input] public void Pay([AbiType(\"uint65\")] ulong id) { } }")]
    [InlineData("RG011", "[RollupApplication] public partial class App { [Inspect(\"a\")] public App A() => this; }")]
    public void Code_that_cannot_be_routed_does_not_build(string id, string code)
    {
        var (result, _) = Run(code);

        result.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Should().Equal(id);
        result.Diagnostics.Should().OnlyContain(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location != Location.None);
    }

    [Theory]
    [InlineData("[RollupApplication] public partial class App { }")]
    [InlineData("[RollupContract(Abi = \"good.json\")] public partial interface IApp; [RollupApplication] public partial class App : IApp { public AdvanceStatus Open(AdvanceContext c, Rollup.Primitives.UInt256 amount) => AdvanceStatus.Accept; }")]
    [InlineData("[RollupApplication(AcceptRefused = true, ReturnUnhandledDeposits = false, Portals = nameof(P))] public partial class App { static Rollup.Primitives.Assets.PortalAddresses P => new(); [Fallback] public AdvanceStatus F(AdvanceContext c, System.ReadOnlyMemory<byte> p) => AdvanceStatus.Accept; }")]
    [InlineData("public readonly record struct Point(int X, [AbiType(\"uint24\")] uint Y); [RollupApplication] public partial class App { [Input] public void Move(Point[][] path, Point to) { } [OnDeposit] public void All(Rollup.Primitives.Assets.Deposit d) { } }")]
    public void Code_that_can_be_routed_builds(string code)
    {
        var (result, compilation) = Run(code);

        result.Diagnostics.Should().BeEmpty();
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
    }

    [Fact]
    public void Unchanged_application_is_not_generated_again()
    {
        var compilation = Compile("[RollupApplication] public partial class App { [Input] public void Pay(ulong[] a) { } [Inspect(\"a/{x}\")] public string A(int x) => \"\"; }");
        var driver = Driver().RunGenerators(compilation);

        var again = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;")));

        again.GetRunResult().Results[0].TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs)
            .Should().OnlyContain(output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void Selector_hash_is_keccak256() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.String[CsCheck.Gen.Char['a', 'z'], 0, 400],
            text => Keccak.Hash(text).Should().Equal(Keccak256.Hash(Encoding.UTF8.GetBytes(text)).ToArray()),
            iter: 500);

    private static (GeneratorRunResult Result, Compilation Compilation) Run(string code)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out _);
        return (driver.GetRunResult().Results[0], compilation);
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new RollupGenerator().AsSourceGenerator()],
        [new Text("good.json", Abi), new Text("broken.json", Abi[..^1]), new Text("odd.json", Abi.Replace("uint256", "int256", StringComparison.Ordinal))],
        new CSharpParseOptions(LanguageVersion.Latest),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compile(string code) => CSharpCompilation.Create(
        "Routed",
        [CSharpSyntaxTree.ParseText("using Rollup.Guest; using Rollup.Guest.Routing; namespace Routed;\n" + code, new CSharpParseOptions(LanguageVersion.Latest))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}
