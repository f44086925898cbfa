namespace Rollup.Primitives.Abi;

/// <summary>The families of ABI types.</summary>
public enum AbiTypeKind
{
    /// <summary><c>uintN</c>.</summary>
    UInt = 0,

    /// <summary><c>intN</c>.</summary>
    Int = 1,

    /// <summary><c>bool</c>.</summary>
    Bool = 2,

    /// <summary><c>address</c>.</summary>
    Address = 3,

    /// <summary><c>bytesN</c>.</summary>
    FixedBytes = 4,

    /// <summary><c>bytes</c>.</summary>
    Bytes = 5,

    /// <summary><c>string</c>.</summary>
    Text = 6,

    /// <summary><c>T[]</c>.</summary>
    Array = 7,

    /// <summary><c>T[k]</c>.</summary>
    FixedArray = 8,

    /// <summary><c>(T1,T2,…)</c>.</summary>
    Tuple = 9,
}
