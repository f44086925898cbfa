using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads a class with <c>[RollupApplication]</c>.</summary>
internal sealed class ApplicationReader
{
    private static readonly HashSet<string> DepositTypes =
        ["Deposit", "EtherDeposit", "Erc20Deposit", "Erc721Deposit", "Erc1155SingleDeposit", "Erc1155BatchDeposit"];

    private readonly INamedTypeSymbol _type;
    private readonly List<Problem> _problems = [];
    private readonly List<InputHandler> _inputs = [];
    private readonly List<AbiContractUse> _abiContracts = [];
    private readonly List<MethodSenders> _senders = [];
    private readonly List<DepositHandler> _deposits = [];
    private readonly List<InspectHandler> _inspects = [];
    private FallbackHandler? _fallback;

    private ApplicationReader(INamedTypeSymbol type) => _type = type;

    public static ApplicationModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var reader = new ApplicationReader((INamedTypeSymbol)context.TargetSymbol);
        if (!((TypeDeclarationSyntax)context.TargetNode).Modifiers.Any(SyntaxKind.PartialKeyword) || reader._type.ContainingType is not null || reader._type.IsGenericType)
        {
            reader._problems.Add(new Problem(
                Problems.NotPartial, $"{reader._type.Name} must be a partial class that is neither nested nor generic.", Place.Of(reader._type)));
        }

        return reader.Read(context.Attributes[0]);
    }

    private ApplicationModel Read(AttributeData attribute)
    {
        foreach (var method in _type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary))
        {
            ReadMethod(method);
        }

        foreach (var contract in _type.AllInterfaces)
        {
            ReadContract(contract);
        }

        var options = attribute.NamedArguments.ToDictionary(argument => argument.Key, argument => argument.Value.Value);
        var json = (options.TryGetValue("Json", out var context) ? context as INamedTypeSymbol : null)?.Full();
        if (json is null && _inspects.FirstOrDefault(inspect => inspect.Answer == InspectAnswerKind.Json) is { } answer)
        {
            _problems.Add(new Problem(
                Problems.JsonContext,
                $"{answer.Method} returns {answer.AnswerType}: name a JsonSerializerContext that knows it, [RollupApplication(Json = typeof(…))], or return string or byte[].",
                answer.Place));
        }

        return new ApplicationModel(
            Names.NamespaceOf(_type),
            _type.Name,
            json,
            options.TryGetValue("Portals", out var portals) && portals is string member ? member : "global::Rollup.Primitives.Assets.PortalAddresses.Official",
            options.TryGetValue("AcceptRefused", out var accept) && accept is true,
            !options.TryGetValue("ReturnUnhandledDeposits", out var back) || back is true,
            options.TryGetValue("ReportBytesMax", out var bytes) && bytes is int max ? max : 0,
            new(_inputs),
            new(_abiContracts),
            new(_senders),
            new(_deposits),
            _fallback,
            new(_inspects),
            new(_problems),
            Place.Of(_type));
    }

    private void ReadMethod(IMethodSymbol method)
    {
        var senders = SenderReader.Read(method, _type, _problems);
        if (senders.Count > 0)
        {
            _senders.Add(new MethodSenders(method.Name, senders));
        }

        if (method.Find(Names.Input) is not null && InputReader.Read(method, "this", senders, _problems) is { } input)
        {
            _inputs.Add(input);
        }

        if (method.Find(Names.OnDeposit) is not null)
        {
            ReadDeposit(method);
        }

        if (method.Find(Names.Fallback) is not null)
        {
            ReadFallback(method);
        }

        foreach (var attribute in method.GetAttributes().Where(data => data.AttributeClass?.ToDisplayString() == Names.Inspect))
        {
            if (InspectReader.Read(method, attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "", _problems) is { } inspect)
            {
                _inspects.Add(inspect);
            }
        }
    }

    private void ReadContract(INamedTypeSymbol contract)
    {
        if (contract.Find(Names.Contract) is not { } attribute)
        {
            return;
        }

        if (ContractReader.AbiFileOf(attribute) is { } file)
        {
            _abiContracts.Add(new AbiContractUse(file, contract.Full()));
            return;
        }

        foreach (var method in contract.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary))
        {
            var implementation = _type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
            var senders = implementation is null ? EquatableList<string>.Empty : SenderReader.Read(implementation, _type, []);
            // What is wrong with the contract's own methods is shown at the contract.
            if (InputReader.Read(method, $"(({contract.Full()})this)", senders, []) is { } input)
            {
                _inputs.Add(input);
            }
        }
    }

    private void ReadDeposit(IMethodSymbol method)
    {
        var takesContext = InputReader.TakesContext(method);
        var parameters = method.Parameters.Skip(takesContext ? 1 : 0).ToArray();
        var name = parameters.Length == 1 ? parameters[0].Type.Name : "";
        if (!DepositTypes.Contains(name) || parameters[0].Type.Full() != Names.Deposits + name)
        {
            _problems.Add(new Problem(
                Problems.Parameter, $"{method.Name} takes deposits: its parameters are AdvanceContext (or not) and one of {string.Join(", ", DepositTypes)}.", Place.Of(method)));
            return;
        }

        if (_deposits.Any(handler => handler.DepositType == name))
        {
            _problems.Add(new Problem(Problems.HandlerTwice, $"{name} is taken by another method too.", Place.Of(method)));
        }

        if (InputReader.TryStatus(method, _problems, out var returnsStatus))
        {
            _deposits.Add(new DepositHandler(name, method.Name, takesContext, returnsStatus));
        }
    }

    private void ReadFallback(IMethodSymbol method)
    {
        var takesContext = InputReader.TakesContext(method);
        var rest = method.Parameters.Skip(takesContext ? 1 : 0).ToArray();
        if (rest.Length > 1 || (rest.Length == 1 && rest[0].Type.Full() != "global::System.ReadOnlyMemory<byte>"))
        {
            _problems.Add(new Problem(
                Problems.Parameter, $"{method.Name} takes any input: its parameters are AdvanceContext and ReadOnlyMemory<byte>, or one of them.", Place.Of(method)));
            return;
        }

        if (_fallback is not null)
        {
            _problems.Add(new Problem(Problems.HandlerTwice, $"There is another fallback, {_fallback.Method}.", Place.Of(method)));
        }

        if (InputReader.TryStatus(method, _problems, out var returnsStatus))
        {
            _fallback = new FallbackHandler(method.Name, takesContext, rest.Length == 1, returnsStatus);
        }
    }
}
