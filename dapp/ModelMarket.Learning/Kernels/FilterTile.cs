namespace ModelMarket.Learning.Kernels;

/// <summary>Output channels that are computed together.</summary>
/// <param name="Group">Their group.</param>
/// <param name="Channel">The first of them.</param>
/// <param name="Rows">Rows of the register tile.</param>
/// <param name="Used">Rows that are channels.</param>
/// <param name="Start">Where their weights start.</param>
internal readonly record struct FilterTile(int Group, int Channel, int Rows, int Used, int Start);
