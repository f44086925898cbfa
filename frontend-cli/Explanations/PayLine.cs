using System.Numerics;
using Rollup.Primitives;

namespace ModelMarket.Cli.Explanations;

/// <summary>One pay with the numbers that led to it, and the same computed here.</summary>
/// <param name="What">The pot and rule, such as <c>guaranteed</c>, <c>round 2</c>, <c>bond burned</c>.</param>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Sender">Whose it is.</param>
/// <param name="Outcome">How it was decided.</param>
/// <param name="Score">M_i; null where it has none.</param>
/// <param name="Before">What it is measured against.</param>
/// <param name="Gain">How much better it is.</param>
/// <param name="Formula">The rule with the numbers put in, in the token's smallest unit.</param>
/// <param name="Said">What the machine says.</param>
/// <param name="Own">What the formula gives here.</param>
internal sealed record PayLine(
    string What, int SubmissionId, Address Sender, string Outcome, long? Score, long? Before, BigInteger Gain, string Formula, UInt128 Said, BigInteger Own)
{
    /// <summary>Whether both are the same.</summary>
    public bool IsEqual => (BigInteger)Said == Own;
}
