using ModelMarket.Core.Judging;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Judging;

public sealed class WeightDigestTests
{
    [Fact]
    public void Negative_zero_is_zero_and_every_other_bit_counts()
    {
        WeightSet weights = TinyFiles.WeightSetOf(0.5f), same = weights.Copy(), other = weights.Copy();
        same.Tensors[1].Floats[0] = -0f;
        other.Tensors[1].Floats[0] = float.Epsilon;
        WeightDigest digest = new(weights.Layout);

        digest.Of(same).Should().Be(digest.Of(weights));
        digest.Of(other).Should().NotBe(digest.Of(weights));
    }

    [Fact]
    public void Large_weights_are_hashed_in_parts_that_cover_them()
    {
        WeightSet weights = TinyFiles.WeightSetOf(0.5f, Limits.DigestPartWeights + 5);
        WeightDigest digest = new(weights.Layout);
        Hash32 before = digest.Of(weights);

        Enumerable.Range(0, digest.PartCount).Sum(digest.PartWeights).Should().Be(weights.Layout.WeightCount);
        digest.PartCount.Should().Be(2);
        weights.Tensors[^1].Floats[^1] += 1f;
        digest.Of(weights).Should().NotBe(before);
    }
}
