using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace Rollup.Ethereum.Tests;

public sealed class KeystoreTests
{
    // The two test vectors of the Web3 Secret Storage definition.
    private const string SpecKey = "0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
    private const string SpecPassword = "testpassword";

    private const string SpecPbkdf2 = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
        "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    private const string SpecScrypt = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c","kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,"salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    private static readonly KeystoreOptions Light = new() { ScryptCost = 1 << 10, Pbkdf2Iterations = 1_000 };

    [Theory]
    [InlineData(SpecPbkdf2)]
    [InlineData(SpecScrypt)]
    public void Vector_of_the_definition_opens(string text) =>
        Hex.Encode(Keystore.Decrypt(text, SpecPassword).ToBytes()).Should().Be(SpecKey);

    [Theory]
    [InlineData(KeystoreFunction.Scrypt)]
    [InlineData(KeystoreFunction.Pbkdf2)]
    public void Sealed_key_opens_with_its_password_only(KeystoreFunction function)
    {
        PrivateKey key = PrivateKey.New();

        string text = Keystore.Encrypt(key, "pass", Light with { Function = function });

        text.Should().NotContain(Convert.ToHexStringLower(key.ToBytes()));
        Keystore.Decrypt(text, "pass").ToBytes().Should().Equal(key.ToBytes());
        FluentActions.Invoking(() => Keystore.Decrypt(text, "Pass")).Should().Throw<WrongPasswordException>();
        Keystore.Encrypt(key, "pass", Light).Should().NotBe(Keystore.Encrypt(key, "pass", Light), "salt and iv are new each time");
    }

    [Fact]
    public void Changed_ciphertext_is_a_wrong_password()
    {
        string text = Keystore.Encrypt(PrivateKey.New(), "pass", Light);
        int at = text.IndexOf("\"ciphertext\": \"", StringComparison.Ordinal) + 15;
        string changed = text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..];

        FluentActions.Invoking(() => Keystore.Decrypt(changed, "pass")).Should().Throw<WrongPasswordException>();
    }

    [Fact]
    public void Address_that_is_not_the_keys_is_refused()
    {
        PrivateKey key = PrivateKey.New();
        string text = Keystore.Encrypt(key, "pass", Light).Replace(Convert.ToHexStringLower(key.Address.ToArray()), new string('1', 40), StringComparison.Ordinal);

        FluentActions.Invoking(() => Keystore.Decrypt(text, "pass")).Should().Throw<FormatException>().WithMessage("*says it is of*");
    }

    [Theory]
    [InlineData("", "not a keystore")]
    [InlineData("{}", "not a keystore")]
    [InlineData("[1]", "not a keystore")]
    [InlineData("\"n\":262144|\"n\":262145", "asks scrypt")]
    [InlineData("\"n\":262144|\"n\":1073741824", "asks scrypt")]
    [InlineData("\"p\":8|\"p\":2147483647", "asks scrypt")]
    [InlineData("\"r\":1|\"r\":-1", "asks scrypt")]
    [InlineData("\"dklen\":32|\"dklen\":64", "asks scrypt")]
    [InlineData("\"kdf\":\"scrypt\"|\"kdf\":\"argon2\"", "neither scrypt nor pbkdf2")]
    [InlineData("\"n\":262144,|", "kdfparams")]
    [InlineData("aes-128-ctr|aes-128-cbc", "cipher")]
    [InlineData("\"version\":3|\"version\":1", "not a keystore of version 3")]
    [InlineData("83dbcc02d8ccb40e466191a123791e0e|83", "iv")]
    public void Bad_file_is_refused_without_work(string change, string why)
    {
        string[] parts = change.Split('|');
        string text = parts.Length == 2 ? SpecScrypt.Replace(parts[0], parts[1], StringComparison.Ordinal) : change;

        FluentActions.Invoking(() => Keystore.Decrypt(text, SpecPassword)).Should().Throw<FormatException>().WithMessage($"*{why}*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("pässword")]
    public void Password_that_wallets_read_differently_is_refused(string password) =>
        FluentActions.Invoking(() => Keystore.Encrypt(PrivateKey.New(), password, Light)).Should().Throw<FormatException>();
}
