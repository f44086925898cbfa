using CsCheck;
using ModelMarket.Cli.Data;

namespace ModelMarket.Cli.Tests.Data;

public sealed class RowSplitTests
{
    [Fact]
    public void Every_row_is_dealt_exactly_once() =>
        Gen.Select(Gen.Int[10, 500], Gen.Int[1, 5], Gen.Int[1, 9].Array[1, 4], Gen.ULong).Where((rows, _, shares, _) => rows > 50).Sample((rows, validation, shares, seed) =>
        {
            var parts = RowSplit.Deal(rows, validation, shares, seed);
            return parts.Count == shares.Length + 1
                && parts[0].Length == validation
                && parts.SelectMany(part => part).Order().SequenceEqual(Enumerable.Range(0, rows));
        });

    [Fact]
    public void The_demo_s_deal_is_uneven_and_stays_the_same()
    {
        var parts = RowSplit.Deal(569, 171, [96, 151, 151], seed: 7);

        parts.Select(part => part.Length).Should().Equal(171, 96, 151, 151);
        RowSplit.Deal(569, 171, [96, 151, 151], seed: 7)[0].Should().Equal(parts[0]);
        RowSplit.Deal(569, 171, [96, 151, 151], seed: 8)[0].Should().NotEqual(parts[0]);
    }

    [Fact]
    public void Too_few_rows_for_everybody_are_refused()
    {
        FluentActions.Invoking(() => RowSplit.Deal(10, 8, [1, 1, 1], 1)).Should().Throw<CliFault>();
        FluentActions.Invoking(() => RowSplit.Deal(10, 11, [1], 1)).Should().Throw<CliFault>();
        FluentActions.Invoking(() => RowSplit.Deal(10, 0, [1], 1)).Should().Throw<CliFault>();
    }
}
