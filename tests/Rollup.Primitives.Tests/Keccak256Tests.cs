using System.Text;
using CsCheck;

namespace Rollup.Primitives.Tests;

public sealed class Keccak256Tests
{
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("transfer(address,uint256)", "0xa9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b")]
    public void Hash_equals_known_answers(string text, string expected) =>
        Keccak256.Hash(Encoding.ASCII.GetBytes(text)).ToString().Should().Be(expected);

    /// <summary>The Keccak team's KeccakKAT-3, ShortMsgKAT_256.txt: Len 8, 16, 128 and 800.</summary>
    [Theory]
    [InlineData("0xcc", "0xeead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a")]
    [InlineData("0x41fb", "0xa8eaceda4d47b3281a795ad9e1ea2122b407baf9aabcb9e18b5717b7873537d2")]
    [InlineData("0x52a608ab21ccdd8a4457a57ede782176", "0x0e32defa2071f0b5ac0e6a108b842ed0f1d3249712f58ee0ddf956fe332a5f95")]
    [InlineData(
        "0x433c5303131624c0021d868a30825475e8d0bd3052a022180398f4ca4423b98214b6beaac21c8807a2c33f8c93bd42b092cc1b06cedf3224d5ed1ec29784444f"
        + "22e08a55aa58542b524b02cd3d5d5f6907afe71c5d7462224a3f9d9e53e7e0846dcbb4ce",
        "0xce87a5173bffd92399221658f801d45c294d9006ee9f3f9d419c8d427748dc41")]
    public void Hash_equals_the_answers_of_the_keccak_team(string message, string expected) =>
        Keccak256.Hash(Hex.Decode(message)).ToString().Should().Be(expected);

    [Fact]
    public void Hash_equals_viem_around_the_block_size()
    {
        foreach (var vector in Vectors.Abi.GetProperty("keccak").EnumerateArray())
        {
            var size = vector.GetProperty("size").GetInt32();
            var message = Enumerable.Range(0, size).Select(i => (byte)((7 * i) + size)).ToArray();
            Keccak256.Hash(message).ToString().Should().Be(vector.GetProperty("hash").GetString());
        }
    }

    [Fact]
    public void Pair_hash_is_the_hash_of_both_words_together()
    {
        var (left, right) = (Keccak256.Hash([1]), Keccak256.Hash([2]));
        Keccak256.Hash(left, right).Should().Be(Keccak256.Hash([.. left.ToArray(), .. right.ToArray()]));
    }

    [Fact]
    public void Sha256_equals_the_runtime() =>
        Gen.Byte.Array[0, 300].Sample(data =>
            Sha256Managed.Hash(data).ToArray().AsSpan().SequenceEqual(System.Security.Cryptography.SHA256.HashData(data)));
}
