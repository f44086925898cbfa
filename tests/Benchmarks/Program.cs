using Benchmarks.Learning;

// The learning engine against ONNX Runtime; other tables are added here by name.
switch (args.Length > 0 ? args[0] : "learning")
{
    case "learning":
        SpeedTable.Print();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run --project tests/Benchmarks -- [learning]");
        return 2;
}
