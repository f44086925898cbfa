using System.Globalization;
using System.Runtime.Intrinsics;
using MachineCost;
using ModelMarket.Learning.Kernels;

// MachineCost WIDTH RUNS: Scalar, Vector128 … or Best; how often all rows are evaluated.
if (args.Length != 2 || !Enum.TryParse(args[0], out KernelWidth width) || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int runs))
{
    Console.Error.WriteLine("usage: MachineCost Scalar|Vector128|Vector256|Vector512|Best RUNS");
    return 2;
}

Network network = Network.Create(width);
uint hash = 0;
for (int i = 0; i < runs; i++)
    hash = network.Run();
Console.WriteLine(hash.ToString("x8", CultureInfo.InvariantCulture));
Console.Error.WriteLine(Vector128.IsHardwareAccelerated ? "vectors" : "no vectors");
return 0;
