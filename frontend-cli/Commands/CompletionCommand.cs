using System.CommandLine;

namespace ModelMarket.Cli.Commands;

/// <summary><c>completion bash|zsh|fish</c>: what makes the tab key know every verb and option. The scripts ask the program itself, so they never age.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # bash completion of modelmarket; load it with: source <(modelmarket completion bash)
        _modelmarket() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(modelmarket "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _modelmarket modelmarket

        """;

    private const string Zsh = """
        #compdef modelmarket
        # zsh completion of modelmarket; load it with: source <(modelmarket completion zsh)
        _modelmarket() {
            local -a answers
            answers=("${(@f)$(modelmarket "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- ${answers:#}
            [[ ${#answers} -le 1 && -z ${answers[1]} ]] && _files
        }
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
        compdef _modelmarket modelmarket

        """;

    private const string Fish = """
        # fish completion of modelmarket; load it with: modelmarket completion fish | source
        function __modelmarket_complete
            set -l line (commandline -cp)
            modelmarket "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c modelmarket -a "(__modelmarket_complete)"

        """;

    /// <summary>Builds the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = Verb.Of(
            "completion", "Prints the completion script of a shell. Load it from the shell's start file.", "modelmarket completion bash", host, options, (context, _) =>
            {
                context.Host.Output.Write(context.Arguments.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
                return Task.FromResult(ExitCode.Ok);
            });
        command.Add(shell);
        return command;
    }
}
