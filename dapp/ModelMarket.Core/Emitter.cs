using System.Collections.Immutable;
using System.Text.Json;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Notices;
using ModelMarket.Core.State;
using Rollup.Primitives;

namespace ModelMarket.Core;

/// <summary>Emit: effects become bytes, after the commit.</summary>
internal static class Emitter
{
    public static ImmutableArray<Emission> Render(ImmutableArray<Effect> effects, Address application, MarketState state)
    {
        ImmutableArray<Emission>.Builder emissions = ImmutableArray.CreateBuilder<Emission>(effects.Length);
        foreach (Effect effect in effects) emissions.Add(Render(effect, application, state));
        return emissions.MoveToImmutable();
    }

    private static Emission Render(Effect effect, Address application, MarketState state) => effect switch
    {
        Effect.EscrowCall call => new Emission.Voucher(EscrowAddress.Of(application), UInt256.Zero, call.Payload),
        Effect.Voucher voucher => new Emission.Voucher(voucher.Destination, voucher.Value, voucher.Payload),
        Effect.Notice { Document: JobEndedNotice ended } => new Emission.Notice(Encode(ended with { StateRoot = state.Root })),
        Effect.Notice notice => new Emission.Notice(Encode(notice.Document)),
        Effect.Report report => new Emission.Report(Encode(report.Document)),
        _ => throw new InvariantException($"Effect {effect.GetType().Name} has no rendering."),
    };

    private static byte[] Encode(object document) => JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), MarketJson.Default);
}
