using System.Security.Cryptography;
using System.Text.Json;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Session;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>
/// Brings weights into a job: commit, reveal, upload, score. Each step looks at what the machine already has, so a run that was
/// interrupted anywhere goes on where it stopped.
/// </summary>
internal sealed class Submitter
{
    private readonly MarketSession _session;
    private readonly MarketReader _market;
    private readonly ContentLibrary _content;
    private readonly InputSender _sender;
    private readonly Action<string> _say;

    /// <summary>Creates a submitter.</summary>
    /// <param name="session">The market.</param>
    /// <param name="market">Its views.</param>
    /// <param name="content">The user's blocks.</param>
    /// <param name="sender">The user's account.</param>
    /// <param name="say">Told each step in words.</param>
    public Submitter(MarketSession session, MarketReader market, ContentLibrary content, InputSender sender, Action<string> say)
    {
        _session = session;
        _market = market;
        _content = content;
        _sender = sender;
        _say = say;
    }

    /// <summary>Submits weights and waits for the decision, as far as it can be had now.</summary>
    /// <returns>The submission as the machine has it: decided, or waiting for an earlier one.</returns>
    public async Task<SubmissionView> SubmitAsync(ulong jobId, ReadOnlyMemory<byte> weights, CancellationToken cancellation)
    {
        var file = _content.Import(weights.Span);
        var record = await RecordAsync(jobId, file.Root, file.SizeBytes, cancellation);
        var submission = await FindAsync(jobId, record, cancellation) ?? await CommitAsync(jobId, record, cancellation);
        if (submission.Status == SubmissionStatus.Committed)
        {
            await RevealAsync(jobId, file.Root, record, cancellation);
        }

        await new Uploader(_market, _content, _sender, _say).UploadAsync(jobId, file.Root, cancellation);
        await new Ticker(_market, _sender).WhileDueAsync(jobId, cancellation);
        return await FindAsync(jobId, record, cancellation)
            ?? throw CliFault.Failed("The machine no longer has the submission.", $"See: modelmarket job show {jobId}");
    }

    /// <summary>Whether the machine has a commitment of this account to these weights already, from an earlier run.</summary>
    public async Task<bool> IsUnderWayAsync(ulong jobId, ReadOnlyMemory<byte> weights, CancellationToken cancellation)
    {
        var kept = await KeptAsync(jobId, _content.Import(weights.Span).Root, cancellation);
        return kept is not null && await FindAsync(jobId, kept, cancellation) is not null;
    }

    // The salt of an earlier run for the same weights is used again: the machine may have its commitment.
    private async Task<SubmissionRecord> RecordAsync(ulong jobId, Cid root, ulong size, CancellationToken cancellation)
    {
        if (await KeptAsync(jobId, root, cancellation) is { } kept)
        {
            return kept;
        }

        var path = _session.State.Submission(jobId, _sender.Sender);

        var salt = Hash32.FromBytes(RandomNumberGenerator.GetBytes(Hash32.SizeBytes));
        var commitment = CommitmentHash.Of(_session.ChainId, _session.Application, jobId, 0, _sender.Sender, root, size, salt);
        var record = new SubmissionRecord(root.ToString(), size, salt.ToString(), commitment.ToString());
        await StateFolder.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(record, CliJson.Default.SubmissionRecord), cancellation);
        return record;
    }

    private async Task<SubmissionRecord?> KeptAsync(ulong jobId, Cid root, CancellationToken cancellation)
    {
        var path = _session.State.Submission(jobId, _sender.Sender);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var kept = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellation), CliJson.Default.SubmissionRecord);
            return kept?.WeightsCid == root.ToString() ? kept : null;
        }
        catch (JsonException fault)
        {
            throw CliFault.Usage($"{path} cannot be read: {fault.Message}", "It holds the salt of a commitment. If you have no copy, delete it and submit again.");
        }
    }

    private async Task<SubmissionView?> FindAsync(ulong jobId, SubmissionRecord record, CancellationToken cancellation)
    {
        var all = await _market.SubmissionsAsync(jobId, cancellation);
        return all.LastOrDefault(one => one.Sender == _sender.Sender && one.Commitment.ToString() == record.Commitment);
    }

    private async Task<SubmissionView> CommitAsync(ulong jobId, SubmissionRecord record, CancellationToken cancellation)
    {
        _say("committing");
        var payload = new MarketInputs.CommitCall(jobId, 0, Hash32.Parse(record.Commitment)).Encode();
        (await _sender.SendAsync(payload, cancellation)).OrThrow("The commitment");
        return await FindAsync(jobId, record, cancellation)
            ?? throw CliFault.Failed("The machine took the commitment but does not list it.", $"See: modelmarket job show {jobId}");
    }

    private async Task RevealAsync(ulong jobId, Cid root, SubmissionRecord record, CancellationToken cancellation)
    {
        _say("revealing");
        var payload = new MarketInputs.RevealCall(jobId, 0, root.Encode(), record.WeightsSize, Hash32.Parse(record.Salt)).Encode();
        (await _sender.SendAsync(payload, cancellation)).OrThrow("The reveal");
    }
}
