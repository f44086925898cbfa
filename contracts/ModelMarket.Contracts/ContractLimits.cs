namespace ModelMarket.Contracts;

/// <summary>Named maxima of the bindings, checked before anything is allocated.</summary>
public static class ContractLimits
{
    /// <summary>Elements of an array in calldata or an event. An input of 65,216 bytes holds fewer than 500 of the smallest struct.</summary>
    public const int ArrayCountMax = 2048;

    /// <summary>Bytes of one <c>bytes</c> or <c>string</c>: no input is larger than 65,216 bytes.</summary>
    public const int BytesMax = 65_536;

    /// <summary>Payees of one settlement: more than a job has commitments.</summary>
    public const int SettlementPayeesMax = 4096;
}
