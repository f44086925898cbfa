using System.Collections.Generic;
using System.Linq;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Emission;

/// <summary>A static class that builds the inputs of a set of handlers: what senders and tests need.</summary>
internal static class CallsEmitter
{
    public static void Emit(CodeWriter code, string accessibility, string name, string of, IEnumerable<InputHandler> inputs)
    {
        var abi = new AbiCode(reads: false, writes: true);
        code.Line($"/// <summary>Builds the payloads of the inputs of <see cref=\"{of}\"/>.</summary>").Open($"{accessibility} static class {name}");
        foreach (var input in inputs)
        {
            var parameters = string.Join(", ", input.Arguments.Select(argument => $"{argument.Type.CSharp} @{argument.Name}"));
            var selector = Keccak.Selector(input.Signature);
            code.Line($"/// <summary><c>{input.Signature}</c>, selector <c>0x{selector:x8}</c>.</summary>")
                .Open($"public static byte[] {input.Method}({parameters})")
                .Line("var rollupWriter = new global::Rollup.Primitives.Abi.AbiWriter();");
            foreach (var argument in input.Arguments)
            {
                code.Line(abi.Write(argument.Type, "rollupWriter", "@" + argument.Name));
            }

            code.Line($"return rollupWriter.ToArray([0x{selector >> 24:x2}, 0x{(selector >> 16) & 0xff:x2}, 0x{(selector >> 8) & 0xff:x2}, 0x{selector & 0xff:x2}]);").Close();
        }

        abi.Emit(code);
        code.Close();
    }
}
