using Benchmarks;
using Benchmarks.Learning;

// One table per name; lines that begin with "figure:" are repeated by .ci/run.
switch (args)
{
    case [] or ["learning"]:
        SpeedTable.Print();
        return 0;
    case ["training"]:
        TrainingTable.Print();
        return 0;
    case [MemoryTable.Verb, var engine, var model]:
        return MemoryTable.Child(engine, model);
    case ["dapp", var binary, var recording]:
        return await DappBenchmark.RunAsync(binary, recording);
    default:
        Console.Error.WriteLine("usage: dotnet run --project tests/Benchmarks -- [learning | training | dapp BINARY RECORDING]");
        return 2;
}
