namespace ModelMarket.Core.State;

/// <summary>Pay rules, by their numbers on the wire.</summary>
internal enum PayRule : byte
{
    SequentialRecords = 5,
}
