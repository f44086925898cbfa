using ModelMarket.Learning.Kernels;

namespace ModelMarket.Learning.Operators;

/// <summary>The geometry of a convolution: input [Batch, Groups·ChannelsIn, …], weights [ChannelsOut, ChannelsIn, …].</summary>
internal sealed record ConvShape(WindowGeometry Window, int Batch, int Groups, int ChannelsIn, int ChannelsOut);
