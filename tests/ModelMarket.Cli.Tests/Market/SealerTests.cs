using ModelMarket.Cli.Demo;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Session;
using ModelMarket.Core.Sealing;
using ModelMarket.Learning.Data;
using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;

namespace ModelMarket.Cli.Tests.Market;

/// <summary>What a sponsor must not lose and nobody else may see.</summary>
public sealed class SealerTests : IDisposable
{
    private const int Groups = 20;
    private static readonly Address Application = Address.Parse("0x1b51e2992A2755Ba4D6F7094032DF91991a0Cfac");
    private static readonly Address Sponsor = Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

    private readonly string _home = Directory.CreateTempSubdirectory("modelmarket-seal-").FullName;
    private readonly MarketSession _session;
    private readonly DataSet _rows = DemoData.Load().Validation;

    public SealerTests() => _session = new MarketSession(
        new EthereumClient(new Uri("http://127.0.0.1:1")), new Uri("http://127.0.0.1:1"), 31_337, Application, Application, Application, _home);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public void Groups_hold_every_row_once_and_differ_by_at_most_one()
    {
        var secret = Sealer.Seal(_session, Sponsor, _rows, Groups);

        secret.Groups.Select(group => (ulong)group.Rows).Should().Equal(Enumerable.Range(0, Groups).Select(index => GroupSplit.RowsOf((ulong)_rows.RowCount, Groups, index)));
        var sealedRows = secret.Groups.SelectMany(group => RowsOf(Decode(group.File))).Order().ToList();
        sealedRows.Should().Equal(RowsOf(_rows).Order());
    }

    [Fact]
    public void Every_group_proves_itself_under_the_root_as_the_machine_checks_it()
    {
        var secret = Sealer.Seal(_session, Sponsor, _rows, Groups);

        foreach (var group in secret.Groups)
        {
            SealedTree.Verify(secret.Root, Groups, (uint)group.Index, secret.LeafOf(group), secret.Tree().Proof(group.Index)).Should().BeTrue();
        }
    }

    [Fact]
    public void The_same_rows_sealed_twice_share_neither_root_nor_salt()
    {
        var first = Sealer.Seal(_session, Sponsor, _rows, Groups);
        var second = Sealer.Seal(_session, Sponsor, _rows, Groups);

        second.Root.Should().NotBe(first.Root);
        second.Nonce.Should().NotBe(first.Nonce);
        first.Groups.Concat(second.Groups).Select(group => group.Salt).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Rows_sorted_by_label_make_groups_that_are_alike()
    {
        int[] sorted = [.. Enumerable.Range(0, _rows.RowCount).OrderBy(row => _rows.Targets.Int64s[row])];

        var secret = Sealer.Seal(_session, Sponsor, _rows.Select(sorted), Groups);

        secret.Groups.Count(group => Decode(group.File).Targets.Int64s.ToArray().Distinct().Count() == 1).Should().BeLessThan(4, "eight or nine rows of two classes are rarely of one");
    }

    [Theory]
    [InlineData(19)]
    [InlineData(257)]
    public void A_number_of_groups_that_the_machine_refuses_is_refused_here(int groups)
    {
        var sealing = () => Sealer.Seal(_session, Sponsor, _rows, groups);

        sealing.Should().Throw<CliFault>().Where(fault => fault.Exit == ExitCode.Usage).WithMessage($"groups is {groups}.");
    }

    [Fact]
    public void Fewer_rows_than_groups_are_refused()
    {
        var sealing = () => Sealer.Seal(_session, Sponsor, _rows.Select([.. Enumerable.Range(0, 30)]), 40);

        sealing.Should().Throw<CliFault>().WithMessage("*30 rows, too few for 40 groups*");
    }

    [Fact]
    public async Task The_secret_is_read_back_whole_and_is_for_the_owner_only()
    {
        var files = new SecretFiles(_session.State);
        var secret = Sealer.Seal(_session, Sponsor, _rows, Groups);

        await files.SaveAsync(secret, CancellationToken.None);

        (await files.LoadAsync(secret.Root, CancellationToken.None)).Should().BeEquivalentTo(secret);
        files.PathOf(secret.Root).Should().EndWith(".secret").And.Contain(secret.Root.ToString());
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(files.PathOf(secret.Root)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_missing_secret_and_a_damaged_one_are_told_apart()
    {
        var files = new SecretFiles(_session.State);
        var secret = Sealer.Seal(_session, Sponsor, _rows, Groups);
        var loading = () => files.LoadAsync(secret.Root, CancellationToken.None);
        (await loading.Should().ThrowAsync<CliFault>()).WithMessage("*does not exist*").Which.Mend.Should().Contain("sponsor bond is lost");

        var damaged = secret with { Groups = [secret.Groups[0] with { Salt = secret.Groups[1].Salt }, .. secret.Groups.Skip(1)] };
        await files.SaveAsync(damaged, CancellationToken.None);

        (await loading.Should().ThrowAsync<CliFault>()).WithMessage("*is damaged*");
        await File.WriteAllTextAsync(files.PathOf(secret.Root), "{");
        (await loading.Should().ThrowAsync<CliFault>()).WithMessage("*cannot be read*");
    }

    private static DataSet Decode(byte[] file)
    {
        DataSet.TryDecode(file, out var rows, out var fault).Should().BeTrue(fault.Detail);
        return rows!;
    }

    private static string[] RowsOf(DataSet rows)
    {
        var width = rows.Inputs[0].Tensor.Shape[1];
        return [.. Enumerable.Range(0, rows.RowCount).Select(row =>
            $"{rows.Targets.Int64s[row]}:{string.Join(',', rows.Inputs[0].Tensor.Floats.Slice(row * width, width).ToArray())}")];
    }
}
