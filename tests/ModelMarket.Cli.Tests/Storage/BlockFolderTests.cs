using ModelMarket.Cli.Storage;
using ModelMarket.Content;
using ModelMarket.Content.Car;
using ModelMarket.Content.UnixFs;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Storage;

public sealed class BlockFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("modelmarket-blocks-").FullName;
    private readonly List<Cid> _damaged = [];

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_file_goes_in_and_comes_out()
    {
        var content = Content(200_000, 1);
        var folder = Open();
        var stored = folder.Import(FileOf(content), ImportOptions.Default);

        stored.SizeBytes.Should().Be(200_000);
        stored.BlockCount.Should().Be(5);
        UnixFsReader.TryReadAll(stored.Root, Open(), Sha256Managed.Instance, 200_000, out var read, out _).Should().BeTrue();
        read.Should().Equal(content);
        Directory.EnumerateFiles(Path.Combine(_path, "tmp")).Should().BeEmpty();
    }

    [Fact]
    public void A_car_goes_in_with_its_own_blocks()
    {
        var content = Content(5_000, 2);
        var blocks = new BlockMap();
        var root = UnixFsImporter.Import(content, new ImportOptions(1000, LeafKind.DagPb, CidVersion.V0, 2), Sha256Managed.Instance, blocks).Root;
        using var car = new MemoryStream();
        var writer = new CarWriter(car, [root]);
        foreach (var block in blocks.Blocks)
        {
            writer.Put(block.Cid, block.Data.Span);
        }

        var folder = Open();
        folder.Import(FileOf(car.ToArray()), ImportOptions.Default).Root.Should().Be(root);
        FileWalk.Missing(root, folder).Should().BeEmpty();
        folder.List().Should().BeEquivalentTo(blocks.Blocks.Select(b => b.Cid.ToV1())).And.HaveCount(blocks.Blocks.Count);
    }

    [Fact]
    public void A_car_without_its_root_block_is_refused()
    {
        using var car = new MemoryStream();
        _ = new CarWriter(car, [BlockHash.Of(Sha256Managed.Instance, CidVersion.V1, CidCodec.DagPb, [1])]);
        var path = FileOf(car.ToArray());

        Open().Invoking(f => f.Import(path, ImportOptions.Default)).Should().Throw<CliFault>().WithMessage("*does not hold a file under its root*");
    }

    [Fact]
    public void A_damaged_block_is_removed_named_and_missing()
    {
        var folder = Open();
        var root = folder.Import(FileOf(Content(100, 3)), ImportOptions.Default).Root;
        var file = Directory.EnumerateFiles(Path.Combine(_path, "blocks"), "*", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(file, Content(100, 4));

        folder.TryGet(root, out _).Should().BeFalse();
        _damaged.Should().Equal(root);
        File.Exists(file).Should().BeFalse();
        FileWalk.Missing(root, folder).Should().Equal(root);
    }

    [Fact]
    public void A_block_cut_short_by_another_program_is_written_again()
    {
        var folder = Open();
        var content = FileOf(Content(100, 3));
        var root = folder.Import(content, ImportOptions.Default).Root;
        File.WriteAllBytes(Directory.EnumerateFiles(Path.Combine(_path, "blocks"), "*", SearchOption.AllDirectories).Single(), [1, 2]);

        folder.Import(content, ImportOptions.Default);
        folder.TryGet(root, out _).Should().BeTrue();
    }

    [Fact]
    public void Bytes_that_are_not_the_block_are_not_stored()
    {
        var folder = Open();
        var cid = BlockHash.Of(Sha256Managed.Instance, CidVersion.V1, CidCodec.Raw, [1]);

        folder.Invoking(f => f.Put(cid, [2])).Should().Throw<CliFault>();
        folder.List().Should().BeEmpty();
    }

    [Fact]
    public void Pins_keep_their_files_when_garbage_is_collected()
    {
        var folder = Open();
        var kept = folder.Import(FileOf(Content(150_000, 5)), ImportOptions.Default).Root;
        var dropped = folder.Import(FileOf(Content(150_000, 6)), ImportOptions.Default).Root;
        folder.Pin(kept, "weights of job 7");

        folder.Pins().Should().Equal((kept, "weights of job 7"));
        folder.CollectGarbage().Count.Should().Be(4);
        FileWalk.Missing(kept, folder).Should().BeEmpty();
        folder.Contains(dropped).Should().BeFalse();
        folder.Unpin(kept).Should().BeTrue();
        folder.Unpin(kept).Should().BeFalse();
        folder.CollectGarbage().Count.Should().Be(4);
        folder.List().Should().BeEmpty();
    }

    [Fact]
    public void Two_writers_of_the_same_block_do_not_disturb_each_other()
    {
        var path = FileOf(Content(1_000_000, 7));

        var roots = Enumerable.Range(0, 4).AsParallel().Select(_ => Open().Import(path, ImportOptions.Default).Root).ToArray();
        roots.Distinct().Should().HaveCount(1);
        FileWalk.Missing(roots[0], Open()).Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_usage_fault() =>
        Open().Invoking(f => f.Import(Path.Combine(_path, "nothing"), ImportOptions.Default)).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);

    private static byte[] Content(int sizeBytes, int seed)
    {
        var content = new byte[sizeBytes];
        new Random(seed).NextBytes(content);
        return content;
    }

    private BlockFolder Open() => new(_path, Sha256Managed.Instance, _damaged.Add);

    private string FileOf(byte[] content)
    {
        var file = Path.Combine(_path, "input-" + Path.GetRandomFileName());
        File.WriteAllBytes(file, content);
        return file;
    }
}
