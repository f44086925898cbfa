using Rollup.Primitives;

namespace Rollup.Guest.Http;

/// <summary>Metadata of an input on the wire: JSON numbers, lower-case addresses, prev_randao as 64 digits.</summary>
/// <param name="ChainId">Chain the InputBox lives on.</param>
/// <param name="AppContract">The application's contract.</param>
/// <param name="MsgSender">Who called the InputBox.</param>
/// <param name="BlockNumber">Number of the block with the input.</param>
/// <param name="BlockTimestamp">Time of that block, in seconds since 1970.</param>
/// <param name="PrevRandao">Randomness of that block.</param>
/// <param name="InputIndex">Number of the input at this application, from 0.</param>
public sealed record RollupRequestMetadata(
    ulong ChainId,
    string AppContract,
    string MsgSender,
    ulong BlockNumber,
    ulong BlockTimestamp,
    string PrevRandao,
    ulong InputIndex)
{
    /// <summary>The wire form of <paramref name="metadata"/>.</summary>
    public static RollupRequestMetadata From(in AdvanceMetadata metadata) =>
        new(
            metadata.ChainId,
            metadata.AppContract.ToString(),
            metadata.MsgSender.ToString(),
            metadata.BlockNumber,
            metadata.BlockTimestamp,
            metadata.PrevRandao.ToString(),
            metadata.InputIndex);

    /// <summary>The typed form; false when an address or prev_randao is malformed.</summary>
    public bool TryToMetadata(out AdvanceMetadata metadata)
    {
        metadata = default;
        if (!Address.TryParse(AppContract, out var app) || !Address.TryParse(MsgSender, out var sender)
            || !Hash32.TryParse(PrevRandao, out var randao))
        {
            return false;
        }

        metadata = new AdvanceMetadata(ChainId, app, sender, BlockNumber, BlockTimestamp, randao, InputIndex);
        return true;
    }
}
