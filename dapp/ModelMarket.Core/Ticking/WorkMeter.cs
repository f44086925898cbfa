using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>The work one input may still do. Work is charged before it is done; what does not fit waits for the next tick.</summary>
internal sealed class WorkMeter
{
    private readonly long _budget;
    private long _remaining;

    public WorkMeter(long budget)
    {
        _budget = budget;
        _remaining = budget;
    }

    public long Spent => _budget - _remaining;

    /// <summary>Charges a step that cannot be cut; false if it must wait for the next tick. A fresh meter covers every such step.</summary>
    public bool TryCharge(long cost)
    {
        Invariant.Require(cost <= _budget, "Preparing refuses jobs with a step above one input's budget");
        if (cost > _remaining) return false;
        _remaining -= cost;
        return true;
    }

    /// <summary>Charges a step that an input must begin with, so that more can be charged when it is done; false if it must wait for the next tick.</summary>
    public bool TryBegin(long cost) => Spent == 0 && TryCharge(cost);

    /// <summary>Charges work that was bounded beforehand by what an input has left after its beginning. Inputs of fewer units than the market's own, which
    /// tests use, are at their end with it.</summary>
    public void Spend(long cost) => _remaining = Math.Max(0, _remaining - cost);

    /// <summary>Lets work that stops by itself charge what it does.</summary>
    public bool Run(ScoringProgress advance) => advance(ref _remaining);
}
