using System.Buffers.Binary;
using System.Collections.Frozen;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Errors;

/// <summary>The custom errors whose names and arguments are known, by selector.</summary>
public sealed class ContractErrors
{
    private readonly FrozenDictionary<uint, string> _signatures;

    private ContractErrors(FrozenDictionary<uint, string> signatures) => _signatures = signatures;

    /// <summary>Those of Solidity itself, OpenZeppelin 5 and the official contracts 2.2.0.</summary>
    public static ContractErrors Official { get; } = new ContractErrors(FrozenDictionary<uint, string>.Empty).With(
        "Error(string)", "Panic(uint256)",
        "InputTooLarge(address,uint256,uint256)",
        "InvalidOutputHashesSiblingsArrayLength()", "InvalidOutputsMerkleRoot(bytes32)", "OutputNotExecutable(bytes)", "OutputNotReexecutable(bytes)",
        "InsufficientFunds(uint256,uint256)",
        "NotEpochFinalBlock(uint256,uint256)", "NotPastBlock(uint256,uint256)", "NotFirstClaim(address,uint256)",
        "EtherTransferFailed()", "ERC20TransferFailed()",
        "OwnableUnauthorizedAccount(address)", "OwnableInvalidOwner(address)", "ReentrancyGuardReentrantCall()", "FailedDeployment()", "FailedCall()",
        "InsufficientBalance(uint256,uint256)",
        "ERC20InsufficientBalance(address,uint256,uint256)", "ERC20InsufficientAllowance(address,uint256,uint256)",
        "ERC20InvalidSender(address)", "ERC20InvalidReceiver(address)", "ERC20InvalidApprover(address)", "ERC20InvalidSpender(address)",
        "SafeERC20FailedOperation(address)");

    /// <summary>These and more.</summary>
    /// <param name="signatures">Canonical signatures, such as <c>NotPayee(address,uint128)</c>; arguments of other than elementary types are shown as bytes.</param>
    public ContractErrors With(params IEnumerable<string> signatures)
    {
        var all = new Dictionary<uint, string>(_signatures);
        foreach (string signature in signatures)
            all[BinaryPrimitives.ReadUInt32BigEndian(AbiSignature.Selector(signature))] = signature;
        return new ContractErrors(all.ToFrozenDictionary());
    }

    /// <summary>Reads revert data. What is unknown or malformed keeps its bytes and has no name.</summary>
    public RevertReason Decode(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4)
            return data.IsEmpty ? RevertReason.None : new RevertReason("", [], data.ToArray());
        if (!_signatures.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(data), out string? signature))
            return new RevertReason("", [], data.ToArray());

        int bracket = signature.IndexOf('(', StringComparison.Ordinal);
        string[] types = signature[(bracket + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries);
        return TryReadArguments(types, data[4..], out string[] arguments)
            ? new RevertReason(signature[..bracket], arguments, data.ToArray())
            : new RevertReason("", [], data.ToArray());
    }

    private static bool TryReadArguments(string[] types, ReadOnlySpan<byte> data, out string[] arguments)
    {
        arguments = new string[types.Length];
        var reader = new AbiReader(data);
        for (int i = 0; i < types.Length; i++)
        {
            if (!TryReadArgument(types[i], ref reader, out arguments[i]))
                return false;
        }
        return reader.TryEnd();
    }

    private static bool TryReadArgument(string type, ref AbiReader reader, out string text)
    {
        text = "";
        switch (type)
        {
            case "address" when reader.TryReadAddress(out Address address):
                text = address.ToChecksumString();
                return true;
            case "bool" when reader.TryReadBool(out bool flag):
                text = flag ? "true" : "false";
                return true;
            case "string" when reader.TryReadString(out string words):
                text = words;
                return true;
            case "bytes" when reader.TryReadBytes(out ReadOnlySpan<byte> bytes):
                text = Hex.Encode(bytes);
                return true;
            case not ("address" or "bool" or "string" or "bytes") when type.StartsWith("uint", StringComparison.Ordinal) && reader.TryReadUInt256(out UInt256 number):
                text = number.ToString();
                return true;
            case not ("address" or "bool" or "string" or "bytes") when !type.EndsWith(']') && !type.StartsWith("uint", StringComparison.Ordinal) && reader.TryReadHash(out Hash32 word):
                text = word.ToString();
                return true;
            default:
                return false;
        }
    }
}
