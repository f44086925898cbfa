using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>Whoever holds a key: a local <see cref="PrivateKey"/>, or a remote signer behind the same door.</summary>
public interface ITransactionSigner
{
    /// <summary>The account the signatures belong to.</summary>
    Address Address { get; }

    /// <summary>Signs a 32-byte digest; the answer has low s and a recovery bit (EIP-2).</summary>
    ValueTask<Signature> SignAsync(Hash32 digest, CancellationToken cancellationToken = default);
}
