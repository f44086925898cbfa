using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Accounts;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>claim</c>: executes vouchers, claims parts of settlements, withdraws credits.</summary>
internal static class ClaimCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = new Argument<ulong?>("job") { Description = "Only this job's money", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Money of all jobs, and credits of transfers that were refused" };
        var everyone = new Option<bool>("--everyone") { Description = "Also what pays others; you pay the gas, they get the money" };
        var command = Verb.Of("claim", "Brings your money to your wallet: vouchers, parts of settlements by proof, credits.", "modelmarket claim --all", host, options, (context, cancellation) =>
            RunAsync(context, new Selection(context.Arguments.GetValue(number), context.Arguments.GetValue(everyone)), cancellation));
        command.Add(number);
        command.Add(all);
        command.Add(everyone);
        command.Validators.Add(result =>
        {
            // Tokens, not values: a value that cannot be read has its own error.
            var named = result.GetResult(number) is { Tokens.Count: > 0 };
            if (named == result.GetValue(all))
            {
                result.AddError(named ? "Name a job or pass --all, not both." : "Name a job, or pass --all for the money of all jobs.");
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Selection selection, CancellationToken cancellation)
    {
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var account = session.AccountOf(KeySource.Find(context, session.ChainId));
        var desk = new Desk(context.Screen, session, account, selection);
        return await desk.RunAsync(cancellation);
    }

    private sealed record Selection(ulong? JobId, bool Everyone)
    {
        public bool Takes(ulong jobId, Address payee, Address own) => (JobId is null || jobId == JobId) && (Everyone || payee == own);
    }

    private sealed class Desk(Screen screen, MarketSession session, Account account, Selection selection)
    {
        private readonly Dictionary<ulong, TokenInfo> _tokens = [];
        private readonly List<ClaimView> _done = [];

        public async Task<int> RunAsync(CancellationToken cancellation)
        {
            var settlements = new Settlements(session);
            var claims = (await settlements.ClaimsAsync(cancellation)).Where(claim => selection.Takes(claim.JobId, claim.Payee, account.Address)).ToList();
            var vouchers = (await new Claimer(session).VouchersAsync(cancellation)).Where(voucher => IsWanted(voucher, claims)).ToList();
            foreach (var token in await TokensAsync(vouchers.Select(voucher => voucher.JobId), cancellation))
            {
                await TellBalanceAsync("before", token, cancellation);
            }

            await ExecuteAsync(vouchers, cancellation);
            var open = await ClaimAsync(settlements, claims, cancellation);
            await WithdrawAsync(cancellation);
            foreach (var token in await TokensAsync(vouchers.Select(voucher => voucher.JobId), cancellation))
            {
                await TellBalanceAsync("after", token, cancellation);
            }

            var waiting = vouchers.Count(voucher => voucher is { Executed: false, Proof: null }) + open;
            screen.Data(new ClaimListView(_done, waiting, vouchers.Count(voucher => voucher.Executed)), CliJson.Default.ClaimListView);
            screen.ShowLine(string.Create(CultureInfo.InvariantCulture, $"{_done.Count} executed, {vouchers.Count(voucher => voucher.Executed)} were executed before, {waiting} wait for the claim of their epoch"));
            return ExitCode.Ok;
        }

        // A settlement pays nobody by itself, but nobody can claim before it is executed.
        private bool IsWanted(MoneyVoucher voucher, List<SettlementClaim> claims) => voucher.Kind == "settle"
            ? claims.Exists(claim => claim.JobId == voucher.JobId && claim.PaymentId == voucher.PaymentId)
            : selection.Takes(voucher.JobId, voucher.To, account.Address);

        private async Task ExecuteAsync(List<MoneyVoucher> vouchers, CancellationToken cancellation)
        {
            var claimer = new Claimer(session);
            foreach (var voucher in vouchers.Where(voucher => voucher is { Executed: false, Proof: not null }))
            {
                var claimed = await claimer.ExecuteAsync(voucher, account, cancellation);
                var token = await TokenAsync(voucher.JobId, cancellation);
                _done.Add(ClaimView.Of(claimed, token));
                var to = voucher.Kind == "settle" ? "claims by proof" : JobText.Short(voucher.To);
                screen.Done($"output {voucher.OutputIndex}: {voucher.Kind} {Markup.Escape(token.Text(voucher.Amount))} to {to}{(claimed.Credited ? ", refused by the token: now a credit in the escrow" : string.Empty)}");
            }
        }

        /// <returns>How many wait for the settlement's voucher.</returns>
        private async Task<int> ClaimAsync(Settlements settlements, List<SettlementClaim> claims, CancellationToken cancellation)
        {
            var waiting = 0;
            foreach (var claim in claims)
            {
                if (!await settlements.IsSettledAsync(claim, cancellation))
                {
                    waiting++;
                    continue;
                }

                if (await settlements.IsDoneAsync(claim, cancellation))
                {
                    continue;
                }

                var token = await TokenAsync(claim.JobId, cancellation);
                var receipt = await settlements.ClaimAsync(claim, account, cancellation);
                var claimed = Claimer.WasCredited(receipt, session.Escrow);
                _done.Add(ClaimView.Of(claim, receipt, token, claimed));
                screen.Done($"settlement {claim.PaymentId} of job {claim.JobId}: {Markup.Escape(token.Text(claim.Amount))} to {JobText.Short(claim.Payee)} by proof{(claimed ? ", refused by the token: now a credit in the escrow" : string.Empty)}");
            }

            return waiting;
        }

        private async Task WithdrawAsync(CancellationToken cancellation)
        {
            var credits = new Credits(session);
            var jobs = await new MarketReader(session.Node).JobsAsync(cancellation);
            foreach (var address in jobs.Where(job => selection.JobId is null || job.Id == selection.JobId).Select(job => job.Token).Distinct())
            {
                var credit = await credits.OfAsync(account.Address, address, cancellation);
                if (credit == UInt256.Zero)
                {
                    continue;
                }

                var token = await TokenInfo.ReadAsync(session.Ethereum, address, cancellation);
                try
                {
                    await credits.WithdrawAsync(account, address, cancellation);
                    screen.Done($"withdrew a credit of {Markup.Escape(token.Text(credit))}");
                }
                catch (Rollup.Ethereum.Errors.ContractRevertException)
                {
                    screen.Warn($"a credit of {Markup.Escape(token.Text(credit))} waits in the escrow: the token still refuses to pay you");
                }
            }
        }

        private async Task TellBalanceAsync(string when, TokenInfo token, CancellationToken cancellation)
        {
            var balance = await token.BalanceAsync(session.Ethereum, account.Address, cancellation);
            screen.Say($"balance {when}: {Markup.Escape(token.Text(balance))}");
        }

        private async Task<IReadOnlyList<TokenInfo>> TokensAsync(IEnumerable<ulong> jobIds, CancellationToken cancellation)
        {
            var tokens = new List<TokenInfo>();
            foreach (var jobId in jobIds.Distinct())
            {
                tokens.Add(await TokenAsync(jobId, cancellation));
            }

            return [.. tokens.DistinctBy(token => token.Address)];
        }

        private async Task<TokenInfo> TokenAsync(ulong jobId, CancellationToken cancellation)
        {
            if (!_tokens.TryGetValue(jobId, out var token))
            {
                token = await TokenInfo.ReadAsync(session.Ethereum, (await new MarketReader(session.Node).JobAsync(jobId, cancellation)).Token, cancellation);
                _tokens[jobId] = token;
            }

            return token;
        }
    }
}
