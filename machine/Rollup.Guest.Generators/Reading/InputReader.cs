using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Reading;

/// <summary>Reads a method as a handler of inputs.</summary>
internal static class InputReader
{
    /// <summary>A handler of one selector; null, and a problem noted, when the method is none.</summary>
    public static InputHandler? Read(IMethodSymbol method, string target, EquatableList<string> senders, List<Problem> problems)
    {
        if (!TryStatus(method, problems, out var returnsStatus))
        {
            return null;
        }

        var takesContext = TakesContext(method);
        var arguments = new List<Argument>();
        foreach (var parameter in method.Parameters.Skip(takesContext ? 1 : 0))
        {
            var text = AbiTypes.TextOf(parameter);
            if (parameter.RefKind != RefKind.None || AbiTypes.Of(parameter.Type, text) is not { } type)
            {
                problems.Add(text is null ? Unsupported(parameter) : Unfit(parameter, text));
                return null;
            }

            arguments.Add(new Argument(parameter.Name, type));
        }

        var name = method.Find(Names.Input)?.ConstructorArguments.FirstOrDefault().Value as string ?? Names.Camel(method.Name);
        return new InputHandler(name, target, method.Name, takesContext, new(arguments), returnsStatus, senders, Place.Of(method));
    }

    /// <summary>Whether the method returns a status or nothing; a problem is noted when it returns anything else.</summary>
    public static bool TryStatus(IMethodSymbol method, List<Problem> problems, out bool returnsStatus)
    {
        returnsStatus = method.ReturnType.Full() == Names.Status;
        if (returnsStatus || method.ReturnsVoid)
        {
            return true;
        }

        problems.Add(new Problem(Problems.Return, $"{method.Name} must return AdvanceStatus or nothing.", Place.Of(method)));
        return false;
    }

    public static bool TakesContext(IMethodSymbol method) =>
        method.Parameters.Length > 0 && method.Parameters[0].Type.Full() == Names.AdvanceContext;

    private static Problem Unsupported(IParameterSymbol parameter) =>
        new(
            Problems.Parameter,
            $"Parameter {parameter.Name} of type {parameter.Type.ToDisplayString()} has no ABI type. Use bool, the integers, UInt128, UInt256, Int128, "
            + "Address, Hash32, string, byte[], ReadOnlyMemory<byte>, arrays and positional records of these.",
            Place.Of(parameter));

    private static Problem Unfit(IParameterSymbol parameter, string text) =>
        new(
            Problems.AbiType,
            $"Parameter {parameter.Name} of type {parameter.Type.ToDisplayString()} cannot hold {text}. bytesN needs byte[] or ReadOnlyMemory<byte>, "
            + "uintN and intN the smallest number type that holds N bits, T[k] an array.",
            Place.Of(parameter));
}
