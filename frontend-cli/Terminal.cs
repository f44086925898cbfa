using System.Text;

namespace ModelMarket.Cli;

/// <summary>The person at the terminal.</summary>
internal static class Terminal
{
    /// <summary>Reads a line. The prompt goes to standard error.</summary>
    public static string? ReadLine(string prompt)
    {
        Console.Error.Write(prompt);
        return Console.ReadLine();
    }

    /// <summary>Reads a line without showing it. The prompt goes to standard error.</summary>
    public static string? ReadSecret(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return typed.ToString();
                case ConsoleKey.Backspace when typed.Length > 0:
                    typed.Length--;
                    break;
                case ConsoleKey.Backspace:
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        typed.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
