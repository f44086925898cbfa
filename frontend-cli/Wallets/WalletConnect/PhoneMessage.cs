using System.Text.Json.Nodes;

namespace ModelMarket.Cli.Wallets.WalletConnect;

/// <summary>Reads what a wallet sends. Nothing it says is trusted to have any shape.</summary>
internal static class PhoneMessage
{
    private const int NameCharactersMax = 40;
    private const int TextsMax = 100;

    /// <summary>Whether a message answers a request of ours.</summary>
    public static bool IsAnswerTo(JsonObject message, long id) => message["method"] is null && message["id"]?.ToString() == id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A text; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>An integer; 0 for anything else.</summary>
    public static long Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : 0;

    /// <summary>The accounts of the eip155 namespace of a settlement or an update.</summary>
    public static IReadOnlyList<string> Accounts(JsonObject parameters) => Texts(parameters, "accounts");

    /// <summary>The requests it takes there.</summary>
    public static IReadOnlyList<string> Methods(JsonObject parameters) => Texts(parameters, "methods");

    /// <summary>A name that somebody else chose: control characters and length are not theirs to choose.</summary>
    public static string Plain(string? name)
    {
        var shown = new string([.. (name ?? string.Empty).Where(character => !char.IsControl(character)).Take(NameCharactersMax)]);
        return shown.Length == 0 ? "the wallet" : shown;
    }

    private static string[] Texts(JsonObject parameters, string list) =>
        [.. (parameters["namespaces"]?["eip155"]?[list] as JsonArray ?? []).Select(Text).OfType<string>().Take(TextsMax)];
}
