using System.Text;
using Rollup.Guest;
using Rollup.Guest.Routing;
using Rollup.Guest.Wallets;
using Rollup.Primitives;
using Rollup.Primitives.Assets;

namespace NewRollup;

/// <summary>A guest book with a purse: anybody signs, Ether that is deposited can be taken out again.</summary>
[RollupApplication(AcceptRefused = true)]
public sealed partial class Application
{
    private readonly List<string> _lines = [];
    private readonly Wallet _wallet = new();

    /// <summary>An input that calls <c>sign(string)</c>, as wallets and front ends send it.</summary>
    [Input]
    public AdvanceStatus Sign(AdvanceContext context, string text)
    {
        if (text.Length is 0 or > 280)
            return context.Decline("TEXT_LENGTH", "A line has 1 to 280 characters.");

        _lines.Add($"{context.Sender}: {text}");
        context.Notice(Encoding.UTF8.GetBytes(_lines[^1])); // provable on L1
        return AdvanceStatus.Accept;
    }

    /// <summary>Any other input is taken as plain text.</summary>
    [Fallback]
    public AdvanceStatus SignPlainly(AdvanceContext context, ReadOnlyMemory<byte> text) => Sign(context, Encoding.UTF8.GetString(text.Span));

    /// <summary>Ether from the portal. Deposits of other assets go back by themselves.</summary>
    [OnDeposit]
    public void Deposited(EtherDeposit deposit) => _wallet.Deposit(deposit);

    /// <summary>An input that calls <c>withdraw(uint256)</c>: pays the sender on L1 by voucher.</summary>
    [Input]
    public AdvanceStatus Withdraw(AdvanceContext context, UInt256 wei) =>
        _wallet.Withdraw(Asset.Ether, context.Sender, wei, context.Application, context) == WalletError.None
            ? AdvanceStatus.Accept
            : context.Decline("INSUFFICIENT_FUNDS", "You hold less than that.");

    /// <summary>The question <c>lines?offset=0&amp;limit=10</c>.</summary>
    [Inspect("lines?offset=&limit=")]
    public string Lines(int offset = 0, int limit = 100) => string.Join('\n', _lines.Skip(offset).Take(limit));

    /// <summary>The question <c>balance/0x…</c>, in wei.</summary>
    [Inspect("balance/{account}")]
    public string Balance(Address account) => $"{_wallet.BalanceOf(Asset.Ether, account)}";
}
