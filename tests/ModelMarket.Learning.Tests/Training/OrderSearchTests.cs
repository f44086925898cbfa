using System.Diagnostics;
using CsCheck;
using ModelMarket.Learning.Numerics;
using ModelMarket.Learning.Training.Privacy;

namespace ModelMarket.Learning.Tests.Training;

/// <summary>The search leaves orders out; these work every one of them out.</summary>
public sealed class OrderSearchTests
{
    private static readonly double[] Orders =
        [.. Enumerable.Range(11, 99).Select(tenths => tenths / 10.0), .. Enumerable.Range(12, 53).Select(order => (double)order), 128, 256, 512];

    /// <summary>Rate, noise, steps and the factor of the conversion: from much privacy to none.</summary>
    private static readonly Gen<(double Rate, double Noise, long Steps, double Factor)> Cases = Gen.Select(
        Gen.Double[-4, -0.5].Select(power => Elementary.Pow(10, power)),
        Gen.Double[-0.7, 1.5].Select(power => Elementary.Pow(10, power)),
        Gen.Long[1, 100_000],
        Gen.Double[1, 20]);

    [Fact]
    public void Least_is_that_of_all_orders_to_the_last_bit() => Cases.Sample(
        one => Search(one).Least(null).Should().Be(LeastOfAll(one)), iter: 150, threads: 1);

    [Fact]
    public void Least_is_on_its_side_of_a_target_however_near() => Cases.Sample(
        one =>
        {
            double least = LeastOfAll(one);
            foreach (double target in new[] { least, Math.BitDecrement(least), least / 2, least * 2 })
                (Search(one).Least(target) <= target).Should().Be(least <= target);
        },
        iter: 50,
        threads: 1);

    /// <summary>At a rate near a half each order between two whole ones is a sum of some 100,000 terms: to work out all of them at every step took 5 seconds.</summary>
    [Fact]
    public void Noise_at_a_rate_of_a_half_is_found_without_its_long_sums()
    {
        var clock = Stopwatch.StartNew();
        RdpAccountant.TryNoiseFor(0.5, 0.5, 100, 1e-6, out double noise).Should().BeTrue();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1));
        noise.Should().Be(43.497);
    }

    private static OrderSearch Search((double Rate, double Noise, long Steps, double Factor) one) => new(one.Rate, one.Noise, one.Steps, Convert(one.Factor));

    private static double LeastOfAll((double Rate, double Noise, long Steps, double Factor) one) =>
        Math.Max(0, Orders.Min(order => Convert(one.Factor)(order, one.Steps * SubsampledGaussian.Rdp(one.Rate, one.Noise, order))));

    private static Func<double, double, double> Convert(double factor) => (order, rdp) => rdp + (factor / (order - 1.0));
}
