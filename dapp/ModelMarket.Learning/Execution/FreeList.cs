namespace ModelMarket.Learning.Execution;

/// <summary>Free spans of a growing block; the smallest that fits is taken, the lowest of equals.</summary>
internal sealed class FreeList
{
    private readonly List<(long Offset, long Size)> spans = [];

    /// <summary>The block's size so far.</summary>
    public long End { get; private set; }

    /// <summary>Takes a span.</summary>
    public long Take(long size)
    {
        int best = -1;
        for (int i = 0; i < spans.Count; i++)
        {
            if (spans[i].Size >= size && (best < 0 || spans[i].Size < spans[best].Size))
                best = i;
        }

        if (best >= 0)
        {
            (long offset, long available) = spans[best];
            if (available == size)
                spans.RemoveAt(best);
            else
                spans[best] = (offset + size, available - size);
            return offset;
        }

        long start = End;
        if (spans.Count > 0 && spans[^1].Offset + spans[^1].Size == End)
        {
            start = spans[^1].Offset;
            spans.RemoveAt(spans.Count - 1);
        }

        End = start + size;
        return start;
    }

    /// <summary>Gives a span back and joins it with its neighbours. One that joins none stays unused where there are
    /// <see cref="LearningLimits.FreeSpansMax"/> already: each is looked at every time.</summary>
    public void Give(long offset, long size)
    {
        if (size == 0)
            return;
        int at = 0;
        while (at < spans.Count && spans[at].Offset < offset)
            at++;
        spans.Insert(at, (offset, size));
        if (at + 1 < spans.Count && spans[at].Offset + spans[at].Size == spans[at + 1].Offset)
        {
            spans[at] = (spans[at].Offset, spans[at].Size + spans[at + 1].Size);
            spans.RemoveAt(at + 1);
        }

        if (at > 0 && spans[at - 1].Offset + spans[at - 1].Size == spans[at].Offset)
        {
            spans[at - 1] = (spans[at - 1].Offset, spans[at - 1].Size + spans[at].Size);
            spans.RemoveAt(at);
        }

        if (spans.Count > LearningLimits.FreeSpansMax)
            spans.RemoveAt(at);
    }
}
