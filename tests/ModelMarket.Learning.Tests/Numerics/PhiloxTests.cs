using ModelMarket.Learning.Numerics;

namespace ModelMarket.Learning.Tests.Numerics;

public sealed class PhiloxTests
{
    // kat_vectors of Random123 1.14, philox4x32 with 10 rounds: counter, key, result.
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0u, 0u, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, 0xffffffffu, 0xffffffffu, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0xa4093822u, 0x299f31d0u, new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Block_gives_the_published_vectors(uint[] counter, uint k0, uint k1, uint[] expected)
    {
        Philox4x32.Block(counter, k0, k1);
        counter.Should().Equal(expected);
    }

    [Fact]
    public void Streams_of_other_names_share_nothing()
    {
        var a = new PhiloxStream(1, 1, 0);
        var words = new HashSet<uint>(Enumerable.Range(0, 1000).Select(_ => a.NextUInt32()));
        foreach (PhiloxStream other in (PhiloxStream[])[new(2, 1, 0), new(1, 2, 0), new(1, 1, 1)])
            Enumerable.Range(0, 1000).Count(_ => words.Contains(other.NextUInt32())).Should().BeLessThan(3);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(3u)]
    [InlineData(1000u)]
    [InlineData(0x80000001u)]
    public void Bounded_draws_stay_below_and_are_even(uint bound)
    {
        var stream = new PhiloxStream(5, 0, 0);
        double sum = 0;
        for (int i = 0; i < 20_000; i++)
        {
            uint draw = stream.NextBelow(bound);
            draw.Should().BeLessThan(bound);
            sum += draw;
        }

        (sum / 20_000 / Math.Max(1, bound - 1)).Should().BeInRange(bound == 1 ? 0 : 0.48, 0.52);
    }

    [Fact]
    public void Floats_are_multiples_of_their_unit_below_one()
    {
        var stream = new PhiloxStream(5, 0, 1);
        for (int i = 0; i < 1000; i++)
        {
            float x = stream.NextSingle();
            x.Should().BeInRange(0f, MathF.BitDecrement(1f));
            (x * 16777216f).Should().Be(MathF.Floor(x * 16777216f));
        }
    }

    [Fact]
    public void Gaussians_have_mean_zero_and_variance_one()
    {
        var stream = new PhiloxStream(5, 0, 2);
        double[] draws = [.. Enumerable.Range(0, 50_000).Select(_ => stream.NextGaussian())];
        draws.Average().Should().BeApproximately(0, 0.02);
        draws.Average(d => d * d).Should().BeApproximately(1, 0.03);
        draws.Average(d => d * d * d * d).Should().BeApproximately(3, 0.2);
    }

    [Fact]
    public void Shuffle_is_a_permutation_and_depends_on_the_seed()
    {
        int[] a = [.. Enumerable.Range(0, 100)], b = [.. a];
        new PhiloxStream(1, 0, 0).Shuffle(a);
        new PhiloxStream(2, 0, 0).Shuffle(b);
        a.Should().BeEquivalentTo(b).And.NotEqual(b);
    }
}
