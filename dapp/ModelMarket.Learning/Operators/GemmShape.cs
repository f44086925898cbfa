using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Operators;

/// <summary>The geometry of a Gemm; <paramref name="Bias"/> walks (output, C).</summary>
internal sealed record GemmShape(int M, int N, int K, bool TransposeA, bool TransposeB, BroadcastLayout? Bias);
