using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace ModelMarket.Contracts;

/// <summary>Arrays of elementary types, for the generated bindings.</summary>
internal static class AbiArrays
{
    private delegate bool ReadOne<T>(ref AbiReader scope, out T value);

    public static void WriteHashes(AbiWriter outer, Hash32[] values) => Write(outer, values, static (scope, value) => scope.WriteHash(value));

    public static bool TryReadHashes(ref AbiReader outer, out Hash32[] values) =>
        TryRead(ref outer, static (ref AbiReader scope, out Hash32 value) => scope.TryReadHash(out value), out values);

    public static void WriteNumbers(AbiWriter outer, UInt256[] values) => Write(outer, values, static (scope, value) => scope.WriteUInt256(value));

    public static bool TryReadNumbers(ref AbiReader outer, out UInt256[] values) =>
        TryRead(ref outer, static (ref AbiReader scope, out UInt256 value) => scope.TryReadUInt256(out value), out values);

    private static void Write<T>(AbiWriter outer, T[] values, Action<AbiWriter, T> write)
    {
        var scope = new AbiWriter();
        foreach (var value in values)
            write(scope, value);
        outer.WriteArray(values.Length, scope);
    }

    private static bool TryRead<T>(ref AbiReader outer, ReadOne<T> readOne, out T[] values)
    {
        values = [];
        if (!outer.TryEnterArray(ContractLimits.ArrayCountMax, out var count, out var scope))
            return false;
        var read = new T[count];
        for (var i = 0; i < count; i++)
        {
            if (!readOne(ref scope, out read[i]))
                return false;
        }

        values = read;
        return outer.TryLeave(in scope);
    }
}
