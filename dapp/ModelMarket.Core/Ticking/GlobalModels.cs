using ModelMarket.Content;
using ModelMarket.Content.Store;
using ModelMarket.Content.UnixFs;
using ModelMarket.Core.State;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace ModelMarket.Core.Ticking;

/// <summary>Publishes the model of a round as content: safetensors in F32, a UnixFS file as every importer here makes it, its blocks by inspect.</summary>
internal static class GlobalModels
{
    public static GlobalModel Publish(TickDraft draft, WeightSet weights, uint round, long score)
    {
        byte[] file = weights.Encode(WeightEncoding.F32);
        var map = new BlockMap();
        ImportedFile imported = UnixFsImporter.Import(file, ImportOptions.Default, Sha256Managed.Instance, map);
        var pending = new PendingDeclaration(0, draft.Job.Id, ContentPurpose.Global, 0, ulong.MaxValue);
        bool declared = draft.Content.TryDeclare(draft.Job.Sponsor, imported.Root, imported.SizeBytes, pending, out ulong id, out bool complete, out _);
        Invariant.Require(declared, "the job has reserved its global models");
        if (!complete) Store(draft, map, id);
        return new GlobalModel(round, score, imported.Root, imported.SizeBytes, id, weights);
    }

    /// <summary>A member's own file may be here already, whole or in part. Who else wants these blocks takes them when they are sent.</summary>
    private static void Store(TickDraft draft, BlockMap map, ulong id)
    {
        // Parents come last out of an importer and first into the store.
        ContentBlock[] blocks = [.. map.Blocks.Reverse().Where(block => !draft.Content.Content.TryGetBlock(block.Cid, out _))];
        bool stored = draft.Content.Content.TryPutBlocksFor(new DeclarationId(id), blocks, Sha256Managed.Instance, out Delivery? delivery, out _);
        Invariant.Require(stored && delivery is not null, "blocks just imported are wanted");
        draft.Content.Take(delivery);
    }
}
