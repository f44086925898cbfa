namespace Rollup.Ethereum.Errors;

/// <summary>Whoever holds the key agreed, and answered something that is no signature of a key (65 bytes, EIP-2).</summary>
/// <param name="signer">Who answered.</param>
/// <param name="method">What was asked.</param>
public sealed class UnreadableSignatureException(string signer, string method)
    : EthereumException($"the signer at {signer} answered {method} with something that is no signature of a key");
