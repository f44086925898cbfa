namespace ModelMarket.Learning.Kernels;

/// <summary>
/// A function of one floating number; alpha and beta are the attributes the operator names. For float it is computed in
/// double and rounded once.
/// </summary>
internal interface IFloatFunction
{
    static abstract double Apply(double x, double alpha, double beta);
}
