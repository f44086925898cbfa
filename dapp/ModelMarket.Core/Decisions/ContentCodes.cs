using ModelMarket.Content;

namespace ModelMarket.Core.Decisions;

/// <summary>From the content library's errors to the market's codes.</summary>
internal static class ContentCodes
{
    public static RejectCode Of(ContentError error) => error switch
    {
        ContentError.MalformedCid or ContentError.UnsupportedMultibase or ContentError.UnsupportedHash or ContentError.UnsupportedCodec
            => RejectCode.CidMalformed,
        ContentError.HashMismatch => RejectCode.BlockHashMismatch,
        ContentError.NotWanted => RejectCode.BlockNotWanted,
        ContentError.QuotaExceeded or ContentError.SizeMismatch or ContentError.FileTooLarge => RejectCode.QuotaExceeded,
        ContentError.PartOutOfOrder or ContentError.TooManyParts => RejectCode.PartInvalid,
        ContentError.NothingGiven => RejectCode.BlocksEmpty,
        ContentError.TooManyDeclarations or ContentError.StoreFull => RejectCode.MachineFull,
        _ => RejectCode.BlockMalformed,
    };
}
