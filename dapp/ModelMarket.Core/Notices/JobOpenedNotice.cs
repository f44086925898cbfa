using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A job was taken. Times are block times in seconds, amounts in the token's smallest unit.</summary>
/// <param name="Type">Always <see cref="NoticeType.JobOpened"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="Sponsor">Who opened it.</param>
/// <param name="Token">The reward's token; zero for Ether.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Pool">The reward.</param>
/// <param name="OpenStart">When Open starts at the latest.</param>
/// <param name="ReclaimAfter">From when on the depositors can reclaim without the rollup.</param>
/// <param name="PublicData">True: the validation data is public and can be learned by heart.</param>
/// <param name="TermsHash">keccak256 of the terms as sent.</param>
public sealed record JobOpenedNotice(
    string Type, ulong JobId, Address Sponsor, Address Token, string Title, UInt128 Pool, ulong OpenStart, ulong ReclaimAfter, bool PublicData, Hash32 TermsHash);
