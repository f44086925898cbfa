namespace ModelMarket.Cli.Training;

/// <summary>What <c>train</c> was asked for.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Rows">File of rows.</param>
/// <param name="Label">Column of the label; null for the schema's, or the last.</param>
/// <param name="Trainer">A trainer other than the job's; null for the job's.</param>
/// <param name="Epsilon">ε of private training; null for ordinary training.</param>
/// <param name="Delta">δ.</param>
/// <param name="Clip">Norm of a row's gradient.</param>
/// <param name="SelfTest">Whether a fifth of the rows is kept out to attack the weights with.</param>
/// <param name="Output">Where the weights go; null for the job's folder.</param>
internal sealed record TrainRequest(ulong JobId, string Rows, string? Label, string? Trainer, double? Epsilon, double Delta, double Clip, bool SelfTest, string? Output);
