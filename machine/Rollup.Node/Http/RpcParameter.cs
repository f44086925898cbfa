namespace Rollup.Node.Http;

/// <summary>A parameter as <c>rpc.discover</c> describes it.</summary>
internal sealed record RpcParameter(string Name, bool IsRequired, string Type, string Description);
