using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rollup.Guest.Generators.Emission;
using Rollup.Guest.Generators.Model;
using Rollup.Guest.Generators.Reading;

namespace Rollup.Guest.Generators;

/// <summary>Writes the routing of rollup applications: symbols and ABI files → model → source.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RollupGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(".json", System.StringComparison.OrdinalIgnoreCase))
            .Select((file, cancellation) => new AbiText(Path.GetFileName(file.Path), file.GetText(cancellation)?.ToString() ?? ""))
            .Collect();
        var contracts = context.SyntaxProvider.ForAttributeWithMetadataName(Names.Contract, (node, _) => node is InterfaceDeclarationSyntax, ContractReader.Read);
        var applications = context.SyntaxProvider.ForAttributeWithMetadataName(Names.Application, (node, _) => node is ClassDeclarationSyntax, ApplicationReader.Read);
        context.RegisterSourceOutput(contracts.Combine(files), (output, pair) => WriteContract(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(applications.Combine(files), (output, pair) => WriteApplication(output, pair.Left, pair.Right));
    }

    private static void WriteContract(SourceProductionContext output, ContractModel contract, ImmutableArray<AbiText> files)
    {
        var problems = new List<Problem>(contract.Problems);
        var abi = contract.AbiFile is { } name ? Load(name, "global::" + FullName(contract.Namespace, contract.Name), files) : null;
        if (abi?.Problem is { } problem)
        {
            problems.Add(new Problem(Problems.AbiFile, $"{contract.AbiFile}: {problem}", contract.Place));
        }

        var inputs = abi is null ? contract.Inputs : new(abi.Functions.Select(function => ContractEmitter.ToInput(function, "this", EquatableList<string>.Empty)));
        problems.AddRange(Clashes(inputs, contract.Place));
        if (!Report(output, problems))
        {
            output.AddSource($"{FullName(contract.Namespace, contract.Name)}.g.cs", ContractEmitter.Emit(contract, abi));
        }
    }

    private static void WriteApplication(SourceProductionContext output, ApplicationModel application, ImmutableArray<AbiText> files)
    {
        var inputs = new List<InputHandler>(application.Inputs);
        foreach (var use in application.AbiContracts)
        {
            // What is wrong with the file is shown at the contract.
            inputs.AddRange(Load(use.File, use.Interface, files).Functions.Select(function =>
                ContractEmitter.ToInput(function, $"(({use.Interface})this)", SendersOf(application, Names.Pascal(function.Name)))));
        }

        var problems = application.Problems.Concat(Clashes(inputs, application.Place)).Concat(PathClashes(application)).ToList();
        if (!Report(output, problems))
        {
            output.AddSource($"{FullName(application.Namespace, application.Name)}.g.cs", ApplicationEmitter.Emit(application, inputs));
        }
    }

    private static AbiFile Load(string name, string scope, ImmutableArray<AbiText> files)
    {
        var file = files.FirstOrDefault(candidate => candidate.Name == name);
        return file is null
            ? new AbiFile(EquatableList<AbiFunction>.Empty, EquatableList<AbiRecord>.Empty, "There is no such file among the project's AdditionalFiles.")
            : AbiFileReader.Read(file.Text, scope);
    }

    private static EquatableList<string> SendersOf(ApplicationModel application, string method) =>
        application.MethodSenders.FirstOrDefault(senders => senders.Method == method)?.Senders ?? EquatableList<string>.Empty;

    private static IEnumerable<Problem> Clashes(IEnumerable<InputHandler> inputs, Place? fallback) =>
        inputs.GroupBy(input => Keccak.Selector(input.Signature)).Where(group => group.Count() > 1).Select(group => new Problem(
            Problems.SelectorTwice,
            $"{string.Join(" and ", group.Select(input => input.Signature))} have the same selector 0x{group.Key:x8}.",
            group.Last().Place ?? fallback));

    private static IEnumerable<Problem> PathClashes(ApplicationModel application) =>
        application.Inspects.GroupBy(inspect => string.Join("/", inspect.Segments.Select(segment => segment[0] == '{' ? "{}" : segment)))
            .Where(group => group.Count() > 1).Select(group => new Problem(
                Problems.PatternTwice, $"{string.Join(" and ", group.Select(inspect => inspect.Method))} answer the same path {group.Key}.", group.Last().Place));

    private static bool Report(SourceProductionContext output, List<Problem> problems)
    {
        foreach (var problem in problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        return problems.Count > 0;
    }

    private static string FullName(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
