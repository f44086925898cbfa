namespace ModelMarket.Learning.Onnx;

/// <summary>A domain and the version of its operators.</summary>
/// <param name="Domain">Empty for ONNX's own.</param>
/// <param name="Version">The version.</param>
public readonly record struct OnnxOpset(string Domain, int Version);
