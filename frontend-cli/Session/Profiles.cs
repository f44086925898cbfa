using ModelMarket.Cli.Commands;
using Tomlyn;

namespace ModelMarket.Cli.Session;

/// <summary>The profiles of <c>config.toml</c> and the one that counts in a run.</summary>
internal static class Profiles
{
    private const string ProfileVariable = "MODELMARKET_PROFILE";

    /// <summary>Where the file lies.</summary>
    public static string File(string home) => Path.Combine(home, "config.toml");

    /// <summary>The network of this run: <c>--profile</c>, <c>MODELMARKET_PROFILE</c>, the file's own choice, else the local one; null where there is none.</summary>
    /// <exception cref="CliFault">The file cannot be read or has no profile of that name.</exception>
    public static NetworkProfile? Of(CommandContext context)
    {
        var named = context.Arguments.GetValue(context.Options.Profile) ?? context.Host.Variable(ProfileVariable);
        var file = Load(context.Host.Home);
        var name = named ?? file.Profile;
        if (name is null)
        {
            return NetworkProfile.Load(context.Host.Home);
        }

        if (file.Profiles.TryGetValue(name, out var profile))
        {
            return NetworkProfile.From(profile);
        }

        if (name == NetworkProfile.LocalName)
        {
            return NetworkProfile.Load(context.Host.Home);
        }

        var known = file.Profiles.Count == 0 ? "there is none yet" : $"there are {string.Join(", ", file.Profiles.Keys.Order(StringComparer.Ordinal))}";
        throw CliFault.Usage($"There is no profile {name} in {File(context.Host.Home)}: {known}.", "`modelmarket profile init` writes the file with an example; `modelmarket profile list` shows what is there.");
    }

    /// <summary>Reads the file; empty where there is none.</summary>
    public static ConfigFile Load(string home)
    {
        var path = File(home);
        if (!System.IO.File.Exists(path))
        {
            return new ConfigFile();
        }

        var file = TomlText.Load(
            path, text => TomlSerializer.Deserialize(text, ConfigToml.Default.ConfigFile) ?? new ConfigFile(), "`modelmarket profile init` in an empty home writes a file to compare with.");
        TomlText.RequireKnown(file.Unknown, ConfigFile.Keys, path);
        foreach (var (name, profile) in file.Profiles)
        {
            TomlText.RequireKnown(profile.Unknown, ConfigProfile.Keys, $"Profile {name} of {path}");
        }

        return file;
    }
}
