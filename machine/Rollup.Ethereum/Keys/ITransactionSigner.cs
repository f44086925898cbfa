using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>A key that signs digests here: a <see cref="PrivateKey"/>, or a remote signer behind the same door.</summary>
public interface ITransactionSigner : ITypedDataSigner
{
    /// <summary>Signs a 32-byte digest; the answer has low s and a recovery bit (EIP-2).</summary>
    ValueTask<Signature> SignAsync(Hash32 digest, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    ValueTask<Signature> IWallet.SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        SignAsync(PersonalMessage.Digest(message.Span), cancellationToken);

    /// <inheritdoc/>
    async ValueTask<Signature?> ITypedDataSigner.SignTypedDataAsync(TypedData data, CancellationToken cancellationToken) =>
        await SignAsync(data.Digest, cancellationToken).ConfigureAwait(false);
}
