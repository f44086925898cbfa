using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using Rollup.Ethereum;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Signs an allowance for the escrow (ERC-2612), so that a deposit is one transaction and no approval goes before it.</summary>
internal sealed class SignedAllowance
{
    /// <summary>How long it counts: longer than a transaction is tried again with a higher fee.</summary>
    private const ulong ValidSeconds = 3_600;

    private const byte RecoveryOffset = 27;
    private const string UsualVersion = "1";

    private static readonly byte[] VersionSelector = AbiSignature.Selector("version()");

    private readonly UserMarket _user;

    /// <summary>Creates it for one user.</summary>
    public SignedAllowance(UserMarket user)
    {
        _user = user;
    }

    /// <summary>Signs an allowance where both the token and the wallet can; says so where one cannot.</summary>
    /// <returns>What the escrow hands to the token; null where an approval must do.</returns>
    public async Task<Permit?> TrySignAsync(TokenInfo token, UInt128 amount, CancellationToken cancellation)
    {
        UInt256 deadline = (await _user.Session.HeadAsync(cancellation)).Timestamp + ValidSeconds;
        if (await MessageAsync(token, amount, deadline, cancellation) is not { } message)
        {
            _user.Say($"{token.Symbol} takes no signed allowance (ERC-2612): an approval goes first, in a transaction of its own");
            return null;
        }

        _user.Say($"signing that the escrow may take {token.Text(amount)} (no transaction of its own)");
        var signature = _user.Account.Wallet is ITypedDataSigner signer ? await signer.SignTypedDataAsync(message, cancellation) : null;
        if (signature is not { } signed)
        {
            _user.Say("this wallet does not sign typed data (eth_signTypedData_v4): an approval goes first, in a transaction of its own");
            return null;
        }

        var permit = new Permit(amount, deadline, (byte)(RecoveryOffset + signed.YParity), signed.R, signed.S);
        if (await IsTakenAsync(token, permit, cancellation))
        {
            return permit;
        }

        _user.Say($"{token.Symbol} does not take this signature: an approval goes first, in a transaction of its own");
        return null;
    }

    // Null where the token has no such allowance, or signs under a domain that cannot be known.
    private async Task<TypedData?> MessageAsync(TokenInfo token, UInt128 amount, UInt256 deadline, CancellationToken cancellation)
    {
        if (await AskAsync(token, new TestToken.NoncesCall(_user.Account.Address).Encode(), cancellation) is not { } nonceAnswer
            || !TestToken.NoncesCall.TryDecodeResult(nonceAnswer, out var nonce)
            || await AskAsync(token, new TestToken.DOMAIN_SEPARATORCall().Encode(), cancellation) is not { } separatorAnswer
            || !TestToken.DOMAIN_SEPARATORCall.TryDecodeResult(separatorAnswer, out var separator)
            || await TextAsync(token, new TestToken.NameCall().Encode(), cancellation) is not { } name)
        {
            return null;
        }

        var version = await TextAsync(token, VersionSelector, cancellation) ?? UsualVersion;
        var message = TypedData.Permit(name, version, _user.Session.ChainId, token.Address, _user.Account.Address, _user.Session.Escrow, amount, nonce, deadline);
        return message.DomainSeparator == separator ? message : null;
    }

    private async Task<bool> IsTakenAsync(TokenInfo token, Permit permit, CancellationToken cancellation) =>
        await AskAsync(token, new TestToken.PermitCall(_user.Account.Address, _user.Session.Escrow, permit.Value, permit.Deadline, permit.V, permit.R, permit.S).Encode(), cancellation) is not null;

    private async Task<string?> TextAsync(TokenInfo token, byte[] call, CancellationToken cancellation) =>
        await AskAsync(token, call, cancellation) is { } answer && TestToken.NameCall.TryDecodeResult(answer, out var text) ? text : null;

    private async Task<byte[]?> AskAsync(TokenInfo token, byte[] call, CancellationToken cancellation)
    {
        try
        {
            return await _user.Session.Ethereum.CallAsync(new CallRequest { From = _user.Account.Address, To = token.Address, Data = call }, BlockTag.Latest, cancellation);
        }
        catch (ContractRevertException)
        {
            // The token has no such function, or says no.
            return null;
        }
    }
}
