namespace Rollup.Guest.Wallets;

/// <summary>Why a wallet left everything as it was. The numbers are pinned.</summary>
public enum WalletError
{
    /// <summary>Nothing is wrong: it was done.</summary>
    None = 0,

    /// <summary>The account holds less of the asset.</summary>
    InsufficientFunds = 1,

    /// <summary>All accounts together would hold more than 2²⁵⁶ − 1 of the asset; only a contract that lies about deposits gets there.</summary>
    AmountOverflow = 2,

    /// <summary>The amount of an ERC-721 token is not 1.</summary>
    NotOneToken = 3,

    /// <summary>The ERC-721 token is in the wallet already; only a contract that lies about deposits gets there.</summary>
    TokenAlreadyHeld = 4,

    /// <summary>A batch has not as many amounts as ids, or more than <see cref="GuestLimits.WalletBatchMax"/> of them.</summary>
    BatchMalformed = 5,
}
