using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rollup.Ethereum.Keys;
using Rollup.Ethereum.Transactions;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

/// <summary>Keystores, phrases, signatures and transactions against ethers 6: what one makes, the other reads.</summary>
public sealed class EthersTests
{
    private const string Password = "correct horse battery staple";
    private const int PathCount = 20;

    [Fact]
    public async Task Keystore_of_ethers_opens_here()
    {
        PrivateKey key = PrivateKey.New();

        JsonNode keystore = await EthersScript.AskAsync("seal", new JsonObject { ["privateKey"] = Hex.Encode(key.ToBytes()), ["password"] = Password });

        string text = keystore.GetValue<string>();
        Keystore.AddressIn(text).Should().Be(key.Address);
        Keystore.Decrypt(text, Password).ToBytes().Should().Equal(key.ToBytes());
        FluentActions.Invoking(() => Keystore.Decrypt(text, "another")).Should().Throw<WrongPasswordException>();
    }

    [Theory]
    [InlineData(KeystoreFunction.Scrypt)]
    [InlineData(KeystoreFunction.Pbkdf2)]
    public async Task Our_keystore_opens_in_ethers(KeystoreFunction function)
    {
        PrivateKey key = PrivateKey.New();
        string text = Keystore.Encrypt(key, Password, new KeystoreOptions { Function = function });

        JsonNode opened = await EthersScript.AskAsync("open", new JsonObject { ["keystore"] = text, ["password"] = Password });

        opened.GetValue<string>().Should().Be(Hex.Encode(key.ToBytes()));
    }

    [Theory]
    [InlineData(12, "")]
    [InlineData(15, "")]
    [InlineData(24, "TREZOR")]
    public async Task Addresses_of_a_phrase_equal_those_of_ethers_on_twenty_paths(int words, string passphrase)
    {
        string phrase = Mnemonic.NewPhrase(words);
        Mnemonic mnemonic = Mnemonic.Parse(phrase, passphrase);
        string[] paths = [.. Enumerable.Range(0, PathCount).Select(PathOf)];

        JsonNode theirs = await EthersScript.AskAsync("paths", new JsonObject
        {
            ["phrase"] = phrase,
            ["passphrase"] = passphrase,
            ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]),
        });

        paths.Select(path => mnemonic.Key(DerivationPath.Parse(path)).Address.ToChecksumString())
            .Should().Equal(theirs.AsArray().Select(address => address!.GetValue<string>()));
    }

    [Fact]
    public async Task Signed_transactions_equal_those_of_ethers()
    {
        var random = new Random(1559);
        PrivateKey key = PrivateKey.New();
        Eip1559Transaction[] ours = [.. Enumerable.Range(0, 50).Select(_ => RandomTransaction(random))];

        JsonNode theirs = await EthersScript.AskAsync("transactions", new JsonObject
        {
            ["privateKey"] = Hex.Encode(key.ToBytes()),
            ["transactions"] = new JsonArray([.. ours.Select(Ethers)]),
        });

        ours.Select(one => Hex.Encode(one.Encode(key.Sign(one.SigningHash())))).Should().Equal(theirs.AsArray().Select(raw => raw!.GetValue<string>()));
    }

    [Fact]
    public async Task Signed_messages_equal_those_of_ethers()
    {
        PrivateKey key = PrivateKey.New();
        const string Message = "Grüße an alle, die messen";

        JsonNode theirs = await EthersScript.AskAsync("personal", new JsonObject { ["privateKey"] = Hex.Encode(key.ToBytes()), ["message"] = Message });

        Signature ours = await ((IWallet)key).SignMessageAsync(Encoding.UTF8.GetBytes(Message));
        Hex.Encode(ours.ToBytes()).Should().Be(theirs.GetValue<string>());
        Signature.TryFromBytes(Hex.Decode(theirs.GetValue<string>()), out Signature read).Should().BeTrue();
        read.Should().Be(ours);
    }

    [Fact]
    public async Task Signed_permits_equal_those_of_ethers()
    {
        PrivateKey key = PrivateKey.New();
        TypedData permit = TypedData.Permit("Größe", "1", 11_155_111, PrivateKey.New().Address, key.Address, PrivateKey.New().Address, UInt256.MaxValue, 3, 1_900_000_000);

        JsonNode theirs = await EthersScript.AskAsync("typed", new JsonObject { ["privateKey"] = Hex.Encode(key.ToBytes()), ["typed"] = permit.ToJson() });

        Hex.Encode(key.Sign(permit.Digest).ToBytes()).Should().Be(theirs.GetValue<string>());
    }

    private static string PathOf(int index) => (index % 4) switch
    {
        0 => $"m/44'/60'/0'/0/{index}",
        1 => $"m/44'/60'/{index}'/0/0",
        2 => $"m/44'/1'/0'/1/{index * 7919}",
        _ => $"m/{index}/{int.MaxValue - index}'/{index}'/0",
    };

    private static Eip1559Transaction RandomTransaction(Random random)
    {
        var data = new byte[random.Next(0, 200)];
        random.NextBytes(data);
        var to = new byte[Address.SizeBytes];
        random.NextBytes(to);
        ulong tip = (ulong)random.NextInt64(0, 1L << random.Next(1, 60));
        return new Eip1559Transaction
        {
            ChainId = (ulong)random.NextInt64(1, 1L << random.Next(1, 32)),
            Nonce = (ulong)random.NextInt64(0, 1L << random.Next(1, 40)),
            MaxPriorityFeePerGas = tip,
            MaxFeePerGas = (UInt128)tip + (ulong)random.NextInt64(),
            GasLimit = (ulong)random.NextInt64(21_000, 1L << 30),
            To = Address.FromBytes(to),
            Value = (UInt128)random.NextInt64() * (ulong)random.NextInt64(1, 1L << 40),
            Data = data,
        };
    }

    private static JsonObject Ethers(Eip1559Transaction one) => new()
    {
        ["type"] = 2,
        ["chainId"] = one.ChainId.ToString(CultureInfo.InvariantCulture),
        ["nonce"] = one.Nonce,
        ["maxPriorityFeePerGas"] = one.MaxPriorityFeePerGas.ToString(CultureInfo.InvariantCulture),
        ["maxFeePerGas"] = one.MaxFeePerGas.ToString(CultureInfo.InvariantCulture),
        ["gasLimit"] = one.GasLimit.ToString(CultureInfo.InvariantCulture),
        ["to"] = one.To!.Value.ToChecksumString(),
        ["value"] = one.Value.ToString(CultureInfo.InvariantCulture),
        ["data"] = Hex.Encode(one.Data.Span),
    };
}
