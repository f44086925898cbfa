using System.Text.Json;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Messages;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>
/// The market: a state machine driven by inputs and by nothing else. The same inputs give the same emissions and roots on every host
/// (design.md §2). Not thread-safe.
/// </summary>
public sealed class Market
{
    private MarketState _state;

    /// <summary>A market without jobs.</summary>
    public Market(Genesis genesis)
        : this(genesis, Limits.InputWorkMax)
    {
    }

    /// <summary>A market whose inputs do less work each, so that tests see one evaluation spread over many.</summary>
    internal Market(Genesis genesis, long inputWorkMax)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        _state = new MarketState(genesis, inputWorkMax);
    }

    /// <summary>What the whole state hashes to; part of the notice of every settled job.</summary>
    public Hash32 StateRoot => _state.Root;

    /// <summary>
    /// Works through one input: Parse → Decide → Commit → Emit. Never throws for anything a user can send: what is not taken leaves the state
    /// untouched and is answered by one report with its <see cref="RejectCode"/>.
    /// </summary>
    /// <param name="context">What the chain says about the input.</param>
    /// <param name="payload">Any bytes.</param>
    /// <exception cref="InvariantException">A defect of the market itself; the host must drop this instance (in the machine its memory rolls back).</exception>
    public AdvanceResult Advance(in InputContext context, ReadOnlyMemory<byte> payload)
    {
        if (!MessageParser.TryParse(payload.Span, context, out Message? message, out RejectCode code)) return Rejected(code, "");
        Decision decision = Transition.Decide(_state, message, context);
        if (decision is Decision.Rejected rejected) return Rejected(rejected.Code, rejected.Detail);
        var accepted = (Decision.Accepted)decision;
        _state.Commit(accepted.Changes, context.BlockTimestamp);
        return new AdvanceResult(RejectCode.None, Emitter.Render(accepted.Effects, context.AppContract, _state));
    }

    /// <summary>
    /// Answers a question about the state without changing it: one JSON document, in one report or, where it is longer than
    /// <see cref="Limits.ReportBytesMax"/>, cut into several to be put together in order.
    /// </summary>
    /// <param name="path">For example <c>jobs/7/leaderboard?offset=50</c>; see <see cref="RejectCode.PathUnknown"/>.</param>
    public IReadOnlyList<byte[]> Inspect(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return [.. InspectRouter.Answer(_state, _state.Root, path).Chunk(Limits.ReportBytesMax)];
    }

    /// <summary>The whole state in one canonical form: equal states give equal bytes on every host.</summary>
    public byte[] Save() => MarketForm.Write(_state);

    /// <summary>
    /// Takes over a state that <see cref="Save"/> wrote: from then on this market answers every input as the one that was saved. Any other bytes change
    /// nothing; they may come from anybody. Work that an evaluation had done is done again.
    /// </summary>
    public RestoreCode Restore(ReadOnlySpan<byte> saved)
    {
        RestoreCode code = MarketForm.Read(saved, new MarketState(_state.Genesis, _state.InputWorkMax), out MarketState restored);
        if (code == RestoreCode.None) _state = restored;
        return code;
    }

    private static AdvanceResult Rejected(RejectCode code, string detail)
    {
        byte[] report = JsonSerializer.SerializeToUtf8Bytes(RejectionReport.Of(code, detail), MarketJson.Default.RejectionReport);
        return new AdvanceResult(code, [new Emission.Report(report)]);
    }
}
