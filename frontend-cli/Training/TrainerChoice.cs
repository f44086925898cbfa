using ModelMarket.Cli.Modeling;
using ModelMarket.Core.Inspect;
using ModelMarket.Learning.Training;

namespace ModelMarket.Cli.Training;

/// <summary>How a job is trained: as the client says, else as its terms say.</summary>
/// <param name="Kind">Who trains.</param>
/// <param name="Text">The trainer string.</param>
internal sealed record TrainerChoice(TrainerKind Kind, string Text)
{
    /// <summary>What trains where nothing is said.</summary>
    public const string Default = "builtin:adam,lr=0.01,epochs=100,batch=32";

    private const string OwnWord = "own";

    /// <summary>Chooses.</summary>
    /// <param name="terms">The job's terms.</param>
    /// <param name="wish">What the client says; null for the job's way.</param>
    /// <exception cref="CliFault">A trainer that is not known, or a module that the job does not have.</exception>
    public static TrainerChoice Of(TermsView terms, string? wish)
    {
        var text = wish ?? (terms.Trainer.Length > 0 ? terms.Trainer : terms.TrainerFile is not null ? "wasm" : Default);
        if (WasmTerms.Is(text))
        {
            return terms.TrainerFile is not null
                ? new TrainerChoice(TrainerKind.Wasm, text)
                : throw CliFault.Usage($"`{text}` needs a module, and the job names none.", $"Train with the built-in one: --trainer {Default}");
        }

        return TrainerString.IsBuiltin(text) ? new TrainerChoice(TrainerKind.Builtin, text)
            : text.StartsWith(OwnWord, StringComparison.Ordinal) ? new TrainerChoice(TrainerKind.Own, text)
            : throw Unknown(text);
    }

    /// <summary>Whether clients will be able to follow a trainer string that a sponsor wrote; empty leaves it to the program.</summary>
    /// <exception cref="CliFault">They will not.</exception>
    public static void Check(string text)
    {
        if (WasmTerms.Is(text))
        {
            _ = WasmTerms.Parse(text);
        }
        else if (TrainerString.IsBuiltin(text))
        {
            _ = Workbench.ReadTrainer(text);
        }
        else if (text.Length > 0 && !text.StartsWith(OwnWord, StringComparison.Ordinal))
        {
            throw Unknown(text);
        }
    }

    private static CliFault Unknown(string text) => CliFault.Usage($"`{text}` is no trainer that is known.", "It is builtin:…, wasm:… or own.");
}
