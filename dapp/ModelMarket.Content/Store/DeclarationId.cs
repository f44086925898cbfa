namespace ModelMarket.Content.Store;

/// <summary>Number of a declaration, given by its owner's bookkeeping; never used twice.</summary>
/// <param name="Value">The number.</param>
public readonly record struct DeclarationId(ulong Value) : IComparable<DeclarationId>
{
    /// <inheritdoc/>
    public int CompareTo(DeclarationId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString((IFormatProvider?)null);

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(DeclarationId left, DeclarationId right) => left.Value < right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(DeclarationId left, DeclarationId right) => left.Value <= right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(DeclarationId left, DeclarationId right) => left.Value > right.Value;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(DeclarationId left, DeclarationId right) => left.Value >= right.Value;
}
