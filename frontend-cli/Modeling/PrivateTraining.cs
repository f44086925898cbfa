using System.Security.Cryptography;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Training.Privacy;
using Rollup.Ethereum.Host;

namespace ModelMarket.Cli.Modeling;

/// <summary>Trains with differential privacy. The noise comes from 256 bits of the operating system that are forgotten at the end: nobody can repeat the run.</summary>
internal static class PrivateTraining
{
    /// <summary>Trains from the initial model's weights.</summary>
    /// <param name="bench">The job's model.</param>
    /// <param name="rows">The rows; nothing of them is kept.</param>
    /// <param name="plan">Clip and noise.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops after an epoch.</param>
    /// <exception cref="CliFault">The model or the options do not allow it.</exception>
    public static TrainingResult Train(Workbench bench, DataSet rows, PrivacyPlan plan, Action<double> progress, CancellationToken cancellation)
    {
        var secret = HostCrypto.RandomBytes(PrivateTrainer.SecretBytes);
        try
        {
            return Train(bench, rows, plan, secret, progress, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The same with a given secret: for tests alone, which repeat.</summary>
    internal static TrainingResult Train(Workbench bench, DataSet rows, PrivacyPlan plan, ReadOnlySpan<byte> secret, Action<double> progress, CancellationToken cancellation)
    {
        if (!PrivateTrainer.TryCreate(bench.Model, bench.Judge.Layout, rows, bench.Judge.Scorer.Terms, plan.Options, bench.Plan, out var trainer, out var fault)
            || !trainer!.TryRun(secret, Step, out var result, out fault))
        {
            throw CliFault.Usage($"Private training is not possible: {fault.Detail}.", "See --dp in: modelmarket train --help", fault.Error.ToString());
        }

        cancellation.ThrowIfCancellationRequested();
        return result!;

        bool Step(TrainingProgress step)
        {
            progress((double)step.Epoch / step.Epochs);
            return !cancellation.IsCancellationRequested;
        }
    }
}
