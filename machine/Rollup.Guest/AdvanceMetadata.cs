using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest;

/// <summary>What the chain says about an input. Everything an application may know of the outside world.</summary>
/// <param name="ChainId">Chain the InputBox lives on.</param>
/// <param name="AppContract">This application's contract.</param>
/// <param name="MsgSender">Who called the InputBox: an account, a portal or another contract.</param>
/// <param name="BlockNumber">Number of the block with the input.</param>
/// <param name="BlockTimestamp">Time of that block, in seconds since 1970.</param>
/// <param name="PrevRandao">Randomness of that block (EIP-4399: the proposer has some influence on it).</param>
/// <param name="InputIndex">Number of the input at this application, from 0.</param>
public readonly record struct AdvanceMetadata(
    ulong ChainId,
    Address AppContract,
    Address MsgSender,
    ulong BlockNumber,
    ulong BlockTimestamp,
    Hash32 PrevRandao,
    ulong InputIndex)
{
    /// <summary>The metadata of an input as it stands on chain.</summary>
    public static AdvanceMetadata Of(EvmAdvance input) =>
        new(input.ChainId, input.AppContract, input.MsgSender, input.BlockNumber, input.BlockTimestamp, input.PrevRandao, input.Index);
}
