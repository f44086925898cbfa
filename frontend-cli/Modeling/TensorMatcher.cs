using ModelMarket.Learning.Weights;

namespace ModelMarket.Cli.Modeling;

/// <summary>
/// Finds for each of a job's initializers the tensor of a file that it should become: as the user says, by name, by the same name in another
/// tool's style, or, where only one is left of a shape (or as many as the job wants, in order), by shape. A transposed matrix and dimensions of 1 are
/// mended; a square matrix, whose shape does not tell, is turned where all others of the file are.
/// </summary>
internal sealed class TensorMatcher
{
    private const string Turned = ", transposed";

    private static readonly string[] Prefixes = ["module.", "model.", "_orig_mod.", "network.", "net."];

    private readonly List<NamedTensor> _left;
    private readonly IReadOnlyDictionary<string, string> _map;

    private TensorMatcher(IReadOnlyList<NamedTensor> file, IReadOnlyDictionary<string, string> map)
    {
        _left = [.. file];
        _map = map;
    }

    /// <summary>Matches.</summary>
    /// <param name="layout">The job's tensors.</param>
    /// <param name="file">The file's tensors.</param>
    /// <param name="map">The job's name → the file's, as the user says.</param>
    /// <returns>One match for each of the job's tensors in order, and what the file has besides.</returns>
    public static (IReadOnlyList<TensorMatch> Matches, IReadOnlyList<NamedTensor> Left) Match(ParameterLayout layout, IReadOnlyList<NamedTensor> file, IReadOnlyDictionary<string, string> map)
    {
        RequireNames(layout, map);
        var matcher = new TensorMatcher(file, map);
        var found = new TensorMatch?[layout.Parameters.Count];
        Func<Parameter, TensorMatch?>[] ways = [matcher.AsSaid, matcher.SameName, matcher.SimilarName];
        foreach (var way in ways)
        {
            for (var i = 0; i < found.Length; i++)
            {
                found[i] ??= way(layout.Parameters[i]);
            }
        }

        matcher.ByShape(layout, found);
        TurnSquares(layout, found);
        return ([.. found.Select((match, i) => match ?? matcher.Nothing(layout.Parameters[i]))], matcher._left);
    }

    private static void RequireNames(ParameterLayout layout, IReadOnlyDictionary<string, string> map)
    {
        if (map.Keys.FirstOrDefault(name => layout.Parameters.All(parameter => parameter.Name != name)) is { } unknown)
        {
            throw CliFault.Usage($"The job's model has no tensor {unknown} that is trained.", $"It has {string.Join(", ", layout.Parameters.Select(parameter => parameter.Name))}.");
        }
    }

    private TensorMatch? AsSaid(Parameter wanted)
    {
        if (!_map.TryGetValue(wanted.Name, out var name))
        {
            return null;
        }

        var tensor = _left.FirstOrDefault(tensor => tensor.Name == name) ?? throw CliFault.Usage($"The file has no tensor {name}.");
        return Take(wanted, tensor, "as you said")
            ?? throw CliFault.Usage($"{name} {tensor.ShapeText} does not fit {wanted.Name} {Text(wanted.Shape)}, which it was to become.", "Leave the pair out, or name another tensor of the file.");
    }

    private TensorMatch? SameName(Parameter wanted) => Take(wanted, _left.FirstOrDefault(tensor => tensor.Name == wanted.Name), "same name");

    private TensorMatch? SimilarName(Parameter wanted)
    {
        var alike = _left.Where(tensor => Plain(tensor.Name) == Plain(wanted.Name)).ToArray();
        return alike.Length == 1 ? Take(wanted, alike[0], "same name in another style") : null;
    }

