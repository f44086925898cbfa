using System.CommandLine;
using System.Globalization;
using System.Text;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Cli.Wallets;
using Rollup.Ethereum.Host;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;
using Spectre.Console;

namespace ModelMarket.Cli.Commands;

/// <summary><c>wallet new|import|list|show|export|sign|pending</c>: keys of this user, always under a password.</summary>
internal static class WalletCommands
{
    /// <summary>Builds the group.</summary>
    public static Command Group(CliHost host, GlobalOptions options) => new("wallet", "Makes, imports and uses wallets.")
    {
        New(host, options),
        Import(host, options),
        List(host, options),
        Show(host, options),
        Export(host, options),
        Sign(host, options),
        Pending(host, options),
        WalletFundCommand.Create(host, options),
        WalletConnectCommands.Connect(host, options),
        WalletConnectCommands.Disconnect(host, options),
    };

    private static Command New(CliHost host, GlobalOptions options)
    {
        var name = NameArgument();
        var words = new Option<int>("--words") { Description = "Length of the phrase: 12, 15, 18, 21 or 24", DefaultValueFactory = _ => 12 };
        var phrase = new Option<bool>("--show-phrase") { Description = "Print the phrase once, to be written down: it brings the account back in any wallet" };
        var pbkdf2 = Pbkdf2Option();
        var command = Verb.Of("new", "Makes an account and keeps its key under a password.", "modelmarket wallet new alice --show-phrase", host, options, async (context, cancellation) =>
        {
            OpenSsl.Require();
            var folder = new WalletFolder(context.Host.Home);
            var wallet = context.Arguments.GetRequiredValue(name);
            RequireFree(folder, wallet);
            var text = NewPhrase(context.Arguments.GetValue(words));
            var key = Mnemonic.Parse(text).Key(0);
            await folder.SaveAsync(wallet, key, Passwords.New(context, wallet), OptionsOf(context.Arguments.GetValue(pbkdf2)), cancellation);
            Tell(context, folder, wallet, key.Address);
            if (context.Arguments.GetValue(phrase))
            {
                context.Screen.Warn("write these words down where nobody else finds them; they are shown this once and kept nowhere");
                context.Screen.ShowLine(text);
            }

            return ExitCode.Ok;
        });
        command.Add(name);
        command.Add(words);
        command.Add(phrase);
        command.Add(pbkdf2);
        return command;
    }

    private static Command Import(CliHost host, GlobalOptions options)
    {
        var name = NameArgument();
        var from = new Option<string?>("--from") { Description = "File with a keystore, a phrase or a key; - for standard input; a person at the terminal is asked where missing", HelpName = "file" };
        var path = new Option<string>("--path") { Description = "Account of a phrase", HelpName = "m/44'/60'/0'/0/0", DefaultValueFactory = _ => DerivationPath.Ethereum(0).ToString() };
        var pbkdf2 = Pbkdf2Option();
        var command = Verb.Of("import", "Takes over an account from another wallet: its keystore file, its phrase (BIP-39) or its key.", "modelmarket wallet import alice --from keystore.json", host, options, async (context, cancellation) =>
        {
            OpenSsl.Require();
            var folder = new WalletFolder(context.Host.Home);
            var wallet = context.Arguments.GetRequiredValue(name);
            RequireFree(folder, wallet);
            if (!DerivationPath.TryParse(context.Arguments.GetValue(path), out var account))
            {
                throw CliFault.Usage($"--path is not a derivation path: {context.Arguments.GetValue(path)}", "Write something like m/44'/60'/0'/0/0.");
            }

            var (text, source) = await SecretAsync(context, context.Arguments.GetValue(from), cancellation);
            var key = ImportedSecret.Read(text, source, account!, () => Passwords.Of(context, source));
            await folder.SaveAsync(wallet, key, Passwords.New(context, wallet), OptionsOf(context.Arguments.GetValue(pbkdf2)), cancellation);
            Tell(context, folder, wallet, key.Address);
            return ExitCode.Ok;
        });
        command.Add(name);
        command.Add(from);
        command.Add(path);
        command.Add(pbkdf2);
        return command;
    }

    private static Command List(CliHost host, GlobalOptions options) => Verb.Of(
        "list", "Lists the wallets of this user.", "modelmarket wallet list", host, options, (context, _) =>
        {
            var folder = new WalletFolder(context.Host.Home);
            var views = folder.List().Select(wallet => new WalletView(wallet.Name, wallet.Address?.ToChecksumString(), folder.PathOf(wallet.Name))).ToList();
            context.Screen.Data(views, WalletJson.Default.ListWalletView);
            if (!context.Screen.Json)
            {
                foreach (var view in views)
                {
                    context.Screen.ShowLine($"{view.Name}  {view.Address ?? "no address in its file"}");
                }

                if (views.Count == 0)
                {
                    context.Screen.Say("There is none yet. Make one: modelmarket wallet new alice");
                }
            }

            return Task.FromResult(ExitCode.Ok);
        });

