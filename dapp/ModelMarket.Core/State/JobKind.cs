namespace ModelMarket.Core.State;

/// <summary>Kinds of jobs, by their numbers on the wire.</summary>
internal enum JobKind : byte
{
    Open = 1,
}
