using System.Numerics;
using ModelMarket.Cli.Session;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.Inspect;
using Rollup.Ethereum.Errors;
using Rollup.Ethereum.JsonRpc;
using Rollup.Ethereum.Official;
using Rollup.Primitives;

namespace ModelMarket.Cli.Market;

/// <summary>Says what steps that lie ahead will cost, by the endpoint's own estimates of inputs of that length. Nothing is signed.</summary>
/// <param name="session">The market.</param>
/// <param name="sender">Who would send; any address where nobody is named yet.</param>
/// <param name="warn">Told why where the endpoint cannot say; the cost is null then.</param>
internal sealed class GasForecast(MarketSession session, Address sender, Action<string> warn)
{
    // Beside the input that it sends, the escrow takes tokens with a signed allowance and writes the deposit down: as measured, rounded up.
    private const ulong OpeningGas = 260_000;
    private const ulong BondGas = 120_000;

    // What the account's own estimates add, in percent.
    private const ulong RoomPercent = 20;

    private const int Word = 32;
    private const int ChunkBytes = 61_440;
    private const int EnvelopeBytes = 256;

    /// <summary>Commit, reveal and upload of weights.</summary>
    public Task<GasCost?> OfSubmissionAsync(JobView job, IEnumerable<ContentBlock> blocks, Cid root, ulong sizeBytes, CancellationToken cancellation)
    {
        var any = Keccak256.Hash(root.Encode());
        var round = job.Rounds?.Current ?? 0;
        byte[][] inputs =
        [
            new MarketInputs.CommitCall(job.Id, round, any).Encode(),
            new MarketInputs.RevealCall(job.Id, round, root.Encode(), sizeBytes, any).Encode(),
            .. BlockPacker.Pack(blocks),
        ];
        return OfAsync(inputs, job.Terms?.ClientBond > 0 ? BondGas : 0, cancellation);
    }

    /// <summary>The same for any weights of a job, before there are any.</summary>
    public Task<GasCost?> OfSubmissionAsync(JobView job, long parameters, CancellationToken cancellation)
    {
        var file = new byte[(parameters * sizeof(float)) + (EnvelopeBytes * 2)];
        Array.Fill(file, byte.MaxValue);
        var any = Keccak256.Hash(file);
        var cid = Cid.V1(CidCodec.Raw, any).Encode();
        byte[][] inputs = [new MarketInputs.CommitCall(job.Id, 0, any).Encode(), new MarketInputs.RevealCall(job.Id, 0, cid, (ulong)file.Length, any).Encode(), .. Chunks(file)];
        return OfAsync(inputs, job.Terms?.ClientBond > 0 ? BondGas : 0, cancellation);
    }

    /// <summary>Opening a job and uploading what is public from the start.</summary>
    public Task<GasCost?> OfPostingAsync(CheckedJob job, CancellationToken cancellation) => OfAsync(
        [job.Terms.Encode(), .. Chunks(job.Model), .. job.Draft.IsSealed ? [] : Chunks(job.Rows.Encode())], OpeningGas, cancellation);

    /// <summary>Opening and revealing all groups of a sealed job, each by an input with its proof and all with their rows.</summary>
    public Task<GasCost?> OfRevealAsync(CheckedJob job, CancellationToken cancellation)
    {
        var proof = new byte[(Word * (int)Math.Ceiling(Math.Log2(job.Draft.Groups))) + EnvelopeBytes];
        Array.Fill(proof, byte.MaxValue);
        return OfAsync([.. Enumerable.Repeat(proof, (int)job.Draft.Groups), .. Chunks(job.Rows.Encode())], 0, cancellation);
    }

    private static IEnumerable<byte[]> Chunks(byte[] file) => file.Chunk(ChunkBytes).Select(chunk => (byte[])[.. chunk, .. new byte[EnvelopeBytes]]);

    private async Task<GasCost?> OfAsync(IReadOnlyList<byte[]> inputs, ulong beside, CancellationToken cancellation)
    {
        try
        {
            return await EstimateAsync(inputs, beside, cancellation);
        }
        catch (EthereumException fault)
        {
            warn($"the cost in gas cannot be said: {fault.Message}");
            return null;
        }
    }

    private async Task<GasCost> EstimateAsync(IReadOnlyList<byte[]> inputs, ulong beside, CancellationToken cancellation)
    {
        var gas = beside;
        foreach (var alike in inputs.GroupBy(input => input.Length))
        {
            var call = new CallRequest { From = sender, To = session.InputBox, Data = InputBoxContract.AddInput(session.Application, alike.First()) };
            gas += (ulong)alike.Count() * await session.Ethereum.EstimateGasAsync(call, cancellation);
        }

        var fees = await session.Ethereum.EstimateFeesAsync(cancellation);
        return new GasCost(gas, inputs.Count, (BigInteger)gas * (BigInteger)fees.LikelyFeePerGas, (BigInteger)gas * (100 + RoomPercent) / 100 * (BigInteger)fees.MaxFeePerGas);
    }
}
