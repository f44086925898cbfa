namespace ModelMarket.Cli.Session.Node;

/// <summary>A JSON-RPC answer: a result or an error.</summary>
internal sealed record NodeResponse<T>(T? Result, NodeError? Error)
    where T : class;
