using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;
using Rollup.Primitives;
using Rollup.Primitives.Assets;

namespace Rollup.Guest.Dev;

/// <summary>Reads a deposit from a query: <c>sender=0x…&amp;token=0x…&amp;id=1&amp;value=5</c>; several ids and values, separated by commas, are a batch.</summary>
internal sealed class DepositQuery(NameValueCollection query)
{
    private string _problem = "";

    public static bool TryRead(
        string kind, NameValueCollection query, string defaultSender, byte[] execLayerData, [NotNullWhen(true)] out Deposit? deposit, out string problem)
    {
        var reader = new DepositQuery(query);
        var read = reader.Read(kind, defaultSender, execLayerData);
        problem = reader._problem;
        deposit = problem.Length == 0 ? read : null;
        return deposit is not null;
    }

    private Deposit? Read(string kind, string defaultSender, byte[] exec)
    {
        var sender = Account("sender", defaultSender);
        return kind switch
        {
            "ether" => new EtherDeposit(sender, Number("value"), exec),
            "erc20" => new Erc20Deposit(Account("token"), sender, Number("value"), exec),
            "erc721" => new Erc721Deposit(Account("token"), sender, Number("id"), Array.Empty<byte>(), exec),
            "erc1155" => Erc1155(sender, exec),
            _ => Fault("There are deposits of ether, erc20, erc721 and erc1155."),
        };
    }

    private Deposit? Erc1155(Address sender, byte[] exec)
    {
        var token = Account("token");
        var (ids, values) = (Numbers("id"), Numbers("value"));
        if (ids.Length != values.Length)
        {
            return Fault("There must be as many values as ids.");
        }

        return ids.Length == 1
            ? new Erc1155SingleDeposit(token, sender, ids[0], values[0], Array.Empty<byte>(), exec)
            : new Erc1155BatchDeposit(token, sender, ids, values, Array.Empty<byte>(), exec);
    }

    private Address Account(string name, string? fallback = null)
    {
        var isRead = Address.TryParse(query[name] ?? fallback ?? "", out var address);
        Require(isRead, $"{name}= is no address.");
        return address;
    }

    private UInt256 Number(string name)
    {
        var numbers = Numbers(name);
        Require(numbers.Length == 1, $"{name}= must be one decimal number.");
        return numbers[0];
    }

    private UInt256[] Numbers(string name)
    {
        var texts = (query[name] ?? "").Split(',');
        var numbers = new UInt256[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            Require(UInt256.TryParseDecimal(texts[i], out numbers[i]), $"{name}= must be a decimal number.");
        }

        return numbers;
    }

    private Deposit? Fault(string problem)
    {
        Require(ok: false, problem);
        return null;
    }

    private void Require(bool ok, string problem) => _problem = ok || _problem.Length > 0 ? _problem : problem;
}
