namespace ModelMarket.Learning.Training.Privacy;

/// <summary>The parameters that an ε is computed from.</summary>
/// <param name="SampleRate">Chance of each row to be in a batch.</param>
/// <param name="NoiseMultiplier">Noise in units of the clip norm.</param>
/// <param name="Steps">Steps taken.</param>
public readonly record struct PrivacySpent(double SampleRate, double NoiseMultiplier, long Steps)
{
    /// <summary>ε at δ (improved conversion). It holds for the ideal Gaussian and a secret key; noise in floats has the gap of Mironov (2012).</summary>
    public double Epsilon(double delta) => Steps == 0 ? 0.0 : RdpAccountant.Epsilon(SampleRate, NoiseMultiplier, Steps, delta);
}
