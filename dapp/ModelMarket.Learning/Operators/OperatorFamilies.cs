namespace ModelMarket.Learning.Operators;

/// <summary>The one list of operator families; a new file adds its line here.</summary>
internal static class OperatorFamilies
{
    /// <summary>Adds every family.</summary>
    public static void AddAll(OperatorTableBuilder table)
    {
        ArithmeticOperators.Add(table);
        ActivationOperators.Add(table);
        MatrixOperators.Add(table);
        ShapeOperators.Add(table);
        UnaryOperators.Add(table);
    }
}
