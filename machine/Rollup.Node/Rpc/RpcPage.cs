namespace Rollup.Node.Rpc;

/// <summary>The answer of a list method.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The part asked for.</param>
/// <param name="Pagination">Which part that is.</param>
public sealed record RpcPage<T>(IReadOnlyList<T> Data, Pagination Pagination);
