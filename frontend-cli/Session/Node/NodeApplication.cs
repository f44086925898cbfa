namespace ModelMarket.Cli.Session.Node;

/// <summary>An application as the official node's JSON-RPC tells it.</summary>
internal sealed record NodeApplication(
    string Name,
    string IapplicationAddress,
    string IconsensusAddress,
    string IinputboxAddress,
    string TemplateHash,
    string EpochLength,
    string ProcessedInputs);
