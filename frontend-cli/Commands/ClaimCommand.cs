using System.CommandLine;
using System.Globalization;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>claim</c>: executes vouchers on L1.</summary>
internal static class ClaimCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var number = new Argument<ulong?>("job") { Description = "Only this job's vouchers", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Vouchers of all jobs" };
        var everyone = new Option<bool>("--everyone") { Description = "Also vouchers that pay others; you pay the gas, they get the money" };
        var command = Verb.Of("claim", "Executes the vouchers that pay you, through the application contract on L1.", "modelmarket claim --all", host, options, (context, cancellation) =>
            RunAsync(context, new Selection(context.Arguments.GetValue(number), context.Arguments.GetValue(everyone)), cancellation));
        command.Add(number);
        command.Add(all);
        command.Add(everyone);
        command.Validators.Add(result =>
        {
            // Tokens, not values: a value that cannot be read has its own error.
            if (result.GetResult(number) is { Tokens.Count: > 0 } == result.GetValue(all))
            {
                result.AddError("Name a job or pass --all, not both.");
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Selection selection, CancellationToken cancellation)
    {
        using var session = await SessionFactory.OpenAsync(context, cancellation);
        using var account = session.AccountOf(KeySource.Find(context, session.ChainId));
        var claimer = new Claimer(session);
        var vouchers = (await claimer.VouchersAsync(cancellation)).Where(voucher => selection.Takes(voucher, account.Address)).ToList();
        var done = new List<ClaimView>();
        foreach (var voucher in vouchers.Where(voucher => voucher is { Executed: false, Proof: not null }))
        {
            var claimed = await claimer.ExecuteAsync(voucher, account, cancellation);
            var token = await TokenInfo.ReadAsync(session.Ethereum, (await new MarketReader(session.Node).JobAsync(voucher.JobId, cancellation)).Token, cancellation);
            done.Add(ClaimView.Of(claimed, token));
            context.Screen.Done($"output {voucher.OutputIndex}: {voucher.Kind} {Markup.Escape(token.Text(voucher.Amount))} to {JobText.Short(voucher.To)}{(claimed.Credited ? ", refused by the token: now a credit in the escrow" : string.Empty)}");
        }

        var waiting = vouchers.Count(voucher => voucher is { Executed: false, Proof: null });
        context.Screen.Data(new ClaimListView(done, waiting, vouchers.Count(voucher => voucher.Executed)), CliJson.Default.ClaimListView);
        context.Screen.ShowLine(string.Create(CultureInfo.InvariantCulture, $"{done.Count} executed, {vouchers.Count(voucher => voucher.Executed)} were executed before, {waiting} wait for the claim of their epoch"));
        return ExitCode.Ok;
    }

    private sealed record Selection(ulong? JobId, bool Everyone)
    {
        public bool Takes(MoneyVoucher voucher, Address own) =>
            (JobId is null || voucher.JobId == JobId) && (Everyone || voucher.To == own);
    }
}
