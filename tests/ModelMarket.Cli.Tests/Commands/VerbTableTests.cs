using System.CommandLine;
using System.Text.RegularExpressions;
using ModelMarket.Cli.Commands;
using ModelMarket.Cli.Tests.Support;

namespace ModelMarket.Cli.Tests.Commands;

/// <summary>Every verb there is, found in the tree itself: none without an example, without a test, or with a bad line that it takes.</summary>
public sealed class VerbTableTests
{
    public static TheoryData<string> Verbs
    {
        get
        {
            var data = new TheoryData<string>();
            Names().ForEach(data.Add);
            return data;
        }
    }

    [Fact]
    public void Table_holds_the_verbs_of_every_kind_of_user() =>
        Names().Should().Contain(["demo", "dev", "job post", "submit", "claim", "verify", "wallet connect", "report", "doctor", "completion"]);

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_has_an_example_that_it_would_take(string verb)
    {
        var help = await CliRun.OfAsync([.. verb.Split(' '), "--help"]);

        help.Exit.Should().Be(ExitCode.Ok);
        help.Error.Should().BeEmpty();
        var example = Regex.Match(help.Output, @"Example: modelmarket (.+)").Groups[1].Value.Trim();
        example.Should().StartWith(verb);
        Tree().Parse(example).Errors.Should().BeEmpty($"`{example}` is what people copy");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_refuses_what_it_does_not_know_with_exit_2_and_its_help(string verb)
    {
        await RefusedAsync([.. verb.Split(' '), "--no-such-option"], verb);
    }

    [Fact]
    public void The_dapp_inside_takes_a_genesis_document_or_none()
    {
        var genesis = System.Text.Encoding.UTF8.GetString(ModelMarket.Core.Genesis.Dev.Encode());

        Tree().Parse([DappGuestCommand.Name, genesis]).Errors.Should().BeEmpty();
        Tree().Parse([DappGuestCommand.Name]).Errors.Should().BeEmpty();
        Tree().Parse([DappGuestCommand.Name, genesis, genesis]).Errors.Should().NotBeEmpty();
    }

    /// <summary>All but the two that take the command line of another program.</summary>
    public static TheoryData<string> VerbsWithoutAProgram => new(Names().Except(["node run", "verify"]));

    [Theory]
    [MemberData(nameof(VerbsWithoutAProgram))]
    public async Task Verb_refuses_a_word_too_many(string verb)
    {
        var room = CommandOf(verb).Arguments.Sum(argument => argument.Arity.MaximumNumberOfValues);
        room.Should().BeLessThan(10, "no verb takes words without end");

        await RefusedAsync([.. verb.Split(' '), .. Enumerable.Repeat("7", room + 1)], verb);
    }

    public static TheoryData<string> VerbsThatNeedAWord => new(Names().Where(verb => CommandOf(verb) is var command
        && (command.Arguments.Any(argument => argument.Arity.MinimumNumberOfValues > 0) || command.Options.Any(option => option.Required))));

    [Theory]
    [MemberData(nameof(VerbsThatNeedAWord))]
    public Task Verb_refuses_to_run_without_what_it_needs(string verb) => RefusedAsync(verb.Split(' '), verb);

    public static TheoryData<string, string> TypedOptions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var verb in Names())
            {
                foreach (var option in CommandOf(verb).Options.Where(option => (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType).IsPrimitive))
                {
                    data.Add(verb, option.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(TypedOptions))]
    public Task Option_refuses_a_word_that_is_no_number_or_choice_of_it(string verb, string option) => RefusedAsync([.. verb.Split(' '), $"{option}=perhaps"], verb);

    private static async Task RefusedAsync(string[] line, string verb)
    {
        var run = await CliRun.OfAsync(line);

        run.Exit.Should().Be(ExitCode.Usage);
        run.Output.Should().BeEmpty("standard output is for data");
        run.Error.Should().StartWith("✗").And.Contain($"modelmarket {verb} --help").And.NotContain("   at ");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Verb_is_run_by_a_test(string verb)
    {
        // As one text ("job list …") or as arguments one by one ("job", "list").
        var words = verb.Split(' ').Select(Regex.Escape).ToArray();
        var pattern = new Regex($"\"{string.Join(' ', words)}[ \"]|{string.Join(", ", words.Select(word => $"\"{word}\""))}");

        TestSources().Any(text => pattern.IsMatch(text)).Should().BeTrue($"`modelmarket {verb}` needs a test of what it prints and how it exits");
    }

    private static RootCommand Tree() => CommandTree.Build(new CliHost(TextWriter.Null, TextWriter.Null, _ => null, interactive: false), new GlobalOptions());

    private static List<string> Names() => [.. Leaves(Tree(), "")];

    private static Command CommandOf(string verb) =>
        verb.Split(' ').Aggregate((Command)Tree(), (command, name) => command.Subcommands.Single(child => child.Name == name));

    private static IEnumerable<string> Leaves(Command command, string path)
    {
        foreach (var child in command.Subcommands.Where(child => !child.Hidden))
        {
            var whole = path.Length == 0 ? child.Name : $"{path} {child.Name}";
            if (child.Subcommands.Count == 0)
            {
                yield return whole;
            }

            foreach (var leaf in Leaves(child, whole))
            {
                yield return leaf;
            }
        }
    }

    private static IEnumerable<string> TestSources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rollup.sln")))
        {
            folder = folder.Parent;
        }

        var tests = Path.Combine(folder?.FullName ?? throw new InvalidOperationException("the tests run outside the repository"), "tests");
        return new[] { "ModelMarket.Cli.Tests", "EndToEnd" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(tests, project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !path.EndsWith("VerbTableTests.cs", StringComparison.Ordinal) && !path.EndsWith("CommandLineAppTests.cs", StringComparison.Ordinal))
            .Concat([Path.Combine(tests, "ModelMarket.Cli.Tests", "Commands", "CommandLineAppTests.cs")])
            .Select(ReadWithoutHelpTable);
    }

    // The list of verbs whose help is read is no test of the verb.
    private static string ReadWithoutHelpTable(string path) =>
        Regex.Replace(File.ReadAllText(path), @"TheoryData<string> Verbs => new\(\)\s*\{.*?\};", "", RegexOptions.Singleline);
}
