namespace ModelMarket.Cli.Modeling;

/// <summary>
/// How well three attacks tell rows that weights were trained on from rows they were not: for each the area under its ROC curve, the chance that it takes
/// the trained one of two rows for the trained one. 0.5 is guessing, 1 is always right.
/// </summary>
/// <param name="ByLoss">A small loss is a trained row (Yeom et al. 2018).</param>
/// <param name="ByDifficulty">A loss that is small against what models without the row make of it (Watson et al. 2022).</param>
/// <param name="ByLikelihood">What models with the row and models without it make of it: which is this nearer to (LiRA, Carlini et al. 2022)?</param>
/// <param name="Members">Rows that were trained on.</param>
/// <param name="Others">Rows that were not.</param>
internal readonly record struct AttackAucs(double ByLoss, double ByDifficulty, double ByLikelihood, int Members, int Others)
{
    /// <summary>The strongest attack's. Where there is nothing to find, the luckiest of three is a little above 0.5.</summary>
    public double Best => Math.Max(ByLoss, Math.Max(ByDifficulty, ByLikelihood));

    /// <summary>Standard error of <see cref="Best"/> over the choice of rows (Hanley and McNeil 1982).</summary>
    public double StandardError
    {
        get
        {
            var area = Best;
            var (members, others) = (area / (2 - area), 2 * area * area / (1 + area));
            var variance = (area * (1 - area)) + ((Members - 1) * (members - (area * area))) + ((Others - 1) * (others - (area * area)));
            return Math.Sqrt(Math.Max(0, variance) / ((double)Members * Others));
        }
    }
}
