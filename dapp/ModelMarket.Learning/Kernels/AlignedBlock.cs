namespace ModelMarket.Learning.Kernels;

/// <summary>Memory whose start is aligned to 64 bytes (a cache line, the widest vector).</summary>
internal static class AlignedBlock
{
    private const int Alignment = 64;

    /// <summary>A block of at least <paramref name="sizeBytes"/> from <paramref name="start"/> on; zeros. It never moves.</summary>
    public static byte[] Allocate(int sizeBytes, out int start)
    {
        start = 0;
        if (sizeBytes == 0)
            return [];
        byte[] block = GC.AllocateArray<byte>(sizeBytes + Alignment, pinned: true);
        unsafe // only the address is looked at, to find the aligned start
        {
            fixed (byte* first = block)
                start = (int)((Alignment - ((nuint)first % Alignment)) % Alignment);
        }

        return block;
    }
}
