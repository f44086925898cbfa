namespace ModelMarket.Cli.Training;

/// <summary>Who does the training.</summary>
internal enum TrainerKind
{
    /// <summary>The engine's own trainer.</summary>
    Builtin,

    /// <summary>A WebAssembly module of the sponsor.</summary>
    Wasm,

    /// <summary>Whatever the client runs; the weights are imported.</summary>
    Own,
}
