namespace ModelMarket.Core.State;

/// <summary>What a declared file is for.</summary>
internal enum ContentPurpose : byte
{
    Model = 1,
    Data = 2,
    Weights = 3,

    /// <summary>One group of sealed data.</summary>
    Group = 4,
}
