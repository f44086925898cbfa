namespace Rollup.Primitives;

/// <summary>SHA-256 behind a seam: in the machine the managed one, on a host whatever is fast.</summary>
public interface ISha256
{
    /// <summary>The hash of <paramref name="data"/> (FIPS 180-4).</summary>
    Hash32 Hash(ReadOnlySpan<byte> data);
}
