using System.Text.RegularExpressions;
using Rollup.Node.GuestHost;
using Rollup.Primitives;

namespace ModelMarket.Cli.Serving;

/// <summary>An application that a node shall run, as <c>--app [NAME=]ADDRESS</c> says it.</summary>
/// <param name="Name">What URLs and JSON-RPC call it.</param>
/// <param name="Address">Its contract.</param>
internal sealed partial record ServedApplication(string Name, Address Address)
{
    private const string DefaultName = "app";
    private const string MendForm = "Write --app NAME=0x… or, for one application, --app 0x…; a name is three or more of a-z, 0-9, _ and -.";

    /// <summary>Reads all of them.</summary>
    /// <exception cref="CliFault">There is none, one is malformed, or two are alike.</exception>
    public static IReadOnlyList<ServedApplication> ParseAll(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            throw CliFault.Usage("No application is named: --app is missing.", MendForm);
        }

        ServedApplication[] all = [.. texts.Select(Parse)];
        if (all.DistinctBy(app => app.Name).Count() != all.Length || all.DistinctBy(app => app.Address).Count() != all.Length)
        {
            throw CliFault.Usage("Two applications have the same name or address.", MendForm);
        }

        return all;
    }

    /// <summary>The guest's program for this application: <c>{name}</c> and <c>{address}</c> in its arguments are replaced.</summary>
    public GuestOptions Guest(IReadOnlyList<string> command) => new(command[0], [.. command.Skip(1).Select(Fill)]);

    private static ServedApplication Parse(string text)
    {
        var parts = text.Split('=', 2);
        var name = parts.Length == 2 ? parts[0] : DefaultName;
        return NamePattern().IsMatch(name) && Address.TryParse(parts[^1], out var address)
            ? new ServedApplication(name, address)
            : throw CliFault.Usage($"--app is no application: {text}", MendForm);
    }

    private string Fill(string argument) => argument
        .Replace("{name}", Name, StringComparison.Ordinal)
        .Replace("{address}", Address.ToChecksumString(), StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9_-]{3,64}\z")]
    private static partial Regex NamePattern();
}
