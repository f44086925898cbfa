using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelMarket.Cli.Session;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>
/// What sponsor and clients of a job write to each other: sent as inputs, read back from the machine's notices. Private messages are encrypted
/// to the receiver's published key (ECIES.md).
/// </summary>
internal sealed class Letters
{
    private readonly MarketSession _session;
    private readonly MarketNotices _notices;

    /// <summary>Creates it for a market.</summary>
    public Letters(MarketSession session)
    {
        _session = session;
        _notices = new MarketNotices(session.Node);
    }

    /// <summary>The key an address published last; null if it published none that is one.</summary>
    public async Task<PublicKey?> KeyOfAsync(Address owner, CancellationToken cancellation)
    {
        var published = await _notices.OfAsync(NoticeType.KeyPublished, MarketJson.Default.KeyPublishedNotice, null, cancellation);
        return published.LastOrDefault(notice => notice.Owner == owner) is { } last && PublicKey.TryParse(last.PublicKey, out var key) ? key : null;
    }

    /// <summary>Publishes a key, unless it is the one that counts already.</summary>
    /// <returns>Whether something was sent.</returns>
    public async Task<bool> PublishAsync(InputSender sender, PublicKey key, CancellationToken cancellation)
    {
        if (await KeyOfAsync(sender.Sender, cancellation) is { } known && known.ToBytes().AsSpan().SequenceEqual(key.ToBytes()))
        {
            return false;
        }

        (await sender.SendAsync(new MarketInputs.PublishKeyCall(key.ToBytes()).Encode(), cancellation)).OrThrow("The key");
        return true;
    }

    /// <summary>Sends a public note.</summary>
    public static async Task NoteAsync(InputSender sender, ulong jobId, string text, CancellationToken cancellation)
    {
        Check(Encoding.UTF8.GetByteCount(text), Limits.NoteBytesMax);
        (await sender.SendAsync(new MarketInputs.NoteCall(jobId, text).Encode(), cancellation)).OrThrow("The note");
    }

    /// <summary>Encrypts and sends a private message, and keeps its text for <c>message list</c>.</summary>
    /// <exception cref="CliFault">The receiver published no key, or the text is too long.</exception>
    public async Task SendAsync(InputSender sender, ulong jobId, Address to, string text, CancellationToken cancellation)
    {
        var key = await KeyOfAsync(to, cancellation) ?? throw CliFault.Rejected(
            $"{to.ToChecksumString()} has published no key for private messages. Nothing was sent.",
            $"Ask for one with a public note: modelmarket message send {jobId} \"please run: modelmarket message key\"");
        var letter = new SealedLetter(jobId, sender.Sender.ToChecksumString(), to.ToChecksumString(), text);
        var envelope = Ecies.Encrypt(key, JsonSerializer.SerializeToUtf8Bytes(letter, LetterJson.Default.SealedLetter));
        Check(envelope.Length, Limits.MessageBytesMax);
        await StateFolder.WriteAsync(SentPath(envelope), Encoding.UTF8.GetBytes(text), cancellation);
        (await sender.SendAsync(new MarketInputs.MessageCall(jobId, to, envelope).Encode(), cancellation)).OrThrow("The message");
    }

    /// <summary>Notes of a job or of all, and the private messages from and to an account, oldest first.</summary>
    /// <param name="jobId">The job; null for all.</param>
    /// <param name="own">The account; null for public notes alone.</param>
    /// <param name="key">Its key; null where this program does not hold it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyList<Letter>> ListAsync(ulong? jobId, Address? own, PrivateKey? key, CancellationToken cancellation)
    {
        var letters = new List<Letter>();
        foreach (var output in await _session.Node.OutputsAsync(null, cancellation))
        {
            var letter = MarketNotices.Read(output, NoticeType.Note, MarketJson.Default.NoteNotice) is { } note
                ? new Letter(note.JobId, note.From, null, note.At, note.Text, string.Empty)
                : MarketNotices.Read(output, NoticeType.Message, MarketJson.Default.MessageNotice) is { } message && (message.From == own || message.To == own)
                    ? await ReadAsync(message, own, key, cancellation)
                    : null;
            if (letter is not null && (jobId is null || letter.JobId == jobId))
            {
                letters.Add(letter);
            }
        }

        return letters;
    }

    private async Task<Letter> ReadAsync(MessageNotice message, Address? own, PrivateKey? key, CancellationToken cancellation)
    {
        var (text, trouble) = message.To == own ? Open(message, key) : await SentAsync(message, cancellation);
        return new Letter(message.JobId, message.From, message.To, message.At, text, trouble);
    }

    private static (string? Text, string Trouble) Open(MessageNotice message, PrivateKey? key)
    {
        if (key is null)
        {
            return (null, "the wallet that holds its key cannot decrypt");
        }

        if (!Ecies.TryDecrypt(key, message.SealedText, out var json))
        {
            return (null, "not encrypted to your wallet's key, or damaged");
        }

        return Parse(json) is { } letter
            && letter.Job == message.JobId && letter.From == message.From.ToChecksumString() && letter.To == message.To.ToChecksumString()
            ? (letter.Text, string.Empty)
            : (null, "the envelope was made for another job or by somebody else");
    }

    private static SealedLetter? Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LetterJson.Default.SealedLetter);
        }
        catch (JsonException)
        {
            // Encrypted by another program: nothing this one can vouch for.
            return null;
        }
    }

    // Only the receiver can decrypt, so what was sent from here is read from the state folder.
    private async Task<(string? Text, string Trouble)> SentAsync(MessageNotice message, CancellationToken cancellation)
    {
        var path = SentPath(message.SealedText);
        return File.Exists(path)
            ? (await File.ReadAllTextAsync(path, cancellation), string.Empty)
            : (null, "sent from another machine; only the receiver can read it");
    }

    private string SentPath(byte[] envelope) => _session.State.Sent(Keccak256.Hash(envelope));

    private static void Check(int bytes, int most)
    {
        if (bytes == 0 || bytes > most)
        {
            throw CliFault.Usage(string.Create(CultureInfo.InvariantCulture, $"The text makes {bytes} bytes; 1 to {most} can be sent."), "Shorten it, or send it in parts. Nothing was sent.");
        }
    }
}
