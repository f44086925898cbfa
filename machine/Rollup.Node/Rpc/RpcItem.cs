namespace Rollup.Node.Rpc;

/// <summary>The answer of a get method.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Data">It.</param>
public sealed record RpcItem<T>(T Data);
