using CsCheck;
using ModelMarket.Cli.Market;
using ModelMarket.Content;
using ModelMarket.Content.UnixFs;
using ModelMarket.Contracts;
using ModelMarket.Core;

namespace ModelMarket.Cli.Tests.Market;

public sealed class BlockPackerTests
{
    [Fact]
    public void Every_payload_fits_an_input_and_nothing_is_lost() => Gen.Int[1, 400_000].Array[1, 4].Sample(
        sizes =>
        {
            var blocks = sizes.Select((size, index) => Block(size, (byte)index)).ToList();

            var payloads = BlockPacker.Pack(blocks);

            payloads.Should().OnlyContain(payload => payload.Length <= Limits.PayloadBytesMax);
            Unpacked(payloads).Should().BeEquivalentTo(blocks.Select(block => block.Cid.ToString()));
        },
        iter: 20);

    [Fact]
    public void One_leaf_of_the_default_import_fits_one_input()
    {
        var store = new BlockMap();
        UnixFsImporter.Import(new byte[61_440], ImportOptions.Default, HostSha256.Instance, store);

        BlockPacker.Pack(store.Blocks).Should().ContainSingle();
    }

    private static ContentBlock Block(int size, byte fill)
    {
        var data = new byte[size];
        data.AsSpan().Fill(fill);
        return new ContentBlock(BlockHash.Of(HostSha256.Instance, CidVersion.V1, CidCodec.Raw, data), data);
    }

    private static IEnumerable<string> Unpacked(IReadOnlyList<byte[]> payloads)
    {
        var parts = new Dictionary<string, byte[]>();
        foreach (var payload in payloads)
        {
            if (MarketInputs.PutBlocksCall.TryDecode(payload, out var whole))
            {
                foreach (var block in whole.Blocks)
                {
                    yield return NameOf(block.Cid, block.Data);
                }

                continue;
            }

            MarketInputs.PutPartCall.TryDecode(payload, out var part).Should().BeTrue();
            var key = Convert.ToHexString(part.BlockCid);
            parts.TryAdd(key, new byte[part.BlockSize]);
            part.Data.CopyTo(parts[key], (int)part.Offset);
            if (part.Offset + part.Data.Length == part.BlockSize)
            {
                yield return NameOf(part.BlockCid, parts[key]);
            }
        }
    }

    private static string NameOf(byte[] encoded, byte[] data)
    {
        Cid.TryDecode(encoded, out var cid, out _).Should().BeTrue();
        BlockHash.Matches(HostSha256.Instance, cid, data).Should().BeTrue();
        return cid.ToString();
    }
}
