namespace ModelMarket.Cli.Modeling;

/// <summary>Which tensor of a file became which of the job's.</summary>
/// <param name="Name">The job's initializer.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="From">The file's tensor; null where none fits.</param>
/// <param name="How">Why it fits, or what is nearest.</param>
/// <param name="Values">The values in the job's order; empty where none fits.</param>
internal sealed record TensorMatch(string Name, string Shape, NamedTensor? From, string How, float[] Values);
