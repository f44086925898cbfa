namespace ModelMarket.Learning.Operators;

/// <summary>The functions ONNX names for the gates of RNN, GRU and LSTM; names are compared without case.</summary>
internal enum RecurrentFunction
{
    Sigmoid,
    Tanh,
    Relu,
    Softplus,
    Softsign,
    Affine,
    LeakyRelu,
    ThresholdedRelu,
    ScaledTanh,
    Elu,
    HardSigmoid,
}
