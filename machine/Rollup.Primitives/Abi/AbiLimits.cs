namespace Rollup.Primitives.Abi;

/// <summary>Named maxima of the ABI codec; each is checked before anything is allocated.</summary>
public static class AbiLimits
{
    /// <summary>Nesting of tuples and arrays in a type that is parsed from text.</summary>
    public const int TypeDepthMax = 16;

    /// <summary>Characters of a type's text.</summary>
    public const int TypeTextMax = 4096;

    /// <summary>Elements of a fixed-size array type.</summary>
    public const int FixedArrayCountMax = 65_536;

    /// <summary>Values a run-time decode may create, so that arrays of small things cannot multiply memory.</summary>
    public const int DecodedValuesMax = 1 << 20;
}
