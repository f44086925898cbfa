using Rollup.Guest;
using Rollup.Guest.Routing;
using Rollup.Guest.Wallets;
using Rollup.Primitives;
using Rollup.Primitives.Assets;

namespace TokenWallet;

/// <summary>Holds what the portals take, moves it between accounts and pays it out by voucher.</summary>
[RollupApplication(Json = typeof(WalletJson), AcceptRefused = true)]
public sealed partial class TokenWalletApplication : ISnapshotApplication, IPersistentApplication
{
    private readonly Wallet _wallet = new();

    /// <summary>Any deposit; what cannot be credited goes back to who gave it.</summary>
    [OnDeposit]
    public AdvanceStatus Deposited(AdvanceContext context, Deposit deposit) =>
        _wallet.Deposit(deposit) == WalletError.None ? AdvanceStatus.Accept : context.ReturnDeposit(deposit);

    /// <summary><c>transferEther(address,uint256)</c>.</summary>
    [Input]
    public AdvanceStatus TransferEther(AdvanceContext context, Address to, UInt256 amount) => Transfer(context, Asset.Ether, to, amount);

    /// <summary><c>transferERC20(address,address,uint256)</c>.</summary>
    [Input("transferERC20")]
    public AdvanceStatus TransferErc20(AdvanceContext context, Address token, Address to, UInt256 amount) => Transfer(context, Asset.Erc20(token), to, amount);

    /// <summary><c>transferERC721(address,address,uint256)</c>.</summary>
    [Input("transferERC721")]
    public AdvanceStatus TransferErc721(AdvanceContext context, Address token, Address to, UInt256 tokenId) =>
        Transfer(context, Asset.Erc721(token, tokenId), to, UInt256.One);

    /// <summary><c>transferERC1155(address,address,uint256[],uint256[])</c>.</summary>
    [Input("transferERC1155")]
    public AdvanceStatus TransferErc1155(AdvanceContext context, Address token, Address to, UInt256[] tokenIds, UInt256[] amounts) =>
        Answer(context, _wallet.TransferBatch(token, context.Sender, to, tokenIds, amounts));

    /// <summary><c>withdrawEther(uint256)</c>.</summary>
    [Input]
    public AdvanceStatus WithdrawEther(AdvanceContext context, UInt256 amount) => Withdraw(context, Asset.Ether, amount);

    /// <summary><c>withdrawERC20(address,uint256)</c>.</summary>
    [Input("withdrawERC20")]
    public AdvanceStatus WithdrawErc20(AdvanceContext context, Address token, UInt256 amount) => Withdraw(context, Asset.Erc20(token), amount);

    /// <summary><c>withdrawERC20Safely(address,uint256)</c>: by delegate call, for tokens whose <c>transfer</c> returns nothing.</summary>
    [Input("withdrawERC20Safely")]
    public AdvanceStatus WithdrawErc20Safely(AdvanceContext context, Address token, UInt256 amount) =>
        Answer(context, _wallet.WithdrawErc20Safely(token, context.Sender, amount, PortalAddresses.Official, context));

    /// <summary><c>withdrawERC721(address,uint256)</c>.</summary>
    [Input("withdrawERC721")]
    public AdvanceStatus WithdrawErc721(AdvanceContext context, Address token, UInt256 tokenId) => Withdraw(context, Asset.Erc721(token, tokenId), UInt256.One);

    /// <summary><c>withdrawERC1155(address,uint256[],uint256[])</c>.</summary>
    [Input("withdrawERC1155")]
    public AdvanceStatus WithdrawErc1155(AdvanceContext context, Address token, UInt256[] tokenIds, UInt256[] amounts) =>
        Answer(context, _wallet.WithdrawBatch(token, context.Sender, tokenIds, amounts, context.Application, context));

    /// <summary>The question <c>balances/0x…</c>.</summary>
    [Inspect("balances/{account}")]
    public Holding[] Balances(Address account) => [.. _wallet.HoldingsOf(account).Select(held => new Holding($"{held.Asset}", $"{held.Amount}"))];

    /// <inheritdoc/>
    public object Snapshot() => _wallet.Snapshot();

    /// <inheritdoc/>
    public void Restore(object snapshot) => _wallet.Restore(snapshot);

    /// <inheritdoc/>
    public byte[] SaveState() => _wallet.Save();

    /// <inheritdoc/>
    public bool TryLoadState(ReadOnlyMemory<byte> state) => _wallet.TryLoad(state.Span);

    private AdvanceStatus Transfer(AdvanceContext context, Asset asset, Address to, UInt256 amount) =>
        Answer(context, _wallet.Transfer(asset, context.Sender, to, amount));

    private AdvanceStatus Withdraw(AdvanceContext context, Asset asset, UInt256 amount) =>
        Answer(context, _wallet.Withdraw(asset, context.Sender, amount, context.Application, context));

    // A wallet does everything or nothing, so a refusal can be accepted and its report reaches the sender.
    private static AdvanceStatus Answer(AdvanceContext context, WalletError error) =>
        error == WalletError.None ? AdvanceStatus.Accept : context.Decline($"{error}", "The wallet refused; nothing was moved.");
}
