using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Storage;
using ModelMarket.Cli.Training;
using ModelMarket.Contracts;
using Spectre.Console;

namespace ModelMarket.Cli.Market;

/// <summary>The files of a draft that its terms only name, schema and trainer: clients fetch them by CID from wherever they are served.</summary>
internal static class AttachedFiles
{
    /// <summary>The terms with the CIDs and sizes of the draft's files.</summary>
    /// <exception cref="CliFault">A trainer string and a module that do not go together.</exception>
    public static JobTerms Name(in JobTerms terms, JobDraft draft)
    {
        if (WasmTerms.Is(draft.Trainer) != (draft.TrainerFile is not null))
        {
            throw CliFault.Usage("A trainer-file needs a trainer `wasm:…`, and the other way round.", "Such as: trainer = \"wasm:fuel=20000,memory=64,epochs=20\" and trainer-file = \"mlp.wasm\".");
        }

        var (trainer, schema) = (Of(draft.TrainerFile, new NoBlocks()), Of(draft.Schema, new NoBlocks()));
        return terms with
        {
            TrainerCid = trainer?.Root.Encode() ?? [],
            TrainerSize = trainer?.SizeBytes ?? 0,
            SchemaCid = schema?.Root.Encode() ?? [],
            SchemaSize = schema?.SizeBytes ?? 0,
        };
    }

    /// <summary>Keeps the draft's files among the sponsor's own content and says how clients get them.</summary>
    public static void Keep(CommandContext context, JobDraft draft)
    {
        if (draft.TrainerFile is null && draft.Schema is null)
        {
            return;
        }

        using var content = ContentCommand.Open(context);
        var target = new FolderTarget(content.Folder);
        foreach (var path in new[] { draft.TrainerFile, draft.Schema })
        {
            if (Of(path, target) is { } stored)
            {
                target.Keep(stored.Root, Path.GetFileName(path!));
                context.Screen.Say(Markup.Escape($"{Path.GetFileName(path)} is {stored.Root}"));
            }
        }

        context.Screen.Warn("clients fetch these by CID: keep `modelmarket content serve` running, or push and pin them (`content add --push`, `content pin --service`)");
    }

    private static StoredFile? Of(string? path, IBlockTarget target) =>
        path is null ? null : new ContentImporter(ContentCut.Default, HostSha256.Instance, target, _ => { }).Import(path);
}
