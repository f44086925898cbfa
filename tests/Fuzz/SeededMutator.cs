namespace ModelMarket.Fuzz;

/// <summary>
/// Breaks good bytes in the ways that decoders get wrong: bits, lengths, cuts, repeats, splices. The same seed gives the same bytes, so a
/// failure is repeated from its seed alone. <c>MODELMARKET_FUZZ_ROUNDS</c> makes a run longer than the default.
/// </summary>
internal sealed class SeededMutator(int seed, IReadOnlyList<byte[]> corpus)
{
    private const int DefaultRounds = 20_000;
    private const int GrowthMax = 4096;

    private static readonly byte[] Interesting = [0x00, 0x01, 0x7f, 0x80, 0x81, 0xfe, 0xff, 0x12, 0x20, 0x0a, 0x1a];

    private readonly Random _random = new(seed);

    /// <summary>Rounds of one target.</summary>
    public static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("MODELMARKET_FUZZ_ROUNDS"), out var rounds) ? rounds : DefaultRounds;

    /// <summary>The next input: a member of the corpus with one to six changes.</summary>
    public byte[] Next()
    {
        var bytes = corpus[_random.Next(corpus.Count)];
        for (var changes = _random.Next(1, 7); changes > 0; changes--)
        {
            bytes = Change(bytes);
        }

        return bytes;
    }

    /// <summary>Runs a target on mutated inputs; a failure names seed and bytes.</summary>
    /// <param name="target">Must end for every input, and return whether what it promises holds.</param>
    /// <param name="divisor">Makes a run shorter for a target that is slower than a decoder.</param>
    public void Run(Func<byte[], bool> target, int divisor = 1)
    {
        for (var round = 0; round < Rounds / divisor; round++)
        {
            var input = Next();
            bool held;
            try
            {
                held = target(input);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}: {Convert.ToHexStringLower(input)}", broken);
            }

            held.Should().BeTrue("seed {0}, round {1}: {2}", seed, round, Convert.ToHexStringLower(input));
        }
    }

    private byte[] Change(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [Interesting[_random.Next(Interesting.Length)]];
        }

        var at = _random.Next(bytes.Length);
        var length = _random.Next(Math.Min(bytes.Length - at, 40) + 1);
        return _random.Next(8) switch
        {
            0 => With(bytes, at, (byte)(bytes[at] ^ (1 << _random.Next(8)))),
            1 => With(bytes, at, Interesting[_random.Next(Interesting.Length)]),
            2 => With(bytes, at, unchecked((byte)(bytes[at] + _random.Next(-3, 4)))), // wrapping is as good as any change
            3 => bytes[..at],
            4 => [.. bytes[..at], .. bytes[(at + length)..]],
            5 when bytes.Length < GrowthMax => [.. bytes[..(at + length)], .. bytes[at..]],
            6 when bytes.Length < GrowthMax => Splice(bytes, at),
            _ => With(bytes, at, (byte)_random.Next(256)),
        };
    }

    private byte[] Splice(byte[] bytes, int at)
    {
        var other = corpus[_random.Next(corpus.Count)];
        var from = _random.Next(other.Length + 1);
        return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + GrowthMax)]];
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        var changed = bytes.ToArray();
        changed[at] = value;
        return changed;
    }
}
