namespace ModelMarket.Core.State;

/// <summary>What a declared file is for.</summary>
internal enum ContentPurpose : byte
{
    Model = 1,
    Data = 2,
    Weights = 3,

    /// <summary>One group of sealed data.</summary>
    Group = 4,

    /// <summary>The global model that a round made.</summary>
    Global = 5,
}
