namespace Rollup.Guest;

/// <summary>Refuses what does not fit the machine's transmit buffer before it is sent.</summary>
internal static class BufferLimits
{
    public static void RequireFits(int sizeBytes, int sizeBytesMax, string what)
    {
        if (sizeBytes > sizeBytesMax)
        {
            throw new ArgumentException($"A {what} of {sizeBytes} bytes does not fit the machine's buffer; at most {sizeBytesMax} do.");
        }
    }
}
