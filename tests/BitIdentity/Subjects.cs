using ModelMarket.Learning.Tests.Operators;

namespace BitIdentity;

/// <summary>All that is computed.</summary>
internal static class Subjects
{
    private const int Networks = 200;
    private const int SeedsPerOperator = 2;

    public static IEnumerable<Subject> All() => [.. Trained.All(), .. Random(), .. Operators(), .. Conformance()];

    private static IEnumerable<Subject> Random()
    {
        for (int seed = 0; seed < Networks; seed++)
            yield return Of($"network/{seed:D3}", RandomNetwork.Of, seed);
    }

    private static IEnumerable<Subject> Operators()
    {
        foreach ((string name, Func<int, ModelSample> make) in OperatorSamples.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            for (int seed = 0; seed < SeedsPerOperator; seed++)
                yield return Of($"operator/{name}-{seed}", make, seed);
        }
    }

    private static Subject Of(string name, Func<int, ModelSample> make, int seed) => new(name, (options, writer) =>
    {
        foreach (var output in make(seed).Ours(options))
            ValueBytes.Write(writer, output);
    });

    /// <summary>What a model refuses is a result as well.</summary>
    private static IEnumerable<Subject> Conformance() => ConformanceCase.All().Select(one => new Subject($"conformance/{one.Name}", (options, writer) =>
        writer.Write(one.Run(options, out _, (name, value) =>
        {
            writer.Write(name);
            ValueBytes.Write(writer, value);
        }) ?? "as recorded")));
}
