using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Contracts;

/// <summary>Arrays of elementary types, for the generated bindings.</summary>
internal static class AbiArrays
{
    public static void WriteHashes(AbiWriter outer, Hash32[] values)
    {
        var scope = new AbiWriter();
        foreach (var value in values)
            scope.WriteHash(value);
        outer.WriteArray(values.Length, scope);
    }

    public static bool TryReadHashes(ref AbiReader outer, out Hash32[] values)
    {
        values = [];
        if (!outer.TryEnterArray(ContractLimits.ArrayCountMax, out var count, out var scope))
            return false;
        var read = new Hash32[count];
        for (var i = 0; i < count; i++)
        {
            if (!scope.TryReadHash(out read[i]))
                return false;
        }

        values = read;
        return outer.TryLeave(in scope);
    }
}
