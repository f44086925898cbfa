using Rollup.Primitives;

namespace Rollup.Node.Guests;

/// <summary>An application's state in a file.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Root">The state root: keccak256 of the file.</param>
/// <param name="InputCount">Inputs that led to it.</param>
/// <param name="OutputCount">Outputs that they left.</param>
public sealed record SavedState(string File, Hash32 Root, ulong InputCount, ulong OutputCount);
