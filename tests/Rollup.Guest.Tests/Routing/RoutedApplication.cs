using System.Text.Json.Serialization;
using Rollup.Guest.Routing;
using Rollup.Primitives;
using Rollup.Primitives.Assets;

namespace Rollup.Guest.Tests.Routing;

/// <summary>An application with a handler of every kind; it writes down what reached it.</summary>
[RollupApplication(Json = typeof(RoutedJson), ReportBytesMax = 64)]
internal sealed partial class RoutedApplication : IVault, IPoll
{
    public static readonly Address Admin = Address.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    private static Address Owner => Admin;

    /// <summary>What was called, in order.</summary>
    public List<string> Reached { get; } = [];

    [Input]
    public void Everything(
        bool flag, byte a, ushort b, uint c, ulong d, UInt128 e, UInt256 f, sbyte g, short h, int i, long j, Int128 k, Address who, Hash32 hash, string text,
        byte[] bytes, ReadOnlyMemory<byte> memory) =>
        Reached.Add($"{flag} {a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {who} {hash} {text} {Hex.Encode(bytes)} {Hex.Encode(memory.Span)}");

    [Input("set")]
    public AdvanceStatus Adjust(
        AdvanceContext context,
        [AbiType("uint24")] uint fee,
        [AbiType("uint160")] UInt256 wide,
        [AbiType("int40")] long shift,
        [AbiType("bytes4")] byte[] id,
        [AbiType("uint64[3]")] ulong[] triple,
        [AbiType("bytes[2][]")] byte[][][] pairs)
    {
        Reached.Add($"{context.Sender} {fee} {wide} {shift} {Hex.Encode(id)} {string.Join(',', triple)} {string.Join('|', pairs.Select(pair => string.Join(',', pair.Select(b => Hex.Encode(b)))))}");
        return AdvanceStatus.Accept;
    }

    [Input, From("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")]
    public void ByAddress() => Reached.Add("address");

    [Input, FromMember(nameof(Owner))]
    public void ByValue() => Reached.Add("value");

    [Input, FromMember(nameof(IsEven))]
    public void ByPredicate() => Reached.Add("predicate");

    [Input]
    public static AdvanceStatus Refuse(AdvanceContext context, bool keep) =>
        keep ? context.Decline("NOT_NOW", "Come back later.") : context.Reject("NEVER", "This is not done.");

    [FromMember(nameof(IsEven))]
    public AdvanceStatus Open(AdvanceContext context, IVault.Terms terms, byte[][] tags)
    {
        Reached.Add($"open {terms.Owner} {terms.Fee} {terms.Label} {string.Join(',', terms.Limits)} {string.Join(',', tags.Select(tag => Hex.Encode(tag)))}");
        return AdvanceStatus.Accept;
    }

    public AdvanceStatus Close(AdvanceContext context, long argument0)
    {
        Reached.Add($"close {argument0}");
        return AdvanceStatus.Accept;
    }

    AdvanceStatus IPoll.Vote(AdvanceContext context, ulong option, Ballot[] ballots)
    {
        Reached.Add($"vote {option} {string.Join('|', ballots.Select(ballot => $"{ballot.Voter} {ballot.Weight} {string.Join(',', ballot.Remarks)}"))}");
        return AdvanceStatus.Accept;
    }

    [FromMember(nameof(Owner)), From("0x0000000000000000000000000000000000000002")]
    public void Reset() => Reached.Add("reset");

    [OnDeposit]
    public void Took(AdvanceContext context, Erc20Deposit deposit) => Reached.Add($"{deposit.Value} of {deposit.Token} from {deposit.Sender} at {context.Timestamp}");

    [Inspect("calls/{index}")]
    public string? Call(int index) => index < Reached.Count ? Reached[index] : null;

    [Inspect("calls/last")]
    public static string Last() => "last";

    [Inspect("calls?offset=&limit=&word=")]
    public static RoutedView List(ulong? offset, uint limit = 10, string word = "\"calls\"") => new(word, offset, limit);

    [Inspect("")]
    public static byte[] Root() => [1, 2, 3];

    [Inspect("accounts/{account}/of/{token}?at=")]
    public static void Account(InspectContext context, Address account, Hash32 token, UInt256 at) => context.Report($"{account} {token} {at}");

    [Inspect("long")]
    public static string Long() => new('x', 150);

    private static bool IsEven(Address sender) => sender.ToArray()[^1] % 2 == 0;
}

internal sealed record RoutedView(string Word, ulong? Offset, uint Limit);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RoutedView))]
internal sealed partial class RoutedJson : JsonSerializerContext;
