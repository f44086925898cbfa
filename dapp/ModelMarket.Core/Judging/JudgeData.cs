namespace ModelMarket.Core.Judging;

/// <summary>One file of validation data.</summary>
/// <param name="File">safetensors.</param>
/// <param name="Rows">The rows it must have, where they were declared beforehand; null elsewhere.</param>
public readonly record struct JudgeData(ReadOnlyMemory<byte> File, long? Rows);
