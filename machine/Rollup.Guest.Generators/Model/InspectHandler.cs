namespace Rollup.Guest.Generators.Model;

/// <summary>A method that answers questions of one pattern.</summary>
/// <param name="Pattern">The pattern as written.</param>
/// <param name="Segments">Its path; a placeholder is <c>{name}</c>.</param>
/// <param name="Query">Names that its query may have.</param>
/// <param name="Method">The C# method.</param>
/// <param name="Call">How the method is called: <c>@context</c> or a parameter's name, in order.</param>
/// <param name="Parameters">What is parsed.</param>
/// <param name="Answer">What it returns.</param>
/// <param name="AnswerType">The C# type of a JSON answer.</param>
/// <param name="Place">Where a problem is shown.</param>
internal sealed record InspectHandler(
    string Pattern,
    EquatableList<string> Segments,
    EquatableList<string> Query,
    string Method,
    EquatableList<string> Call,
    EquatableList<InspectParameter> Parameters,
    InspectAnswerKind Answer,
    string AnswerType,
    Place? Place);
