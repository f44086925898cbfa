namespace ModelMarket.Learning;

/// <summary>An error with words for a person: which node, operator, opset, tensor or row, and what would be accepted.</summary>
/// <param name="Error">The pinned code.</param>
/// <param name="Detail">One sentence; never part of control flow.</param>
public readonly record struct LearningFault(LearningError Error, string Detail)
{
    /// <summary>True when there is an error.</summary>
    public bool IsError => Error != LearningError.None;
}
