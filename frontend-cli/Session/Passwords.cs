using ModelMarket.Cli.Commands;

namespace ModelMarket.Cli.Session;

/// <summary>Finds a password: a file, an environment variable, or the person at the terminal. Never an argument: others see those.</summary>
internal static class Passwords
{
    private const string Variable = "MODELMARKET_PASSWORD";

    /// <summary>The password of a wallet that is there.</summary>
    public static string Of(CommandContext context, string wallet) =>
        Given(context) ?? context.Host.AskSecret($"password of {wallet}: ") ?? throw Missing(wallet);

    /// <summary>The password for a wallet that is to be made; a person types it twice.</summary>
    public static string New(CommandContext context, string wallet)
    {
        if (Given(context) is { } given)
        {
            return given;
        }

        var first = context.Host.AskSecret($"new password for {wallet}: ") ?? throw Missing(wallet);
        return context.Host.AskSecret("the same again: ") == first
            ? first
            : throw CliFault.Usage("The two passwords differ.", "Nothing was written; try again.");
    }

    private static string? Given(CommandContext context) =>
        context.Arguments.GetValue(context.Options.PasswordFile) is { } path ? SecretFile.FirstLine(path) : context.Host.Variable(Variable);

    private static CliFault Missing(string wallet) =>
        CliFault.Usage($"The wallet {wallet} needs a password, and nobody is at the terminal to type it.", $"Pass --password-file FILE (mode 600) or set {Variable}.");
}
