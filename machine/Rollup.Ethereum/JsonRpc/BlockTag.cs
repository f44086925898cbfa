using System.Globalization;

namespace Rollup.Ethereum.JsonRpc;

/// <summary>Which block a question is about: a number or one of the names every node knows.</summary>
public readonly record struct BlockTag
{
    private readonly string? _text;

    private BlockTag(string text) => _text = text;

    /// <summary>The head as the node sees it.</summary>
    public static BlockTag Latest { get; } = new("latest");

    /// <summary>The head and the transactions waiting.</summary>
    public static BlockTag Pending { get; } = new("pending");

    /// <summary>A block that honest validators will not abandon.</summary>
    public static BlockTag Safe { get; } = new("safe");

    /// <summary>A block that cannot be abandoned any more.</summary>
    public static BlockTag Finalized { get; } = new("finalized");

    /// <summary>A block by number.</summary>
    public static BlockTag Number(ulong number) => new(Quantity.ToHex(number));

    /// <summary>Reads a name or a decimal number.</summary>
    public static bool TryParse(string text, out BlockTag tag)
    {
        tag = text switch
        {
            "latest" => Latest,
            "pending" => Pending,
            "safe" => Safe,
            "finalized" => Finalized,
            _ => default,
        };
        if (tag != default)
            return true;
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            return false;

        tag = Number(number);
        return true;
    }

    /// <summary>As it travels in JSON-RPC.</summary>
    public override string ToString() => _text ?? "latest";
}
