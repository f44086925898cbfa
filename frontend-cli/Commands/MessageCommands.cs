using System.CommandLine;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>message send|list|key</c>: what sponsor and clients of a job write to each other through the rollup.</summary>
internal static class MessageCommands
{
    /// <summary>Sends a public note, or a private message.</summary>
    public static Command Send(CliHost host, GlobalOptions options)
    {
        var number = Verb.JobArgument();
        var text = new Argument<string>("text") { Description = "What to say" };
        var to = new Option<string?>("--to") { Description = "Receiver of a private message; a public note where missing", HelpName = "address" };
        var command = Verb.Of("send", "Writes a public note on a job, or a private message to its sponsor or a client.", "modelmarket message send 7 \"Which units has column 3?\"", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var key = KeySource.Find(context, session.ChainId);
            using var account = session.AccountOf(key);
            var sender = new InputSender(session, account);
            var jobId = context.Arguments.GetRequiredValue(number);
            var words = context.Arguments.GetRequiredValue(text);
            if (context.Arguments.GetValue(to) is not { } receiver)
            {
                await Letters.NoteAsync(sender, jobId, words, cancellation);
                context.Screen.Data(new SentView(jobId, null), CliJson.Default.SentView);
                context.Screen.ShowLine($"note on job {jobId} sent; everybody can read it for ever");
                return ExitCode.Ok;
            }

            var letters = new Letters(session);
            if (!Address.TryParse(receiver, out var address))
            {
                throw CliFault.Usage($"--to is not an address: {receiver}", "Write 0x and 40 hexadecimal digits.");
            }

            if (key is PrivateKey own && await letters.PublishAsync(sender, own.PublicKey, cancellation))
            {
                context.Screen.Say("published your key, so that you can be answered");
            }

            await letters.SendAsync(sender, jobId, address, words, cancellation);
            context.Screen.Data(new SentView(jobId, address.ToChecksumString()), CliJson.Default.SentView);
            context.Screen.ShowLine($"message to {JobText.Short(address)} on job {jobId} sent; only that address can read it, everybody sees that you wrote");
            return ExitCode.Ok;
        });
        command.Add(number);
        command.Add(text);
        command.Add(to);
        return command;
    }

    /// <summary>Lists notes, and the private messages of the user.</summary>
    public static Command List(CliHost host, GlobalOptions options)
    {
        var number = new Argument<ulong?>("job") { Description = "Only this job's", Arity = ArgumentArity.ZeroOrOne };
        var publicOnly = new Option<bool>("--public") { Description = "Only public notes; needs no key" };
        var command = Verb.Of("list", "Lists the notes on jobs and your private messages, read from the notices and decrypted here.", "modelmarket message list 7", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var key = context.Arguments.GetValue(publicOnly) ? null : KeySource.Find(context, session.ChainId);
            var letters = await new Letters(session).ListAsync(context.Arguments.GetValue(number), key?.Address, key as PrivateKey, cancellation);
            context.Screen.Data(new LetterListView([.. letters.Select(LetterView.Of)]), CliJson.Default.LetterListView);
            context.Screen.Show(LetterText.Table(letters));
            return ExitCode.Ok;
        });
        command.Add(number);
        command.Add(publicOnly);
        return command;
    }

    /// <summary>Publishes the user's key.</summary>
    public static Command Key(CliHost host, GlobalOptions options) => Verb.Of(
        "key", "Publishes your wallet's public key, so that others can write to you.", "modelmarket message key", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation);
            var key = KeySource.Find(context, session.ChainId);
            if ((object)key is not PrivateKey own)
            {
                throw CliFault.Usage("This wallet keeps its key to itself, so it cannot decrypt messages.", "Use a key this program holds: --key-file or a keystore.");
            }

            using var account = session.AccountOf(own);
            var sent = await new Letters(session).PublishAsync(new InputSender(session, account), own.PublicKey, cancellation);
            context.Screen.Data(new PublishedView(Hex.Encode(own.PublicKey.ToBytes()), sent), CliJson.Default.PublishedView);
            context.Screen.ShowLine($"{(sent ? "published" : "was published already")}: {Hex.Encode(own.PublicKey.ToBytes())}");
            return ExitCode.Ok;
        });
}
