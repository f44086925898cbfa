using Rollup.Primitives;

namespace Rollup.Ethereum.Keys;

/// <summary>
/// Whoever acts in one account's name: a key in this process (<see cref="ITransactionSigner"/>) or something else that holds the key and sends by
/// itself (<see cref="ITransactionSender"/>).
/// </summary>
public interface IWallet
{
    /// <summary>The account.</summary>
    Address Address { get; }

    /// <summary>Signs a message for people as <c>personal_sign</c> does (EIP-191, version 0x45).</summary>
    /// <param name="message">The message's bytes, without the prefix.</param>
    /// <param name="cancellationToken">Stops waiting for whoever holds the key.</param>
    ValueTask<Signature> SignMessageAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);
}
