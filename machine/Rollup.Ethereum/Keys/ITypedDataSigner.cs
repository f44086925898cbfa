namespace Rollup.Ethereum.Keys;

/// <summary>A wallet that may sign what contracts read: typed data (EIP-712), such as an allowance.</summary>
public interface ITypedDataSigner : IWallet
{
    /// <summary>Signs it, or says that this wallet does not.</summary>
    /// <param name="data">What is signed; a wallet of a person shows it field by field.</param>
    /// <param name="cancellationToken">Stops waiting for whoever holds the key.</param>
    /// <returns>Null where whoever holds the key has no such method: then another way must do.</returns>
    /// <exception cref="Errors.WalletRefusedException">Whoever holds the key said no.</exception>
    ValueTask<Signature?> SignTypedDataAsync(TypedData data, CancellationToken cancellationToken = default);
}
