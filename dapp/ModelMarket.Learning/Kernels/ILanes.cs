namespace ModelMarket.Learning.Kernels;

/// <summary>
/// One vector width for float. Every operation rounds each lane as the scalar one does; nothing here sums across lanes or
/// fuses. One source serves scalar, 128, 256 and 512 bits.
/// </summary>
/// <typeparam name="TVector">The register type.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Lanes of a register.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    static abstract TVector Zero { get; }

    static abstract TVector Broadcast(float value);

    static abstract TVector Load(ref float source, nuint index);

    static abstract void Store(TVector value, ref float target, nuint index);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary><paramref name="x"/> in all lanes times <paramref name="values"/>, read for this product alone where the multiplication itself can read it.</summary>
    static abstract TVector Multiply(ref float x, TVector values);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Sqrt(TVector a);

    /// <summary>a &gt; 0 or NaN: a; otherwise +0.</summary>
    static abstract TVector Relu(TVector a);

    /// <summary>Per lane <paramref name="a"/> where it is greater than <paramref name="b"/> or NaN, else <paramref name="b"/>.</summary>
    static abstract TVector Greater(TVector a, TVector b);

    /// <summary>Per lane <paramref name="negative"/> where <paramref name="a"/> is below zero, else <paramref name="otherwise"/>.</summary>
    static abstract TVector WhereNegative(TVector a, TVector negative, TVector otherwise);
}
