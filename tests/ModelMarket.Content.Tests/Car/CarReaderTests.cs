using ModelMarket.Content.Car;
using ModelMarket.Content.UnixFs;

namespace ModelMarket.Content.Tests.Car;

public sealed class CarReaderTests
{
    [Fact]
    public void Reference_archives_are_read_block_by_block()
    {
        Vectors.Cars.Should().NotBeEmpty();
        foreach (var vector in Vectors.Cars)
        {
            using var input = new MemoryStream(Convert.FromHexString(vector.Car));
            CarReader.TryOpen(input, PlatformSha256.Instance, out var reader, out _).Should().BeTrue();
            reader!.Header.Roots.Should().HaveCount(vector.Roots);
            reader.Header.Roots[0].ToString().Should().Be(vector.Root);

            foreach (var expected in vector.Blocks)
            {
                reader.TryReadNext(out var block, out _).Should().BeTrue();
                block!.Value.Cid.ToString().Should().Be(expected.Cid);
                Convert.ToHexStringLower(block.Value.Data.Span).Should().Be(expected.Hex);
            }

            reader.TryReadNext(out var end, out _).Should().BeTrue();
            end.Should().BeNull();
            reader.BlockCount.Should().Be(vector.Blocks.Count);
        }
    }

    [Fact]
    public void Written_archives_equal_the_reference_s()
    {
        foreach (var vector in Vectors.Cars)
        {
            using var output = new MemoryStream();
            Cid[] roots = vector.Roots == 1 ? [Cid.Parse(vector.Root)] : [Cid.Parse(vector.Root), Cid.Parse(vector.Blocks[0].Cid)];
            var writer = new CarWriter(output, roots);
            foreach (var block in vector.Blocks)
            {
                writer.Put(Cid.Parse(block.Cid), Convert.FromHexString(block.Hex));
            }

            Convert.ToHexStringLower(output.ToArray()).Should().Be(vector.Car);
        }
    }

    [Fact]
    public void A_file_read_out_of_an_archive_is_the_file()
    {
        foreach (var vector in Vectors.Cars)
        {
            var blocks = new BlockMap();
            using var input = new MemoryStream(Convert.FromHexString(vector.Car));
            FileOrCar.TryImport(input, ImportOptions.Default, PlatformSha256.Instance, blocks, out var root, out var fault)
                .Should().Be(vector.Roots == 1);
            if (vector.Roots != 1)
            {
                fault.Error.Should().Be(ContentError.RootCount);
                continue;
            }

            UnixFsReader.TryReadAll(root, blocks, PlatformSha256.Instance, vector.Size, out var content, out _).Should().BeTrue();
            content.Should().Equal(SeededContent.Of(vector.Size, vector.Seed));
        }
    }

    [Fact]
    public void A_plain_file_is_imported_from_where_the_stream_stands()
    {
        var content = SeededContent.Of(1000, 2);
        using var input = new MemoryStream(content) { Position = 10 };
        var blocks = new BlockMap();

        FileOrCar.TryImport(input, ImportOptions.Default, PlatformSha256.Instance, blocks, out var root, out _).Should().BeTrue();
        UnixFsReader.TryReadAll(root, blocks, PlatformSha256.Instance, 1000, out var read, out _).Should().BeTrue();
        read.Should().Equal(content[10..]);
    }

    [Fact]
    public void Every_cut_of_an_archive_is_refused_or_ends_at_a_block()
    {
        var whole = Convert.FromHexString(Vectors.Cars[1].Car);
        var ends = 0;
        for (var length = 0; length < whole.Length; length++)
        {
            var fault = ReadAll(whole[..length], out var count);
            if (fault.Error == ContentError.None)
            {
                ends++;
                count.Should().Be(ends - 1);
            }
            else
            {
                fault.Error.Should().Be(ContentError.MalformedCar);
            }
        }

        ends.Should().Be(Vectors.Cars[1].Blocks.Count, "a cut after the header and after each block but the last leaves an archive");
    }

    [Fact]
    public void A_changed_byte_anywhere_is_refused_or_gives_right_blocks()
    {
        var vector = Vectors.Cars[1];
        var whole = Convert.FromHexString(vector.Car);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x40;

            // Only the root's digest may change without a fault: the header does not say which blocks follow.
            if (ReadAll(changed, out _).Error == ContentError.None)
            {
                at.Should().BeLessThan(100);
            }
        }
    }

    [Theory]
    [InlineData("0aa16776657273696f6e02", ContentError.UnsupportedCarVersion)] // CAR v2 pragma
    [InlineData("11a265726f6f7473806776657273696f6e02", ContentError.UnsupportedCarVersion)]
    [InlineData("00", ContentError.MalformedCar)]
    [InlineData("ff7f", ContentError.MalformedCar)] // header of 16 KiB
    [InlineData("11a26776657273696f6e0165726f6f747380", ContentError.MalformedCar)] // keys in the other order
    [InlineData("12a265726f6f747398186776657273696f6e01", ContentError.MalformedCar)] // 24 roots announced, none there
    [InlineData("12a265726f6f747398016776657273696f6e01", ContentError.MalformedCar)] // count in two bytes
    [InlineData("12a265726f6f747398416776657273696f6e01", ContentError.RootCount)] // 65 roots
    public void Other_headers_are_refused(string hex, ContentError error)
    {
        using var input = new MemoryStream(Convert.FromHexString(hex));
        CarReader.TryOpen(input, PlatformSha256.Instance, out _, out var fault).Should().BeFalse();
        fault.Error.Should().Be(error);
    }

    [Fact]
    public void A_section_that_announces_gigabytes_is_refused_before_memory_is_taken()
    {
        byte[] car = [.. Convert.FromHexString("11a265726f6f7473806776657273696f6e01"), 0xff, 0xff, 0xff, 0xff, 0x0f];

        ReadAll(car, out _).Error.Should().Be(ContentError.MalformedCar);
    }

    [Fact]
    public void A_car_is_recognised_and_other_files_are_not()
    {
        FileOrCar.IsCar(new MemoryStream(Convert.FromHexString(Vectors.Cars[0].Car))).Should().BeTrue();
        FileOrCar.IsCar(new MemoryStream(Convert.FromHexString("0aa16776657273696f6e02"))).Should().BeTrue();
        FileOrCar.IsCar(new MemoryStream("569,30,malignant,benign"u8.ToArray())).Should().BeFalse();
        FileOrCar.IsCar(new MemoryStream()).Should().BeFalse();
        FileOrCar.IsCar(new MemoryStream([0x11])).Should().BeFalse();
    }

    private static ContentFault ReadAll(byte[] car, out int count)
    {
        count = 0;
        using var input = new MemoryStream(car);
        if (!CarReader.TryOpen(input, PlatformSha256.Instance, out var reader, out var fault))
        {
            return fault;
        }

        reader.TryReadAll(new BlockMap(), out fault);
        count = reader.BlockCount;
        return fault;
    }
}
