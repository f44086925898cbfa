using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>One flat struct under a contract's domain, to be signed (EIP-712).</summary>
/// <param name="Name">The domain's name.</param>
/// <param name="Version">The domain's version.</param>
/// <param name="ChainId">The chain it counts on.</param>
/// <param name="Contract">The contract that reads it.</param>
/// <param name="StructName">The struct's name.</param>
/// <param name="Fields">Its fields in order.</param>
public sealed record TypedData(string Name, string Version, ulong ChainId, Address Contract, string StructName, IReadOnlyList<TypedField> Fields)
{
    private const string DomainName = "EIP712Domain";

    private static readonly (string Type, string Name)[] DomainFields =
        [("string", "name"), ("string", "version"), ("uint256", "chainId"), ("address", "verifyingContract")];

    /// <summary>What a token's <c>DOMAIN_SEPARATOR()</c> answers.</summary>
    public Hash32 DomainSeparator => Struct(
        DomainName, DomainFields, [HashOf(Name), HashOf(Version), TypedField.Of("chainId", ChainId).Word, TypedField.Of("verifyingContract", Contract).Word]);

    /// <summary>What a key signs: <c>keccak256(0x1901 ‖ domain separator ‖ struct hash)</c>.</summary>
    public Hash32 Digest => Keccak256.Hash(
        [0x19, 0x01, .. DomainSeparator.ToArray(), .. Struct(StructName, Types, Fields.Select(part => part.Word)).ToArray()]);

    private IEnumerable<(string Type, string Name)> Types => Fields.Select(part => (part.Type, part.Name));

    /// <summary>A signed allowance of a token (ERC-2612).</summary>
    /// <param name="name">The name of the token's domain.</param>
    /// <param name="version">Its version.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="token">The token.</param>
    /// <param name="owner">Whose money.</param>
    /// <param name="spender">Who may take it.</param>
    /// <param name="value">How much.</param>
    /// <param name="nonce">The owner's next nonce at the token.</param>
    /// <param name="deadline">The last second it counts, since 1970.</param>
    public static TypedData Permit(
        string name, string version, ulong chainId, Address token, Address owner, Address spender, UInt256 value, UInt256 nonce, UInt256 deadline) => new(
        name, version, chainId, token, "Permit",
        [TypedField.Of("owner", owner), TypedField.Of("spender", spender), TypedField.Of("value", value), TypedField.Of("nonce", nonce), TypedField.Of("deadline", deadline)]);

    /// <summary>The document that <c>eth_signTypedData_v4</c> takes.</summary>
    public JsonObject ToJson() => new()
    {
        ["types"] = new JsonObject { [DomainName] = Json(DomainFields), [StructName] = Json(Types) },
        ["primaryType"] = StructName,
        ["domain"] = new JsonObject
        {
            ["name"] = Name,
            ["version"] = Version,
            ["chainId"] = ChainId.ToString(CultureInfo.InvariantCulture),
            ["verifyingContract"] = Contract.ToChecksumString(),
        },
        ["message"] = new JsonObject(Fields.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Name, part.Text))),
    };

    private static JsonArray Json(IEnumerable<(string Type, string Name)> fields) =>
        new([.. fields.Select(part => new JsonObject { ["name"] = part.Name, ["type"] = part.Type })]);

    private static Hash32 HashOf(string text) => Keccak256.Hash(Encoding.UTF8.GetBytes(text));

    private static Hash32 Struct(string name, IEnumerable<(string Type, string Name)> fields, IEnumerable<Hash32> words)
    {
        string type = $"{name}({string.Join(',', fields.Select(part => $"{part.Type} {part.Name}"))})";
        return Keccak256.Hash([.. HashOf(type).ToArray(), .. words.SelectMany(word => word.ToArray())]);
    }
}
