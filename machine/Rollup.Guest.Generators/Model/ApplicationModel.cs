namespace Rollup.Guest.Generators.Model;

/// <summary>Everything that the generator knows of one application class.</summary>
internal sealed record ApplicationModel(
    string Namespace,
    string Name,
    string? JsonContext,
    string Portals,
    bool AcceptsRefused,
    bool ReturnsUnhandledDeposits,
    int ReportBytesMax,
    EquatableList<InputHandler> Inputs,
    EquatableList<AbiContractUse> AbiContracts,
    EquatableList<MethodSenders> MethodSenders,
    EquatableList<DepositHandler> Deposits,
    FallbackHandler? Fallback,
    EquatableList<InspectHandler> Inspects,
    EquatableList<Problem> Problems,
    Place? Place);
