using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;

namespace ModelMarket.Cli.Market;

/// <summary>Sends <c>tick</c> while a job has work that is due. Anyone may; without it nothing is scored.</summary>
internal sealed class Ticker
{
    private readonly MarketReader _market;
    private readonly InputSender _sender;

    /// <summary>Creates a ticker.</summary>
    public Ticker(MarketReader market, InputSender sender)
    {
        _market = market;
        _sender = sender;
    }

    /// <summary>Ticks once, whether work is due by the machine's last clock or not: the tick itself brings a new time.</summary>
    public Task<InputOutcome> OnceAsync(ulong jobId, CancellationToken cancellation) =>
        _sender.SendAsync(new MarketInputs.TickCall(jobId).Encode(), cancellation);

    /// <summary>Ticks while the job says that work is due.</summary>
    /// <returns>The job afterwards.</returns>
    public async Task<JobView> WhileDueAsync(ulong jobId, CancellationToken cancellation)
    {
        var job = await _market.JobAsync(jobId, cancellation);
        while (job.WorkDue)
        {
            var outcome = await OnceAsync(jobId, cancellation);
            if (outcome.Rejection is { Report.Name: "NothingToDo" })
            {
                // Somebody else's tick was first.
                return await _market.JobAsync(jobId, cancellation);
            }

            outcome.OrThrow("The tick");
            job = await _market.JobAsync(jobId, cancellation);
        }

        return job;
    }
}
