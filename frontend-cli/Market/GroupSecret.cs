namespace ModelMarket.Cli.Market;

/// <summary>One group of sealed rows as the sponsor keeps it: the salt that proves it, and the file itself.</summary>
/// <param name="Index">Its place in the tree.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Cid">Its file.</param>
/// <param name="Salt">32 random bytes as hex.</param>
/// <param name="File">The file; base64 in JSON.</param>
internal sealed record GroupSecret(int Index, uint Rows, string Cid, string Salt, byte[] File);
