using System.Collections.Immutable;
using ModelMarket.Core.Payout;

namespace ModelMarket.Core.Tests.Payout;

public sealed class ShapleyValuesTests
{
    [Fact]
    public void Glove_game_has_its_known_values()
    {
        // Members 0 and 1 hold left gloves, member 2 the right one: φ = 1/6, 1/6, 4/6.
        ShapleyValues.Of(3, Values(3, mask => (mask & 4) != 0 && (mask & 3) != 0 ? 1 : 0)).Should().Equal(1, 1, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    public void Values_add_up_to_the_whole_and_follow_the_axioms(int members)
    {
        var random = new Random(members);
        ImmutableArray<Int128> values = Values(members, _ => random.NextInt64(-(1L << 48), 1L << 48));
        ImmutableArray<Int128> phi = ShapleyValues.Of(members, values);

        Sum(phi).Should().Be(values[^1] * ShapleyValues.Factorial(members));
        ImmutableArray<Int128> additive = ShapleyValues.Of(members, Values(members, mask => Enumerable.Range(0, members).Where(i => (mask >> i & 1) == 1).Sum(i => 7L * i)));
        additive.Should().Equal(Enumerable.Range(0, members).Select(i => (Int128)(7 * i) * ShapleyValues.Factorial(members)));
    }

    [Fact]
    public void Largest_values_of_ten_members_do_not_overflow()
    {
        Int128 most = 2L * ((1L << 48) - 1);

        Sum(ShapleyValues.Of(10, Values(10, mask => mask % 2 == 1 ? most : -most))).Should().Be(most * 3_628_800);
    }

    private static Int128 Sum(IEnumerable<Int128> values) => values.Aggregate(Int128.Zero, (sum, value) => sum + value);

    private static ImmutableArray<Int128> Values(int members, Func<int, Int128> value) =>
        [.. Enumerable.Range(0, 1 << members).Select(mask => mask == 0 ? 0 : value(mask))];
}