    private static Command Show(CliHost host, GlobalOptions options)
    {
        var name = NameArgument();
        var command = Verb.Of("show", "Shows a wallet's address, and what it holds where an endpoint is known.", "modelmarket wallet show alice", host, options, async (context, cancellation) =>
        {
            var folder = new WalletFolder(context.Host.Home);
            var wallet = context.Arguments.GetRequiredValue(name);
            var address = AddressIn(folder, wallet);
            var view = new WalletView(wallet, address?.ToChecksumString(), folder.PathOf(wallet));
            TokenInfo? token = null;
            if (address is { } known && EndpointOf(context) is { } endpoint)
            {
                using var ethereum = new EthereumClient(endpoint);
                var balance = await ethereum.GetBalanceAsync(known, default, cancellation);
                view = view with { BalanceWei = balance.ToString(), Sent = await ethereum.GetTransactionCountAsync(known, BlockTag.Latest, cancellation) };
                if (Address.TryParse(Profiles.Of(context)?.Token ?? string.Empty, out var its))
                {
                    token = await TokenInfo.ReadAsync(ethereum, its, cancellation);
                    view = view with { Token = token.Symbol, TokenBalance = (await token.BalanceAsync(ethereum, known, cancellation)).ToString() };
                }
            }

            context.Screen.Data(view, WalletJson.Default.WalletView);
            context.Screen.ShowLine($"{view.Address ?? "no address in its file"}");
            context.Screen.ShowLine(Markup.Escape(view.File));
            if (view.BalanceWei is { } wei)
            {
                context.Screen.ShowLine($"{Units.Amount(UInt128.Parse(wei, CultureInfo.InvariantCulture), 18)} ETH, {view.Sent} transactions sent");
            }

            if (token is not null && UInt128.TryParse(view.TokenBalance, CultureInfo.InvariantCulture, out var held))
            {
                context.Screen.ShowLine(Markup.Escape(token.Text(held)));
            }

            return ExitCode.Ok;
        });
        command.Add(name);
        return command;
    }

    private static Command Export(CliHost host, GlobalOptions options)
    {
        var name = NameArgument();
        var output = new Option<string>("--output", "-o") { Description = "New file, for the owner only", HelpName = "file", Required = true };
        var bare = new Option<bool>("--private-key") { Description = "The bare key instead of the keystore: whoever reads the file owns the account" };
        var command = Verb.Of("export", "Writes a wallet's keystore (or its bare key) into a file that other wallets read.", "modelmarket wallet export alice -o alice-keystore.json", host, options, async (context, cancellation) =>
        {
            var folder = new WalletFolder(context.Host.Home);
            var wallet = context.Arguments.GetRequiredValue(name);
            var file = context.Arguments.GetRequiredValue(output);
            var text = context.Arguments.GetValue(bare)
                ? Hex.Encode(folder.Open(wallet, () => Passwords.Of(context, wallet)).ToBytes()) + "\n"
                : folder.Read(wallet);
            await SecretFile.WriteNewAsync(file, Encoding.ASCII.GetBytes(text), cancellation);
            context.Screen.Data(new WalletView(wallet, AddressIn(folder, wallet)?.ToChecksumString(), file), WalletJson.Default.WalletView);
            context.Screen.ShowLine(Markup.Escape($"written to {file}, readable by you only"));
            return ExitCode.Ok;
        });
        command.Add(name);
        command.Add(output);
        command.Add(bare);
        return command;
    }

    private static Command Sign(CliHost host, GlobalOptions options)
    {
        var message = new Argument<string>("message") { Description = "The words to sign" };
        var command = Verb.Of("sign", "Signs a message for people (personal_sign, EIP-191): shows that an account is yours without a transaction.", "modelmarket wallet sign \"I am Alice\" --wallet alice", host, options, async (context, cancellation) =>
        {
            var words = context.Arguments.GetRequiredValue(message);
            var wallet = KeySource.Find(context, await ChainOf(context, cancellation));
            var signature = await wallet.SignMessageAsync(Encoding.UTF8.GetBytes(words), cancellation);
            if (!signature.TryRecover(PersonalMessage.Digest(Encoding.UTF8.GetBytes(words)), out var signer) || signer != wallet.Address)
            {
                throw CliFault.Failed($"The wallet's signature is not one of {wallet.Address.ToChecksumString()}.", "Is it unlocked for another account?");
            }

            var text = Hex.Encode(signature.ToBytes());
            context.Screen.Data(new SignatureView(wallet.Address.ToChecksumString(), words, text), WalletJson.Default.SignatureView);
            context.Screen.ShowLine(text);
            return ExitCode.Ok;
        });
        command.Add(message);
        return command;
    }

