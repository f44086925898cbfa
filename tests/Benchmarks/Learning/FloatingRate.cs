using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Benchmarks.Learning;

/// <summary>The machine's own ratio p: how fast multiplying and adding apart is, as a part of the fused rate, in registers.</summary>
internal static class FloatingRate
{
    private const int Rounds = 200_000;

    /// <summary>What one call of <see cref="RunApart"/> does.</summary>
    public const double Operations = 2.0 * 12 * 16 * Rounds;

    /// <summary>GFLOP/s in registers, multiplying and adding apart and fused; the same where there is no fused operation.</summary>
    public static (double Apart, double Fused) Measure()
    {
        double[] times = Repeated.OneThread(RunApart, Fma.IsSupported ? RunFused : RunApart);
        return (Operations / times[0] / 1e3, Operations / times[1] / 1e3);
    }

    /// <summary>Multiplies and adds without fusing.</summary>
    public static void RunApart() => Use(Apart());

    private static void RunFused() => Use(Fused());

    private static void Use(Vector512<float> result)
    {
        if (result[0] == 12345)
            throw new InvalidOperationException("the sums are wrong");
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Apart()
    {
        Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(0.25f), s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < Rounds; i++)
        {
            s0 = (s0 * a) + b; s1 = (s1 * a) + b; s2 = (s2 * a) + b; s3 = (s3 * a) + b; s4 = (s4 * a) + b; s5 = (s5 * a) + b;
            s6 = (s6 * a) + b; s7 = (s7 * a) + b; s8 = (s8 * a) + b; s9 = (s9 * a) + b; s10 = (s10 * a) + b; s11 = (s11 * a) + b;
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Fused()
    {
        Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(0.25f), s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int i = 0; i < Rounds; i++)
        {
            s0 = F(s0, a, b); s1 = F(s1, a, b); s2 = F(s2, a, b); s3 = F(s3, a, b); s4 = F(s4, a, b); s5 = F(s5, a, b);
            s6 = F(s6, a, b); s7 = F(s7, a, b); s8 = F(s8, a, b); s9 = F(s9, a, b); s10 = F(s10, a, b); s11 = F(s11, a, b);
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> F(Vector512<float> x, Vector512<float> a, Vector512<float> b) => Vector512.FusedMultiplyAdd(x, a, b);
}
