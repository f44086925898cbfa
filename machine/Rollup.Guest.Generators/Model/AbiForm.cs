namespace Rollup.Guest.Generators.Model;

/// <summary>How a value lies in calldata.</summary>
internal enum AbiForm
{
    /// <summary>One word that the runtime has an overload for: bool, address, bytes32, numbers of C#'s own widths.</summary>
    Word,

    /// <summary>A number of another width, in the next wider C# type.</summary>
    OddNumber,

    /// <summary><c>bytesN</c> with N below 32.</summary>
    FixedBytes,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>T[]</c>.</summary>
    Array,

    /// <summary><c>T[k]</c>.</summary>
    FixedArray,

    /// <summary>A tuple: a record with one parameter per field.</summary>
    Tuple,
}
