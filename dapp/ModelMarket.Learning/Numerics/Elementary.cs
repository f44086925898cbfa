namespace ModelMarket.Learning.Numerics;

/// <summary>The elementary functions of the numeric contract (numerics.md §1): only IEEE + − × ÷ √, comparisons, and integer operations, in
/// one fixed order, so that every processor gives the same bits. The double forms have a relative error of at most 2^-48; the float forms
/// are the double form rounded once (at most 1 unit in the last place). A NaN result is the canonical one. Each is pure and allocates
/// nothing.</summary>
public static class Elementary
{
    /// <summary>e^x. Overflows to +∞, underflows through subnormals to +0.</summary>
    public static double Exp(double x) => Exponential.Exp(x);

    /// <summary>e^x. Overflows to +∞, underflows through subnormals to +0. Computed in double, rounded once.</summary>
    public static float Exp(float x) => (float)Exponential.Exp((double)x);

    /// <summary>2^x; exact for integral x.</summary>
    public static double Exp2(double x) => Exponential.Exp2(x);

    /// <summary>2^x; exact for integral x. Computed in double, rounded once.</summary>
    public static float Exp2(float x) => (float)Exponential.Exp2((double)x);

    /// <summary>e^x − 1 without cancellation near 0.</summary>
    public static double Expm1(double x) => Exponential.Expm1(x);

    /// <summary>e^x − 1 without cancellation near 0. Computed in double, rounded once.</summary>
    public static float Expm1(float x) => (float)Exponential.Expm1((double)x);

    /// <summary>Natural logarithm. log(±0) = −∞; negative: NaN.</summary>
    public static double Log(double x) => Logarithm.Log(x);

    /// <summary>Natural logarithm. log(±0) = −∞; negative: NaN. Computed in double, rounded once.</summary>
    public static float Log(float x) => (float)Logarithm.Log((double)x);

    /// <summary>log(1 + x) without cancellation near 0. −1: −∞; below: NaN.</summary>
    public static double Log1p(double x) => Logarithm.Log1p(x);

    /// <summary>log(1 + x) without cancellation near 0. −1: −∞; below: NaN. Computed in double, rounded once.</summary>
    public static float Log1p(float x) => (float)Logarithm.Log1p((double)x);

    /// <summary>Binary logarithm; exact for powers of two.</summary>
    public static double Log2(double x) => Logarithm.Log2(x);

    /// <summary>Binary logarithm; exact for powers of two. Computed in double, rounded once.</summary>
    public static float Log2(float x) => (float)Logarithm.Log2((double)x);

    /// <summary>Sine of x radians, exact integer reduction. Infinite: NaN.</summary>
    public static double Sin(double x) => Circular.Sin(x);

    /// <summary>Sine of x radians, exact integer reduction. Infinite: NaN. Computed in double, rounded once.</summary>
    public static float Sin(float x) => (float)Circular.Sin((double)x);

    /// <summary>Cosine of x radians, exact integer reduction. Infinite: NaN.</summary>
    public static double Cos(double x) => Circular.Cos(x);

    /// <summary>Cosine of x radians, exact integer reduction. Infinite: NaN. Computed in double, rounded once.</summary>
    public static float Cos(float x) => (float)Circular.Cos((double)x);

    /// <summary>Tangent of x radians, exact integer reduction. Infinite: NaN.</summary>
    public static double Tan(double x) => Circular.Tan(x);

    /// <summary>Tangent of x radians, exact integer reduction. Infinite: NaN. Computed in double, rounded once.</summary>
    public static float Tan(float x) => (float)Circular.Tan((double)x);

    /// <summary>Arc sine, radians. |x| &gt; 1: NaN.</summary>
    public static double Asin(double x) => InverseCircular.Asin(x);

    /// <summary>Arc sine, radians. |x| &gt; 1: NaN. Computed in double, rounded once.</summary>
    public static float Asin(float x) => (float)InverseCircular.Asin((double)x);

    /// <summary>Arc cosine, radians. |x| &gt; 1: NaN.</summary>
    public static double Acos(double x) => InverseCircular.Acos(x);

