using System.CommandLine;
using System.Text;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>profile init|list</c>: named networks in <c>config.toml</c>.</summary>
internal static class ProfileCommands
{
    private const string Example = """
        # Networks by name: `modelmarket --profile sepolia job list`. No secret belongs in this file.

        # The one that counts where none is named; without this line, the network that `modelmarket dev` started.
        # profile = "sepolia"

        [profiles.sepolia]
        rpc = "http://127.0.0.1:8545"        # an Ethereum endpoint of your own
        node = "http://127.0.0.1:10011"      # a rollups node that runs the market
        app = "0x0000000000000000000000000000000000000000"
        chain = 11155111                     # an endpoint of another chain is refused before anything is signed
        # token = "0x…"                      # what rewards are counted in where none is named
        # wallet = "alice"                   # what --wallet takes
        # max-fee = "30"                     # gwei per unit of gas, at most
        # explorer = "https://explorer.example"   # for links in reports: its /tx/ and /address/ pages

        """;

    /// <summary>Builds the group.</summary>
    public static Command Group(CliHost host, GlobalOptions options) => new("profile", "Names networks in a TOML file.")
    {
        Init(host, options),
        List(host, options),
    };

    private static Command Init(CliHost host, GlobalOptions options) => Verb.Of(
        "init", "Writes config.toml with an example and every key explained.", "modelmarket profile init", host, options, async (context, cancellation) =>
        {
            var path = Profiles.File(context.Host.Home);
            if (File.Exists(path))
            {
                throw CliFault.Usage($"{path} exists already.", "Edit it: an example is not written over what is there.");
            }

            await SecretFile.WriteNewAsync(path, Encoding.UTF8.GetBytes(Example), cancellation);
            context.Screen.Data(new ProfileListView(path, null, ["sepolia"]), CliJson.Default.ProfileListView);
            context.Screen.ShowLine(Markup.Escape(path));
            return ExitCode.Ok;
        });

    private static Command List(CliHost host, GlobalOptions options) => Verb.Of(
        "list", "Lists the profiles there are.", "modelmarket profile list", host, options, (context, _) =>
        {
            var file = Profiles.Load(context.Host.Home);
            List<string> names = [.. file.Profiles.Keys.Order(StringComparer.Ordinal)];
            if (NetworkProfile.Load(context.Host.Home) is not null && !names.Contains(NetworkProfile.LocalName))
            {
                names.Add(NetworkProfile.LocalName);
            }

            context.Screen.Data(new ProfileListView(Profiles.File(context.Host.Home), file.Profile, names), CliJson.Default.ProfileListView);
            names.ForEach(name => context.Screen.ShowLine(Markup.Escape(name == file.Profile ? $"{name}  (the usual one)" : name)));
            if (names.Count == 0)
            {
                context.Screen.Say("There is none yet: `modelmarket profile init` writes an example, `modelmarket dev` starts a local network.");
            }

            return Task.FromResult(ExitCode.Ok);
        });
}
