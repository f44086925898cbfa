using System.Text.Json.Nodes;

namespace LoopbackPhone;

/// <summary>What a mailbox keeps beside a message.</summary>
internal static class MailboxEntry
{
    /// <summary>Notes who sent it, who need not get it back.</summary>
    public static JsonObject Also(this JsonObject data, LoopbackRelay.Client sender)
    {
        data["sender"] = sender.Id.ToString();
        return data;
    }
}