    /// <summary>Arc cosine, radians. |x| &gt; 1: NaN. Computed in double, rounded once.</summary>
    public static float Acos(float x) => (float)InverseCircular.Acos((double)x);

    /// <summary>Arc tangent, radians.</summary>
    public static double Atan(double x) => InverseCircular.Atan(x);

    /// <summary>Arc tangent, radians. Computed in double, rounded once.</summary>
    public static float Atan(float x) => (float)InverseCircular.Atan((double)x);

    /// <summary>Hyperbolic sine.</summary>
    public static double Sinh(double x) => Hyperbolic.Sinh(x);

    /// <summary>Hyperbolic sine. Computed in double, rounded once.</summary>
    public static float Sinh(float x) => (float)Hyperbolic.Sinh((double)x);

    /// <summary>Hyperbolic cosine.</summary>
    public static double Cosh(double x) => Hyperbolic.Cosh(x);

    /// <summary>Hyperbolic cosine. Computed in double, rounded once.</summary>
    public static float Cosh(float x) => (float)Hyperbolic.Cosh((double)x);

    /// <summary>Hyperbolic tangent.</summary>
    public static double Tanh(double x) => Hyperbolic.Tanh(x);

    /// <summary>Hyperbolic tangent. Computed in double, rounded once.</summary>
    public static float Tanh(float x) => (float)Hyperbolic.Tanh((double)x);

    /// <summary>Inverse hyperbolic sine.</summary>
    public static double Asinh(double x) => Hyperbolic.Asinh(x);

    /// <summary>Inverse hyperbolic sine. Computed in double, rounded once.</summary>
    public static float Asinh(float x) => (float)Hyperbolic.Asinh((double)x);

    /// <summary>Inverse hyperbolic cosine. x &lt; 1: NaN.</summary>
    public static double Acosh(double x) => Hyperbolic.Acosh(x);

    /// <summary>Inverse hyperbolic cosine. x &lt; 1: NaN. Computed in double, rounded once.</summary>
    public static float Acosh(float x) => (float)Hyperbolic.Acosh((double)x);

    /// <summary>Inverse hyperbolic tangent. ±1: ±∞; |x| &gt; 1: NaN.</summary>
    public static double Atanh(double x) => Hyperbolic.Atanh(x);

    /// <summary>Inverse hyperbolic tangent. ±1: ±∞; |x| &gt; 1: NaN. Computed in double, rounded once.</summary>
    public static float Atanh(float x) => (float)Hyperbolic.Atanh((double)x);

    /// <summary>Error function.</summary>
    public static double Erf(double x) => ErrorFunction.Erf(x);

    /// <summary>Error function. Computed in double, rounded once.</summary>
    public static float Erf(float x) => (float)ErrorFunction.Erf((double)x);

    /// <summary>1/(1 + e^−x).</summary>
    public static double Sigmoid(double x) => Sigmoidal.Sigmoid(x);

    /// <summary>1/(1 + e^−x). Computed in double, rounded once.</summary>
    public static float Sigmoid(float x) => (float)Sigmoidal.Sigmoid((double)x);

    /// <summary>log(1 + e^x).</summary>
    public static double Softplus(double x) => Sigmoidal.Softplus(x);

    /// <summary>log(1 + e^x). Computed in double, rounded once.</summary>
    public static float Softplus(float x) => (float)Sigmoidal.Softplus((double)x);

    /// <summary>x·Φ(x): the Gaussian error linear unit in its exact (erf) form.</summary>
    public static double Gelu(double x) => ErrorFunction.Gelu(x);

    /// <summary>x·Φ(x): the Gaussian error linear unit in its exact (erf) form. Computed in double, rounded once.</summary>
    public static float Gelu(float x) => (float)ErrorFunction.Gelu((double)x);

    /// <summary>x^y with the special cases of C99 (annex F.9.4.4); y = 1, 2 and ½ are correctly rounded.</summary>
    public static double Pow(double x, double y) => Power.Pow(x, y);

    /// <summary>x^y with the special cases of C99. Computed in double, rounded once.</summary>
    public static float Pow(float x, float y) => (float)Power.Pow(x, y);
}
