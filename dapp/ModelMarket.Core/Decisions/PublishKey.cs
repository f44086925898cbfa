using ModelMarket.Core.Messages;
using ModelMarket.Core.Notices;

namespace ModelMarket.Core.Decisions;

/// <summary>
/// <c>publishKey</c>: a notice that binds the sender to a key for private messages. The state keeps nothing of it; the last notice of an address
/// counts. Whether the point lies on the curve is for those to check who encrypt to it.
/// </summary>
internal static class PublishKey
{
    private const byte EvenPoint = 2;
    private const byte OddPoint = 3;

    public static Decision Decide(Message.PublishKey message, in InputContext context)
    {
        byte[] key = message.Call.PublicKey;
        if (key.Length != Limits.PublicKeyBytes || key[0] is not (EvenPoint or OddPoint)) return Decision.Reject(RejectCode.KeyMalformed);
        return Decision.Accept([], new Effect.Notice(new KeyPublishedNotice(NoticeType.KeyPublished, context.Sender, key, context.BlockTimestamp)));
    }
}
