namespace ModelMarket.Learning.Operators;

/// <summary>The one list of operator families; a new file adds its line here.</summary>
internal static class OperatorFamilies
{
    /// <summary>Adds every family.</summary>
    public static void AddAll(OperatorTableBuilder table)
    {
        ActivationOperators.Add(table);
        ArithmeticOperators.Add(table);
        CastOperators.Add(table);
        ColumnOperators.Add(table);
        ConstantOperators.Add(table);
        ConvOperators.Add(table);
        ControlOperators.Add(table);
        ConvTransposeOperators.Add(table);
        DeformConvOperators.Add(table);
        DetectionOperators.Add(table);
        DropoutOperators.Add(table);
        EinsumOperators.Add(table);
        FourierOperators.Add(table);
        GridSampleOperators.Add(table);
        JoinOperators.Add(table);
        LocalNormOperators.Add(table);
        LogicOperators.Add(table);
        LossOperators.Add(table);
        MatrixOperators.Add(table);
        MlEncoderOperators.Add(table);
        MlLinearOperators.Add(table);
        MlSvmOperators.Add(table);
        MlTreeOperators.Add(table);
        NormalizationOperators.Add(table);
        GatherOperators.Add(table);
        OrderOperators.Add(table);
        PadOperators.Add(table);
        PoolOperators.Add(table);
        PowerOperators.Add(table);
        ResizeOperators.Add(table);
        RoiPoolOperators.Add(table);
        ScatterOperators.Add(table);
        SequenceAxisOperators.Add(table);
        QuantizeOperators.Add(table);
        RecurrentOperators.Add(table);
        ReduceOperators.Add(table);
        SequenceOperators.Add(table);
        ShapeOperators.Add(table);
        SoftmaxOperators.Add(table);
        TextOperators.Add(table);
        UnaryOperators.Add(table);
        VariadicOperators.Add(table);
        ViewOperators.Add(table);
        WindowOperators.Add(table);
    }
}
