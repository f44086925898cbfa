namespace ModelMarket.Learning.Kernels;

/// <summary>A weight laid out for a kernel, filled again when the weight has changed.</summary>
internal interface IPackedForm
{
    /// <summary>Packs what the weight holds now into the same memory.</summary>
    void Refill(ReadOnlySpan<float> source);
}
