namespace Rollup.Primitives.Abi;

/// <summary>Why a strict ABI decode refused its bytes.</summary>
public enum AbiError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The data ends before the value does.</summary>
    Truncated = 1,

    /// <summary>Bytes that must be zero are not, or a number does not fit its type.</summary>
    Padding = 2,

    /// <summary>An offset is not where the canonical encoding puts the value.</summary>
    Offset = 3,

    /// <summary>A length or count is above the caller's limit.</summary>
    Limit = 4,

    /// <summary>Bytes are left over.</summary>
    Trailing = 5,

    /// <summary>A string is not UTF-8.</summary>
    Utf8 = 6,
}
