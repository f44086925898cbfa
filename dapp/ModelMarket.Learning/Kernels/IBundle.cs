namespace ModelMarket.Learning.Kernels;

/// <summary>Some neighbouring vectors of one width, treated as one: a row of a register tile. Every lane is a different output.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface IBundle<TSelf>
    where TSelf : struct, IBundle<TSelf>
{
    /// <summary>Lanes of all vectors together.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes +0.</summary>
    static abstract TSelf Zero { get; }

    static abstract TSelf Load(ref float source);

    static abstract void Store(TSelf value, ref float target);

    /// <summary>sum + (x · values), the product and the sum rounded in each lane.</summary>
    static abstract TSelf AddProduct(TSelf sum, ref float x, TSelf values);
}
