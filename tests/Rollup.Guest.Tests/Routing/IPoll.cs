using Rollup.Guest.Routing;
using Rollup.Primitives;

namespace Rollup.Guest.Tests.Routing;

[RollupContract]
internal interface IPoll
{
    AdvanceStatus Vote(AdvanceContext context, ulong option, Ballot[] ballots);

    void Reset();
}

internal sealed record Ballot(Address Voter, UInt256 Weight, string[] Remarks);
