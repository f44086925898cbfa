using System.Diagnostics.CodeAnalysis;

namespace Rollup.Primitives;

/// <summary>Checks that only a bug of ours can break. They stay on in every build; no byte of a user may reach one.</summary>
public static class Invariant
{
    /// <summary>Throws when <paramref name="condition"/> does not hold.</summary>
    /// <param name="condition">What must be true.</param>
    /// <param name="message">The broken rule, for the person who reads the crash.</param>
    /// <exception cref="InvariantException">The condition is false.</exception>
    public static void Require([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            throw new InvariantException(message);
        }
    }
}