    private static Command Pending(CliHost host, GlobalOptions options)
    {
        var replace = new Option<bool>("--replace") { Description = "Offer more for all of them and wait for a block" };
        var command = Verb.Of("pending", "Shows what a wallet sent from here that no block took yet; sends again what the endpoint lost.", "modelmarket wallet pending --wallet alice --replace", host, options, async (context, cancellation) =>
        {
            using var session = await SessionFactory.OpenAsync(context, cancellation, asksNode: false);
            using var account = session.AccountOf(KeySource.Find(context, session.ChainId));
            var pending = await account.PendingAsync(cancellation);
            if (context.Arguments.GetValue(replace) && pending.Count > 0)
            {
                var last = pending[^1];
                await account.ReplaceThroughAsync(last.Nonce, cancellation);
                await account.WaitAsync(last.Hash, cancellation);
                pending = await account.PendingAsync(cancellation);
            }

            List<PendingView> views = [.. pending.Select(one => new PendingView(one.Nonce, one.Hash.ToString(), one.To?.ToChecksumString(), one.MaxFeePerGas.ToString(CultureInfo.InvariantCulture), one.Hashes.Count))];
            context.Screen.Data(views, WalletJson.Default.ListPendingView);
            views.ForEach(view => context.Screen.ShowLine($"nonce {view.Nonce}  {view.Transaction}  to {view.To ?? "a new contract"}  at most {view.MaxFeeWei} wei per unit of gas"));
            context.Screen.ShowLine(views.Count == 0 ? "nothing waits for a block" : $"{views.Count} wait for a block");
            return ExitCode.Ok;
        });
        command.Add(replace);
        return command;
    }

    private static Argument<string> NameArgument() => new("name") { Description = "Name of the wallet: letters, digits, - and _" };

    private static Option<bool> Pbkdf2Option() => new("--pbkdf2") { Description = "Stretch the password with PBKDF2 instead of scrypt" };

    private static KeystoreOptions OptionsOf(bool pbkdf2) => new() { Function = pbkdf2 ? KeystoreFunction.Pbkdf2 : KeystoreFunction.Scrypt };

    private static string NewPhrase(int words)
    {
        try
        {
            return Mnemonic.NewPhrase(words);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw CliFault.Usage($"A phrase cannot have {words} words.", "It has 12, 15, 18, 21 or 24.");
        }
    }

    private static void RequireFree(WalletFolder folder, string name)
    {
        if (File.Exists(folder.PathOf(name)))
        {
            throw CliFault.Usage($"There is a wallet {name} already.", "Choose another name; nothing is ever overwritten here.");
        }
    }

    private static Address? AddressIn(WalletFolder folder, string name)
    {
        try
        {
            return Keystore.AddressIn(folder.Read(name));
        }
        catch (FormatException fault)
        {
            throw CliFault.Usage($"{folder.PathOf(name)}: {fault.Message}.");
        }
    }

    private static async Task<(string Text, string Source)> SecretAsync(CommandContext context, string? from, CancellationToken cancellation)
    {
        if (from is null)
        {
            const string Source = "what was typed";
            var typed = context.Host.AskSecret("phrase or private key: ");
            return (typed ?? throw CliFault.Usage("There is nobody at the terminal to type the secret.", "Pass --from FILE, or --from - and the secret on standard input; never as an argument, which others can see."), Source);
        }

        if (from == "-")
        {
            return (await context.Host.Input.ReadToEndAsync(cancellation), "standard input");
        }

        return !File.Exists(from) || new FileInfo(from).Length > ImportedSecret.CharactersMax
            ? throw CliFault.Usage($"There is no file {from} of at most {ImportedSecret.CharactersMax} bytes.")
            : (await File.ReadAllTextAsync(from, cancellation), from);
    }

    private static void Tell(CommandContext context, WalletFolder folder, string name, Address address)
    {
        context.Screen.Data(new WalletView(name, address.ToChecksumString(), folder.PathOf(name)), WalletJson.Default.WalletView);
        context.Screen.ShowLine($"{name}  {address.ToChecksumString()}");
        context.Screen.Say(Markup.Escape($"its keystore is {folder.PathOf(name)}; without the password nobody opens it, you neither"));
    }

    private static Uri? EndpointOf(CommandContext context)
    {
        var profile = Profiles.Of(context);
        return context.Arguments.GetValue(context.Options.Rpc) is null && context.Host.Variable("MODELMARKET_RPC") is null && profile?.Rpc is null
            ? null
            : SessionFactory.RpcOf(context, profile);
    }

    // A message is of no chain; only the development mnemonic and a phone ask which one is meant.
    private static async Task<ulong> ChainOf(CommandContext context, CancellationToken cancellation)
    {
        if (EndpointOf(context) is not { } endpoint)
        {
            return Profiles.Of(context)?.Chain ?? 0;
        }

        using var ethereum = new EthereumClient(endpoint);
        return await ethereum.GetChainIdAsync(cancellation);
    }
}
