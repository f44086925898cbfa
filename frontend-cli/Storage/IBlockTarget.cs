using ModelMarket.Content;

namespace ModelMarket.Cli.Storage;

/// <summary>Where an import's blocks go.</summary>
internal interface IBlockTarget : IBlockSink
{
    /// <summary>The import is whole: mark it as one to keep.</summary>
    void Keep(in Cid root, string label);
}
