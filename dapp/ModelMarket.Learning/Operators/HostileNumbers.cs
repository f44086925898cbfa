namespace ModelMarket.Learning.Operators;

/// <summary>What numbers of a stranger's model may still raise inside an operator, in spite of its checks.</summary>
/// <remarks>
/// A last line of defence, not a way to check: every operator checks what it is given. An exception here depends on the bytes alone, so it
/// is the same on every host, and a job whose model raises one must be refused like any other instead of failing every tick.
/// </remarks>
internal static class HostileNumbers
{
    /// <summary>True for exceptions that sizes, positions and types can raise; never for a broken invariant of ours or for lack of memory.</summary>
    public static bool Explain(Exception exception) => exception is OverflowException or DivideByZeroException
        or IndexOutOfRangeException or ArgumentException or InvalidCastException;
}
