using ModelMarket.Learning.Execution;

namespace ModelMarket.Learning.Tests.Execution;

public sealed class FreeListTests
{
    private const long Size = 64;

    [Fact]
    public void Spans_given_back_are_taken_again_as_far_as_they_are_kept()
    {
        const int kept = LearningLimits.FreeSpansMax, given = kept + 100;
        var list = new FreeList();
        long[] offsets = [.. Enumerable.Range(0, 2 * given).Select(_ => list.Take(Size))];
        long end = list.End;
        // Every other one, so that none joins another.
        for (int i = 0; i < offsets.Length - 1; i += 2)
            list.Give(offsets[i], Size);

        long[] again = [.. Enumerable.Range(0, given).Select(_ => list.Take(Size))];

        again.Should().OnlyHaveUniqueItems();
        again.Count(offset => offset < end).Should().Be(kept);
        again.Should().NotContain(offsets.Where((_, i) => i % 2 == 1), "those are in use");
    }

    [Fact]
    public void Neighbours_join_however_many_spans_there_are()
    {
        var list = new FreeList();
        long[] offsets = [.. Enumerable.Range(0, 2_000).Select(_ => list.Take(Size))];
        foreach (long offset in offsets)
            list.Give(offset, Size);

        list.Take(2_000 * Size).Should().Be(0);
    }
}
