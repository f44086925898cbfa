using ModelMarket.Core.Sealing;

namespace ModelMarket.Core.Tests.Sealing;

public sealed class GroupSplitTests
{
    [Theory]
    [InlineData(171, 20)]
    [InlineData(20, 20)]
    [InlineData(40, 20)]
    [InlineData(1_000_003, 256)]
    public void Groups_hold_all_rows_and_differ_by_at_most_one(ulong rows, int groupCount)
    {
        ulong[] sizes = [.. Enumerable.Range(0, groupCount).Select(index => GroupSplit.RowsOf(rows, groupCount, index))];
        sizes.Aggregate(0UL, (sum, size) => sum + size).Should().Be(rows);
        (sizes.Max() - sizes.Min()).Should().BeLessThanOrEqualTo(1);
        sizes.Should().BeInDescendingOrder("the first groups have the row more");
    }

    [Fact]
    public void A_group_that_is_not_there_is_refused()
    {
        FluentActions.Invoking(() => GroupSplit.RowsOf(20, 20, 20)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
