namespace ModelMarket.Learning.Training.Privacy;

/// <summary>
/// The least ε over a fixed list of orders: 1.1 … 10.9 in tenths, 12 … 64, 128, 256, 512. A whole order is a short sum, an order between two whole ones a series of up to
/// 100,000 terms, so the whole ones come first. The log moment is convex in the order: it lies above every chord prolonged, and where even that is too much,
/// the series is not worked out. An order left out could only make ε smaller, so what is found is never too little.
/// </summary>
internal sealed class OrderSearch
{
    private const int Tenths = 10;
    private const int TenthsFirst = 11;
    private const int TenthsLast = 109;

    /// <summary>Not of the list, only known.</summary>
    private const int OrderBetween = 11;

    /// <summary>Far above the rounding of a log moment, far below what a printed ε shows.</summary>
    private const double Slack = 1e-6;

    private static readonly int[] WholeOrders = [.. Enumerable.Range(2, 9), .. Enumerable.Range(12, 53), 128, 256, 512];

    private readonly double _sampleRate;
    private readonly double _noiseMultiplier;
    private readonly long _steps;
    private readonly Func<double, double, double> _convert;

    /// <summary>Log moments by tenths of the order, to the second whole one past the last; NaN where not known.</summary>
    private readonly double[] _logMoments = new double[TenthsLast + (2 * Tenths)];

    /// <summary>Prepares a search.</summary>
    /// <param name="sampleRate">Chance of each row to be in a batch, in (0, 1].</param>
    /// <param name="noiseMultiplier">Standard deviation of the noise in units of the clip norm, above 0.</param>
    /// <param name="steps">Steps taken.</param>
    /// <param name="convert">From an order and the RDP of all steps to ε; grows with the RDP.</param>
    public OrderSearch(double sampleRate, double noiseMultiplier, long steps, Func<double, double, double> convert)
    {
        Invariant.Require(sampleRate is > 0.0 and <= 1.0 && noiseMultiplier > 0.0 && steps >= 0, "accountant outside its domain");
        _sampleRate = sampleRate;
        _noiseMultiplier = noiseMultiplier;
        _steps = steps;
        _convert = convert;
    }

    /// <summary>The least ε, or, where a target is given, one on the same side of it as the least.</summary>
    public double Least(double? target)
    {
        double least = LeastOfWhole();
        while (!(least <= target) && TryMostPromising(target ?? least, out int tenths))
            Lower(ref least, Epsilon(tenths));
        return least > 0.0 ? least : 0.0;
    }

    private double LeastOfWhole()
    {
        Array.Fill(_logMoments, double.NaN);
        _logMoments[0] = _logMoments[Tenths] = 0.0;
        double least = double.PositiveInfinity;
        foreach (int order in WholeOrders)
            Lower(ref least, Epsilon(order * Tenths));
        Epsilon(OrderBetween * Tenths);
        return least;
    }

    private double Epsilon(int tenths)
    {
        double order = tenths / (double)Tenths, rdp = SubsampledGaussian.Rdp(_sampleRate, _noiseMultiplier, order);
        if (tenths < _logMoments.Length)
            _logMoments[tenths] = rdp * (order - 1.0);
        return _convert(order, _steps * rdp);
    }

    /// <summary>The order not yet worked out whose ε may be the least; false when none can be below a limit.</summary>
    private bool TryMostPromising(double limit, out int tenths)
    {
        tenths = 0;
        double least = limit + (Slack * (1.0 + limit));
        for (int candidate = TenthsFirst; candidate <= TenthsLast; candidate++)
        {
            double order = candidate / (double)Tenths;
            if (!double.IsNaN(_logMoments[candidate]))
                continue;
            double epsilon = _convert(order, _steps * (LogMomentLeast(candidate) / (order - 1.0)));
            if (epsilon <= least)
                (least, tenths) = (epsilon, candidate);
        }

        return tenths != 0;
    }

    private double LogMomentLeast(int tenths)
    {
        int left = Known(tenths, -1), right = Known(tenths, 1);
        double fromLeft = Prolonged(Known(left, -1), left, tenths), fromRight = Prolonged(Known(right, 1), right, tenths);
        return fromLeft > fromRight ? fromLeft : fromRight;
    }

    /// <summary>The next order in a direction whose log moment is known.</summary>
    private int Known(int tenths, int direction)
    {
        do
            tenths += direction;
        while (double.IsNaN(_logMoments[tenths]));
        return tenths;
    }

    private double Prolonged(int far, int near, int tenths) =>
        _logMoments[near] + ((_logMoments[near] - _logMoments[far]) * (tenths - near) / (near - far));

    private static void Lower(ref double least, double epsilon)
    {
        if (epsilon < least)
            least = epsilon;
    }
}
