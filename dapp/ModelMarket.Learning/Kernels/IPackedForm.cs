namespace ModelMarket.Learning.Kernels;

/// <summary>A weight laid out for a kernel, filled again when the weight has changed.</summary>
internal interface IPackedForm
{
    /// <summary>Packs what the weight holds now into the same memory.</summary>
    void Refill(ReadOnlySpan<float> source);

    /// <summary>
    /// Packs only <paramref name="count"/> elements from <paramref name="start"/> on. False: this form cannot take those alone and needs
    /// <see cref="Refill"/>. Calls for different elements may run at once.
    /// </summary>
    bool TryRefill(ReadOnlySpan<float> source, int start, int count);
}
