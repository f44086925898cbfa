using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelMarket.Learning.Operators;

/// <summary>
/// One node of the interleaved form. The two children lie side by side; feature ≤ value (never true for NaN) goes to the second. A leaf is its
/// own first child and compares with NaN, so a row that has arrived stays.
/// </summary>
/// <typeparam name="T">The type of features.</typeparam>
/// <param name="value">What the feature is compared with.</param>
/// <param name="feature">Where the feature lies in a block of rows, in bytes from the block's start.</param>
/// <param name="child">The first child, in nodes.</param>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal readonly struct TreeStep<T>(T value, int feature, int child)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of a node, whatever <typeparamref name="T"/>.</summary>
    public const int SizeBytes = 1 << SizeShift;

    private const int SizeShift = 4;

    private readonly T value = value;
    private readonly uint feature = (uint)feature;
    private readonly uint child = (uint)child * SizeBytes;

    /// <summary>Where the row in <paramref name="lane"/> goes from a node; places are in bytes from the first node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint From(ref TreeStep<T> nodes, nuint place, ref T block, int lane)
    {
        ref TreeStep<T> node = ref Unsafe.AddByteOffset(ref nodes, place);
        T x = Unsafe.Add(ref Unsafe.AddByteOffset(ref block, (nuint)node.feature), lane);
        return unchecked(node.child + ((nuint)(x <= node.value ? 1u : 0u) << SizeShift)); // places lie inside the nodes; a shifted bit, so that no branch is made of it
    }

    /// <summary>Zero when the row has arrived at a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Rest(ref TreeStep<T> nodes, nuint place) => Unsafe.AddByteOffset(ref nodes, place).child ^ place;
}
