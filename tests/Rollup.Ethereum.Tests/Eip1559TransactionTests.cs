using System.Text.Json;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Transactions;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

public sealed class Eip1559TransactionTests
{
    [Fact]
    public void Encoding_equals_that_of_viem()
    {
        foreach (JsonElement vector in ViemVectors.Of("transactions"))
        {
            Eip1559Transaction transaction = ViemVectors.Transaction(vector);
            PrivateKey key = PrivateKey.Parse(vector.GetProperty("privateKey").GetString()!);

            byte[] raw = transaction.Encode(key.Sign(transaction.SigningHash()));

            transaction.SigningHash().ToString().Should().Be(vector.GetProperty("signingHash").GetString());
            Keccak256.Hash(raw).ToString().Should().Be(vector.GetProperty("hash").GetString());
            if (vector.TryGetProperty("raw", out JsonElement expected))
                Hex.Encode(raw).Should().Be(expected.GetString());
        }
    }
}
