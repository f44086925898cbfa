namespace Fuzz.Onnx;

/// <summary>Changes a file a little or much: bits, bytes, numbers at the edge, pieces cut, doubled, or taken from another file.</summary>
internal static class Mutation
{
    private static readonly byte[] Edges = [0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x08, 0x12];

    public static byte[] Of(byte[] file, byte[] other, Random random)
    {
        byte[] mutant = (byte[])file.Clone();
        int changes = 1 + random.Next(random.Next(2) == 0 ? 3 : 12);
        for (int i = 0; i < changes && mutant.Length > 0; i++)
            mutant = Change(mutant, other, random);
        return mutant;
    }

    private static byte[] Change(byte[] bytes, byte[] other, Random random)
    {
        int at = random.Next(bytes.Length);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); return bytes;
            case 1: bytes[at] = (byte)random.Next(256); return bytes;
            case 2: bytes[at] = Edges[random.Next(Edges.Length)]; return bytes;
            case 3: return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(16))..]];
            case 4: return [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + 1 + random.Next(64))], .. bytes[at..]];
            case 5: return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            default: bytes[at] += (byte)(random.Next(5) - 2); return bytes;
        }
    }
}
