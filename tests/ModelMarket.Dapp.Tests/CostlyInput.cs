using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Onnx;
using ModelMarket.Learning.Tensors;
using Rollup.Primitives;
using static ModelMarket.Core.Tests.Stories.MarketStory;
using static ModelMarket.Dapp.Tests.WorkJob;

namespace ModelMarket.Dapp.Tests;

/// <summary>A story whose last input costs as much as somebody who wants it to can make an input of its kind cost.</summary>
/// <param name="Name">What makes it costly.</param>
/// <param name="Play">Plays it to that input.</param>
/// <param name="IsLong">Counting it takes minutes.</param>
internal sealed record CostlyInput(string Name, Func<MarketStory> Play, bool IsLong = false)
{
    private const int BatchRows = 8;

    /// <summary>By kind of input; the ticks that score ordinary operators are those of <see cref="WorkJob"/>.</summary>
    public static IReadOnlyList<CostlyInput> All { get; } =
    [
        new("block that a crowd wants", CrowdedBlock),
        new("last part of the largest block", LastPart),
        new("reclaim of a job with 256 files of many blocks", ReclaimOfManyBlocks, IsLong: true),
        new("preparing the largest model and data", LargestModel, IsLong: true),
        new("preparing a model of very many nodes", ManyNodes),
        new("preparing a model of very many texts", () => Attributed(1, new OnnxAttribute { Name = "t", Kind = OnnxAttributeKind.Strings, Strings = [.. Enumerable.Repeat("a", 150_000)] })),
        new("preparing a model of very many attributes", () => Attributed(800, [.. Enumerable.Range(0, 60).Select(i => Int($"{(char)('0' + i)}", 1))])),
        new("loop of many trips", () => Looped(2_500, Body(Tanh("carried", "next"), "carried", "next"))),
        new("loop of loops", () => Looped(40, Body(Loop(Body(Tanh("inside", "further"), "inside", "further"), "carried", "next"), "carried", "next"))),
        new("loop that plans every trip anew", () => Looped(300, Body(Widen("carried", "next"), "carried", "next"))),
    ];

    public override string ToString() => Name;

    /// <summary>Strangers' declarations that all want one block, more of them than one delivery serves, and as many that are over as one input drops.
    /// The sender's own, which count apart, may be twice as many.</summary>
    private static MarketStory CrowdedBlock()
    {
        const int jobs = 9;
        var file = StoryFile.Of(TinyFiles.Weights(1f));
        var story = new MarketStory();
        for (int job = 0; job < jobs; job++)
        {
            story.Funded(change: terms => terms with { MaxSubmissions = 256, UploadSeconds = job == 0 ? 60U : 7_000U, RevealSeconds = 7_000, OpenSeconds = 7_000, PrepareSeconds = 100 }).Prepared();
            for (int client = 0; client < 256; client++) story.SubmittedDirectly(Client(client), file);
        }

        story.After(100).Delivered(file, Stranger);
        story.Last.Rejection.Should().Be(RejectCode.None);
        return story;
    }

    private static MarketStory LastPart()
    {
        const int part = 60_000;
        byte[] block = Bytes(ContentLimits.BlockSizeMax, 1);
        var file = new StoryFile(block, Cid.V1(CidCodec.Raw, Sha256Managed.Hash(block)), []);
        MarketStory story = Open(block.Length, 1).SubmittedDirectly(Ada, file);
        for (int at = 0; at < block.Length; at += part)
        {
            byte[] bytes = block[at..Math.Min(block.Length, at + part)];
            story.Send(Ada, new MarketInputs.PutPartCall(file.Root.Encode(), (uint)block.Length, (uint)at, bytes).Encode());
            story.Last.Rejection.Should().Be(RejectCode.None);
        }

        return story;
    }

    private static MarketStory ReclaimOfManyBlocks()
    {
        const int size = 100_000;
        MarketStory story = Open(size, 256);
        for (int client = 0; client < 256; client++)
        {
            StoryFile file = Shredded(client, size);
            DeliveredTogether(story.SubmittedDirectly(Client(client), file), file);
        }

        story.ReclaimStarted();
        story.Last.Rejection.Should().Be(RejectCode.None);
        return story;
    }

    private static MarketStory LargestModel()
    {
        const int columns = 500, hidden = 2_000;
        return Prepared(columns, 4_000, hidden, (writer, x) => writer.Node("Relu", [Dense(writer, x, "a", columns, hidden)]));
    }

    private static MarketStory Attributed(int nodes, params OnnxAttribute[] attributes) =>
        Prepared(TinyFiles.Features, 10, TinyFiles.Features, (writer, x) => Enumerable.Range(0, nodes).Aggregate(x, (value, _) => writer.Node("Relu", [value], attributes)));

