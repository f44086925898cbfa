using System.Globalization;
using Benchmarks;
using Benchmarks.Guests;
using Benchmarks.Learning;

// One table per name; lines that begin with "figure:" are repeated by .ci/run.
switch (args)
{
    case [] or ["learning"]:
        SpeedTable.Print();
        return 0;
    case ["product"]:
        SpeedTable.Product();
        return 0;
    case ["training"]:
        TrainingTable.Print();
        return 0;
    case [MemoryTable.Verb, var engine, var model]:
        return MemoryTable.Child(engine, model);
    case ["dapp", var binary, var recording]:
        return await DappBenchmark.RunAsync(binary, recording);
    case ["loop"]:
        return await LoopBenchmark.RunAsync(10_000);
    case ["loop", var count]:
        return await LoopBenchmark.RunAsync(int.Parse(count, CultureInfo.InvariantCulture));
    default:
        Console.Error.WriteLine("usage: dotnet run --project tests/Benchmarks -- [learning | product | training | dapp BINARY RECORDING | loop [COUNT]]");
        return 2;
}
