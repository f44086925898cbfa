namespace ModelMarket.Cli.Session.Node;

/// <summary>Where a page lies in the whole list.</summary>
internal sealed record NodePagination(long TotalCount, long Limit, long Offset);
