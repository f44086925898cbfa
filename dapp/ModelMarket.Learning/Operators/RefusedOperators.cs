namespace ModelMarket.Learning.Operators;

/// <summary>Operators that are left out on purpose, with the reason that a sponsor is told when a job is posted.</summary>
internal static class RefusedOperators
{
    private const string Random = "its result is drawn by chance, so no two hosts would agree";
    private const string Text = "texts are labels here, not data: case, encodings and patterns depend on tables that hosts do not share";
    private const string Mapped = "maps are no inputs here: give numbers as a tensor";

    private static readonly Dictionary<(string Domain, string Name), string> Reasons = new()
    {
        [("", "Bernoulli")] = Random,
        [("", "Multinomial")] = Random,
        [("", "RandomNormal")] = Random,
        [("", "RandomNormalLike")] = Random,
        [("", "RandomUniform")] = Random,
        [("", "RandomUniformLike")] = Random,
        [("", "StringNormalizer")] = Text,
        [("", "StringConcat")] = Text,
        [("", "StringSplit")] = Text,
        [("", "RegexFullMatch")] = Text,
        [("", "ImageDecoder")] = "decoders of image files round differently: give pixels as a tensor",
        [("ai.onnx.ml", "CastMap")] = Mapped,
        [("ai.onnx.ml", "DictVectorizer")] = Mapped,
    };

    /// <summary>Why an operator is left out; null for one that nobody thought of.</summary>
    public static string? Reason(string domain, string name) => Reasons.GetValueOrDefault((domain, name));
}
