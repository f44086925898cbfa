namespace ModelMarket.Cli.Session.Node;

/// <summary>One page of a list and where it lies in the whole.</summary>
internal sealed record NodePage<T>(IReadOnlyList<T> Data, NodePagination Pagination);
