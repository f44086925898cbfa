using ModelMarket.Core.Messages;
using ModelMarket.Core.State;

namespace ModelMarket.Core.Decisions;

/// <summary><c>drawn</c>: the seed that opens groups of sealed data. Jobs whose data is public from the start wait for none.</summary>
internal static class NoteDraw
{
    public static Decision Decide(IReadOnlyState state, Message.Drawn message) =>
        Decision.Reject(state.Jobs.ContainsKey(message.Call.JobId) ? RejectCode.PhaseClosed : RejectCode.JobUnknown);
}
