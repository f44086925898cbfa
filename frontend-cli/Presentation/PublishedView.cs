namespace ModelMarket.Cli.Presentation;

/// <summary>What <c>message key</c> did.</summary>
/// <param name="PublicKey">The key, compressed, in hexadecimal digits.</param>
/// <param name="Sent">False where it was published already.</param>
internal sealed record PublishedView(string PublicKey, bool Sent);
