using Rollup.Ethereum.Keys;

namespace Rollup.Ethereum.Tests;

public sealed class DerivationPathTests
{
    [Theory]
    [InlineData("m", "m")]
    [InlineData("m/0", "m/0")]
    [InlineData("M/44h/60H/0'/0/2147483647", "m/44'/60'/0'/0/2147483647")]
    public void Path_is_read_and_written_in_one_form(string text, string canonical) =>
        DerivationPath.Parse(text).ToString().Should().Be(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("44'/60'")]
    [InlineData("m/")]
    [InlineData("m/-1")]
    [InlineData("m/2147483648")]
    [InlineData("m/1''")]
    [InlineData("m/0x1")]
    [InlineData("m/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1")]
    public void What_is_no_path_is_refused(string text) => DerivationPath.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(21)]
    [InlineData(24)]
    public void New_phrase_has_its_checksum(int words)
    {
        string phrase = Mnemonic.NewPhrase(words);

        phrase.Split(' ').Should().HaveCount(words);
        FluentActions.Invoking(() => Mnemonic.Parse(phrase)).Should().NotThrow();
        Mnemonic.NewPhrase(words).Should().NotBe(phrase);
    }
}