    /// <summary>As many nodes as planning takes, for two sizes of a batch.</summary>
    private static MarketStory ManyNodes() => Attributed(8_000);

    /// <summary>What a loop makes of the rows bounds them from below: so its values are used, and the output's shape is still known.</summary>
    private static MarketStory Looped(int trips, OnnxAttribute body) => Prepared(TinyFiles.Features, 64, TinyFiles.Features, (writer, x) =>
    {
        writer.Initializer("trips", Tensor.From<long>([trips], 1));
        writer.Initializer("go", Tensor.From<bool>([true], 1));
        writer.Initializer("column", Tensor.From<float>(new float[BatchRows], BatchRows, 1));
        writer.Node("", "Loop", ["trips", "go", x], ["carry"], body);
        return writer.Node("Clip", [x, writer.Node("ReduceMax", ["carry"], Int("keepdims", 0))]);
    });

    /// <summary>One column more in each trip: the body is planned for another shape each time.</summary>
    private static OnnxNode Widen(string from, string to) =>
        new() { Operator = "Concat", Inputs = [from, "column"], Outputs = [to], Attributes = [Int("axis", 1)] };

    private static OnnxNode Tanh(string from, string to) => new() { Operator = "Tanh", Inputs = [from], Outputs = [to] };

    private static OnnxNode Loop(OnnxAttribute body, string from, string to) =>
        new() { Operator = "Loop", Inputs = ["trips", "go", from], Outputs = [to], Attributes = [body] };

    private static OnnxAttribute Body(OnnxNode node, string carried, string next)
    {
        var graph = new OnnxGraph
        {
            Inputs = [Value("i_" + carried, ElementType.Int64), Value("g_" + carried, ElementType.Bool), Value(carried, ElementType.Float)],
            Nodes = [new OnnxNode { Operator = "Identity", Inputs = ["g_" + carried], Outputs = ["h_" + carried] }, node],
            Outputs = [Value("h_" + carried, ElementType.Bool), Value(next, ElementType.Float)],
        };
        return new OnnxAttribute { Name = "body", Kind = OnnxAttributeKind.Graph, Graph = graph };
    }

    private static OnnxValueInfo Value(string name, ElementType type) => new(name, new OnnxType { Kind = OnnxTypeKind.Tensor, ElementType = type });

    /// <summary>The tick that reads, plans and begins to score a model: what <paramref name="body"/> makes of a row, then a Gemm to one logit.</summary>
    private static MarketStory Prepared(int columns, int rows, int width, Func<OnnxModelWriter, string, string> body)
    {
        MarketStory story = new MarketStory().Funded(
            model: new WorkJob("", rows, columns, body, width).Model(),
            data: TinyFiles.Data(rows, columns),
            change: terms => terms with { EvalBatchRows = BatchRows, MaxSubmissions = 1, PrepareSeconds = 10_000 });
        story.Delivered(story.Model).Delivered(story.Data).Ticked();
        story.Job.End.Should().BeNull();
        return story;
    }

    /// <summary>An open job that takes files of such a size.</summary>
    private static MarketStory Open(int size, uint submissions)
    {
        const int features = 8, bytesPerNeuron = 4 * (features + 2);
        MarketStory story = new MarketStory().Funded(
            model: TinyFiles.DeepModel(features, (size / 2 / bytesPerNeuron) + 1),
            data: TinyFiles.Data(TinyFiles.Rows, features),
            change: terms => terms with { MaxSubmissions = submissions, OpenSeconds = 7_000, UploadSeconds = 7_000 });
        story.Prepared().Job.End.Should().BeNull();
        return story;
    }

    /// <summary>As many blocks in each input as fit.</summary>
    private static MarketStory DeliveredTogether(MarketStory story, StoryFile file)
    {
        const int sizeMax = 50_000;
        for (int next = 0, count; next < file.Blocks.Count; next += count)
        {
            int bytes = 0;
            count = file.Blocks.Skip(next).TakeWhile(block => (bytes += block.Data.Length + 200) < sizeMax).Count();
            Block[] wire = [.. file.Blocks.Skip(next).Take(count).Select(block => new Block(block.Cid.Encode(), block.Data.ToArray()))];
            story.Send(Stranger, new MarketInputs.PutBlocksCall(wire).Encode());
            story.Last.Rejection.Should().Be(RejectCode.None);
        }

        return story;
    }

    private static StoryFile Shredded(int seed, int size) => StoryFile.Of(Bytes(size, seed), new ImportOptions(size / 48, LinksPerNode: 100));

    private static byte[] Bytes(int size, int seed)
    {
        byte[] bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static Address Client(int number) => Address.Parse($"0x{number + 0x10000:x40}");
}
