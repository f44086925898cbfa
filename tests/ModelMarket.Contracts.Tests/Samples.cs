using Rollup.Primitives;

namespace ModelMarket.Contracts.Tests;

/// <summary>The arguments behind the vectors, as tests/vectors/contracts/generate.mjs gives them to viem.</summary>
internal static class Samples
{
    public static Address Alice { get; } = Address.Parse("0x00000000000000000000000000000000000a11ce");

    public static Address Sponsor { get; } = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    public static byte[] Cid { get; } = [0x01, 0x55, 0x12, 0x20, .. Enumerable.Repeat((byte)0x5a, 32)];

    public static Hash32 Hash { get; } = Hash32.FromBytes([.. Enumerable.Repeat((byte)0xc3, 32)]);

    public static JobTerms Terms { get; } = new(
        Version: 1, Kind: 3, PayRule: 4, Metric: 2, OutputKind: 1, Flags: 21, PositiveClass: 1, EvalBatchRows: 64, MaxSubmissions: 256,
        FundedSeconds: 40, PrepareSeconds: 60, OpenSeconds: 3600, RevealSeconds: 600, UploadSeconds: uint.MaxValue, SealedRevealSeconds: 86_400,
        ScoringSeconds: 50, Target: 500_000_000, MinImprovement: 1, WinnerThreshold: 7, NormBoundMicros: ulong.MaxValue, DuplicateThousandths: 999,
        StakeCapThousandths: 20_000, ClientBond: UInt128.MaxValue, ModelSize: 12345, DataSize: 67890, ModelCid: Cid, DataCid: [], SealedRoot: Hash,
        JobNonce: Hash32.FromBytes([.. Enumerable.Repeat((byte)0x9e, 32)]), SealedGroups: 20, SealedRows: 171, SealedGroupBytesMax: 4096,
        Rounds: 3, Aggregator: 6, AggregatorParameter: 100, FinalThousandths: 500,
        Floors: [new(0, 1, 1, 900_000_000), new(1, uint.MaxValue, 0, ulong.MaxValue)],
        TrainerCid: Cid, TrainerSize: 99, SchemaCid: [], SchemaSize: 0, OutputName: "", Trainer: "builtin:adam,lr=0.05",
        Title: "Brustkrebs, größer als früher – 乳がん");

    public static Deposit[] Deposits { get; } = [new(0, Sponsor, 0, 1000), new(1, Sponsor, 1, UInt128.MaxValue)];

    /// <summary>Every vector's name with the call that viem encoded.</summary>
    public static IReadOnlyDictionary<string, byte[]> Calls { get; } = new Dictionary<string, byte[]>
    {
        ["jobOpened"] = new MarketInputs.JobOpenedCall(1, Sponsor, Alice, Deposits, ulong.MaxValue, Terms.Encode()).Encode(),
        ["jobOpenedWithoutDeposits"] = new MarketInputs.JobOpenedCall(ulong.MaxValue, Sponsor, Alice, [], 0, []).Encode(),
        ["toppedUp"] = new MarketInputs.ToppedUpCall(7, new Deposit(2, Alice, 2, 5)).Encode(),
        ["reclaimStarted"] = new MarketInputs.ReclaimStartedCall(9).Encode(),
        ["commit"] = new MarketInputs.CommitCall(1, 0, Hash).Encode(),
        ["reveal"] = new MarketInputs.RevealCall(1, uint.MaxValue, Cid, 777, Hash).Encode(),
        ["submit"] = new MarketInputs.SubmitCall(1, Cid, 777).Encode(),
        ["putBlocks"] = new MarketInputs.PutBlocksCall([new(Cid, [.. Enumerable.Repeat((byte)0xab, 33)]), new([], []), new(Cid, [0])]).Encode(),
        ["putNoBlocks"] = new MarketInputs.PutBlocksCall([]).Encode(),
        ["putPart"] = new MarketInputs.PutPartCall(Cid, 262_158, 61_440, [.. Enumerable.Repeat((byte)1, 64)]).Encode(),
        ["tick"] = new MarketInputs.TickCall(ulong.MaxValue).Encode(),
        ["openGroup"] = new MarketInputs.OpenGroupCall(7, 19, 9, 2048, Cid, Hash, [Hash, Hash32.Zero]).Encode(),
        ["publishKey"] = new MarketInputs.PublishKeyCall([2, .. Enumerable.Repeat((byte)0xa1, 32)]).Encode(),
        ["note"] = new MarketInputs.NoteCall(7, "größer?").Encode(),
        ["message"] = new MarketInputs.MessageCall(7, Alice, [.. Enumerable.Repeat((byte)1, 50)]).Encode(),
        ["openJob"] = new JobEscrow.OpenJobCall(Alice, 1000, 300, 1_900_000_000, Terms.Encode()).Encode(),
        ["topUp"] = new JobEscrow.TopUpCall(3, 1, 12).Encode(),
        ["pay"] = new JobEscrow.PayCall(3, 0, 255, Alice, UInt128.MaxValue).Encode(),
        ["refund"] = new JobEscrow.RefundCall(3, 2, 256, Sponsor, 0).Encode(),
        ["withdraw"] = new JobEscrow.WithdrawCall(Alice, Sponsor).Encode(),
        ["reclaim"] = new JobEscrow.ReclaimCall(3, 0, ulong.MaxValue).Encode(),
        ["bondedCommit"] = new MarketInputs.BondedCommitCall(7, new Deposit(2, Alice, 2, 5), 3, Hash).Encode(),
        ["drawn"] = new MarketInputs.DrawnCall(7, Hash).Encode(),
        ["settle"] = new JobEscrow.SettleCall(3, 0, 17, Hash, 1000, 100).Encode(),
        ["claim"] = new JobEscrow.ClaimCall(3, 17, 99, Alice, 10, [Hash, Hash32.Zero]).Encode(),
        ["claimWithoutSiblings"] = new JobEscrow.ClaimCall(3, 17, 0, Alice, 10, []).Encode(),
        ["bondAndCommitWithPermit"] = new JobEscrow.BondAndCommitWithPermitCall(
            3, 10, 1, Hash, new Permit(new UInt256(UInt128.One << 127, 0), 9UL, 27, Hash, Hash)).Encode(),
        ["mint"] = new TestToken.MintCall(Alice, UInt256.MaxValue).Encode(),
    };
}