    /// <summary>Where the job wants as many tensors of a shape as are left, they are taken in order.</summary>
    private void ByShape(ParameterLayout layout, TensorMatch?[] found)
    {
        var open = Enumerable.Range(0, found.Length).Where(i => found[i] is null).ToArray();
        foreach (var group in open.GroupBy(i => ShapeKey(layout.Parameters[i].Shape)).ToArray())
        {
            var fitting = _left.Where(tensor => Fits(layout.Parameters[group.First()], tensor) is not null).ToArray();
            if (fitting.Length == group.Count())
            {
                foreach (var (i, tensor) in group.Zip(fitting))
                {
                    found[i] = Take(layout.Parameters[i], tensor, fitting.Length == 1 ? "the only one of this shape" : "by shape, in order");
                }
            }
        }
    }

    private static void TurnSquares(ParameterLayout layout, TensorMatch?[] found)
    {
        var oblong = found.Where((match, i) => match is not null && layout.Parameters[i].Shape is [var a, var b] && a != b && a > 1 && b > 1).ToArray();
        var turned = oblong.Count(match => match!.How.EndsWith(Turned, StringComparison.Ordinal));
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] is { From: not null } match && layout.Parameters[i].Shape is [var rows, var columns] && rows == columns && rows > 1)
            {
                found[i] = turned == 0 && oblong.Length > 0 ? match
                    : turned > 0 && turned == oblong.Length ? match with { Values = Transposed(match.Values, rows, columns), How = $"{match.How}{Turned} as the others are" }
                    : match with { How = $"{match.How}, square: taken as it is, though it may be transposed" };
            }
        }
    }

    private TensorMatch? Take(Parameter wanted, NamedTensor? tensor, string how)
    {
        if (tensor is null || Fits(wanted, tensor) is not var (values, change))
        {
            return null;
        }

        _left.Remove(tensor);
        return new TensorMatch(wanted.Name, Text(wanted.Shape), tensor, how + change, values);
    }

    private TensorMatch Nothing(Parameter wanted)
    {
        var nearest = _left.OrderByDescending(tensor => Likeness(wanted, tensor)).FirstOrDefault();
        return new TensorMatch(wanted.Name, Text(wanted.Shape), null, nearest is null ? "nothing is left" : $"nearest: {nearest.Name} {nearest.ShapeText}", []);
    }

    // A name says most, then how many dimensions there are, then each size that is there too.
    private static int Likeness(Parameter wanted, NamedTensor tensor)
    {
        int[] ours = [.. Squeezed(wanted.Shape)], theirs = [.. Squeezed(tensor.Shape)];
        return (Plain(tensor.Name) == Plain(wanted.Name) ? 8 : 0) + (ours.Length == theirs.Length ? 4 : 0) + ours.Intersect(theirs).Count();
    }

    /// <summary>The values in the wanted shape, and what was changed; null where they do not fit.</summary>
    private static (float[] Values, string Change)? Fits(Parameter wanted, NamedTensor tensor)
    {
        if (tensor.Shape.AsSpan().SequenceEqual(wanted.Shape))
        {
            return (tensor.Values, "");
        }

        if (tensor.Shape is [var rows, var columns] && wanted.Shape is [var a, var b] && rows == b && columns == a && rows > 1 && columns > 1)
        {
            return (Transposed(tensor.Values, rows, columns), Turned);
        }

        return Squeezed(tensor.Shape).SequenceEqual(Squeezed(wanted.Shape)) ? (tensor.Values, ", reshaped") : null;
    }

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        var result = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            result[(i % columns * rows) + (i / columns)] = values[i];
        }

        return result;
    }

    private static IEnumerable<int> Squeezed(int[] shape) => shape.Where(size => size != 1);

    private static string ShapeKey(int[] shape) => string.Join('x', Squeezed(shape).Order());

    private static string Text(int[] shape) => $"[{string.Join(", ", shape)}]";

    private static string Plain(string name)
    {
        var plain = name.Replace('/', '.').Replace(':', '.').ToLowerInvariant();
        foreach (var prefix in Prefixes)
        {
            plain = plain.StartsWith(prefix, StringComparison.Ordinal) ? plain[prefix.Length..] : plain;
        }

        return plain.Replace("kernel", "weight", StringComparison.Ordinal);
    }
}
