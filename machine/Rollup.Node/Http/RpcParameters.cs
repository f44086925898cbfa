using System.Text.Json;
using Rollup.Ethereum.JsonRpc;
using Rollup.Node.Storage;
using Rollup.Primitives;

namespace Rollup.Node.Http;

/// <summary>The parameters of a call, by name or by position. Null counts as absent; unknown names are let pass, as the official node does.</summary>
internal readonly struct RpcParameters
{
    private readonly JsonElement _parameters;
    private readonly IReadOnlyList<RpcParameter> _declared;

    public RpcParameters(JsonElement parameters, IReadOnlyList<RpcParameter> declared)
    {
        if (parameters.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array))
            throw new RpcRefusal(RpcErrorCode.InvalidParams, "Invalid params: expected an object or an array");
        if (parameters.ValueKind == JsonValueKind.Array && parameters.GetArrayLength() > declared.Count)
            throw new RpcRefusal(RpcErrorCode.InvalidParams, $"Invalid params: at most {declared.Count} are taken");

        _parameters = parameters;
        _declared = declared;
    }

    public string Text(string name) => OptionalText(name) ?? throw RpcRefusal.InvalidParameter(name, "given");

    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => TextOf(value, name),
        _ => throw RpcRefusal.InvalidParameter(name, "a string"),
    };

    /// <summary>A number as <c>0x</c> hex; plain numbers are refused, as the official node does.</summary>
    public ulong HexNumber(string name) => OptionalHexNumber(name) ?? throw RpcRefusal.InvalidParameter(name, "given");

    public ulong? OptionalHexNumber(string name) => OptionalText(name) switch
    {
        null => null,
        { Length: > 2 } text when Quantity.TryParse(text, out ulong value) => value,
        _ => throw RpcRefusal.InvalidParameter(name, "a hexadecimal number with 0x prefix, of at most 64 bits"),
    };

    public Address? OptionalAddress(string name) => OptionalText(name) switch
    {
        null => null,
        { } text when Address.TryParse(text, out Address value) => value,
        _ => throw RpcRefusal.InvalidParameter(name, "an address"),
    };

    public byte[]? OptionalSelector(string name) => OptionalText(name) switch
    {
        null => null,
        { } text when Hex.TryDecode(text, out byte[]? bytes) && bytes.Length == 4 => bytes,
        _ => throw RpcRefusal.InvalidParameter(name, "4 hexadecimal bytes with 0x prefix"),
    };

    public Page Page() => new(Limit(), PlainNumber("offset") ?? 0, Find("descending") switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw RpcRefusal.InvalidParameter("descending", "true or false"),
    });

    private ulong Limit() => PlainNumber("limit") is { } limit and > 0 ? Math.Min(limit, NodeLimits.PageMax) : NodeLimits.PageDefault;

    private ulong? PlainNumber(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetUInt64(out ulong number) && number <= long.MaxValue => number,
        _ => throw RpcRefusal.InvalidParameter(name, "a whole number, not below zero"),
    };

    // Half of a surrogate pair is JSON, but no text.
    private static string? TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw RpcRefusal.InvalidParameter(name, "Unicode text");
        }
    }

    private JsonElement? Find(string name)
    {
        JsonElement value = default;
        if (_parameters.ValueKind == JsonValueKind.Object)
            _parameters.TryGetProperty(name, out value);
        else if (_parameters.ValueKind == JsonValueKind.Array && Position(name) is { } position && position < _parameters.GetArrayLength())
            value = _parameters[position];
        return value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value;
    }

    private int? Position(string name)
    {
        for (int i = 0; i < _declared.Count; i++)
        {
            if (_declared[i].Name == name)
                return i;
        }
        return null;
    }
}
