using System.Text;
using System.Text.Json;
using ModelMarket.Content;
using ModelMarket.Contracts;
using ModelMarket.Core.Decisions;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Notices;
using ModelMarket.Learning.Scoring;
using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>Drives a market as people would, and keeps every input so that the story can be replayed.</summary>
public sealed partial class MarketStory
{
    public const ulong ChainId = 31_337;
    public const ulong Start = 1_800_000_000;
    public const ulong Day = 86_400;

    public static readonly Address App = Address.Parse("0x00000000000000000000000000000000000a9900");
    public static readonly Address Sponsor = Address.Parse("0x0000000000000000000000000000000000005001");
    public static readonly Address Ada = Address.Parse("0x00000000000000000000000000000000000000a1");
    public static readonly Address Ben = Address.Parse("0x00000000000000000000000000000000000000b2");
    public static readonly Address Cleo = Address.Parse("0x00000000000000000000000000000000000000c3");
    public static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000000000ff");
    public static readonly Address Token = Address.Parse("0x0000000000000000000000000000000000707070");
    public static readonly Address Escrow = EscrowAddress.Of(App);

    private readonly Genesis _genesis;
    private readonly long _inputWorkMax;
    private readonly Dictionary<Address, Hash32> _salts = [];
    private readonly Dictionary<ulong, UInt128> _deposited = [];

    public MarketStory(Genesis? genesis = null, long? inputWorkMax = null)
    {
        _genesis = genesis ?? Genesis.Dev;
        _inputWorkMax = inputWorkMax ?? Limits.InputWorkMax;
        Market = new Market(_genesis, _inputWorkMax);
    }

    public Market Market { get; }

    public ulong Now { get; private set; } = Start;

    public ulong JobId { get; private set; }

    public ulong DepositCount { get; private set; }

    /// <summary>The round that commitments and reveals are for; 0 in jobs without rounds.</summary>
    public uint Round { get; private set; }

    public StoryFile Model { get; private set; } = StoryFile.Of(TinyFiles.Model());

    public StoryFile Data { get; private set; } = StoryFile.Of(TinyFiles.Data());

    public List<(InputContext Context, byte[] Payload)> Inputs { get; } = [];

    public List<AdvanceResult> Results { get; } = [];

    public AdvanceResult Last => Results[^1];

    public static JobTerms Terms { get; } = default(JobTerms) with
    {
        Version = 1,
        Kind = 1,
        PayRule = 5,
        Flags = 3,
        PositiveClass = 1,
        EvalBatchRows = 5,
        MaxSubmissions = 8,
        PrepareSeconds = 100,
        OpenSeconds = 1_000,
        RevealSeconds = 200,
        UploadSeconds = 300,
        Target = 400_000_000,
        MinImprovement = 1_000_000,
        ModelCid = [],
        DataCid = [],
        Floors = [],
        TrainerCid = [],
        SchemaCid = [],
        OutputName = "",
        Trainer = "builtin:adam",
        Title = "Tell tiny things apart",
    };

    // ---- the plot ----

    /// <summary>Time passes.</summary>
    public MarketStory After(ulong seconds) => At(Now + seconds);

    public MarketStory At(ulong time)
    {
        Now = time;
        return this;
    }

    /// <summary>The escrow says that a job was opened.</summary>
    public MarketStory Funded(UInt128? reward = null, Func<JobTerms, JobTerms>? change = null, byte[]? model = null, byte[]? data = null, ulong? reclaimAfter = null)
    {
        Model = StoryFile.Of(model ?? TinyFiles.Model());
        Data = StoryFile.Of(data ?? TinyFiles.Data());
        JobTerms terms = Terms with
        {
            ModelSize = Model.Size,
            DataSize = Data.Size,
            ModelCid = Model.Root.Encode(),
            DataCid = Data.Root.Encode(),
        };
        terms = change?.Invoke(terms) ?? terms;
        return Opened(terms.Encode(), reclaimAfter ?? Now + (365 * Day), new Deposit(DepositCount, Sponsor, 0, reward ?? 1_000));
    }

    public MarketStory Opened(byte[] terms, ulong reclaimAfter, params Deposit[] deposits)
    {
        JobId++;
        DepositCount += (ulong)deposits.Length;
        foreach (Deposit deposit in deposits) Count(JobId, deposit.Amount);
        return Send(Escrow, new MarketInputs.JobOpenedCall(JobId, Sponsor, Token, deposits, reclaimAfter, terms).Encode());
    }

    public MarketStory ToppedUp(UInt128 amount, Address? depositor = null, byte pot = 0, ulong? jobId = null)
    {
        Count(jobId ?? JobId, amount);
        return Send(Escrow, new MarketInputs.ToppedUpCall(jobId ?? JobId, new Deposit(DepositCount++, depositor ?? Sponsor, pot, amount)).Encode());
    }

    /// <summary>Model and data arrive, and the initial model is scored.</summary>
    public MarketStory Prepared() => Delivered(Model).Delivered(Data).Ticked();

    public MarketStory Delivered(StoryFile file, Address? sender = null)
    {
        foreach (ContentBlock[] blocks in file.Blocks.Chunk(1))
        {
            Block[] wire = [.. blocks.Select(block => new Block(block.Cid.Encode(), block.Data.ToArray()))];
            Send(sender ?? Stranger, new MarketInputs.PutBlocksCall(wire).Encode());
        }

        return this;
    }

    public MarketStory Committed(Address client, StoryFile weights) => CommittedTo(JobId, client, weights);

    public MarketStory CommittedTo(ulong jobId, Address client, StoryFile weights) =>
        Send(client, new MarketInputs.CommitCall(jobId, Round, CommitmentOf(jobId, client, weights)).Encode());

    /// <summary>A bond and a commitment in one transaction on L1.</summary>
    public MarketStory BondedAndCommitted(Address client, StoryFile weights, UInt128 bond, ulong? jobId = null)
    {
        ulong job = jobId ?? JobId;
        return BondedAndCommittedAs(client, CommitmentOf(job, client, weights), bond, job);
    }

    /// <summary>The same with a hash of any origin.</summary>
    public MarketStory BondedAndCommittedAs(Address client, Hash32 commitment, UInt128 bond, ulong? jobId = null)
    {
        ulong job = jobId ?? JobId;
        Count(job, bond);
        var deposit = new Deposit(DepositCount++, client, 2, bond);
        return Send(Escrow, new MarketInputs.BondedCommitCall(job, deposit, Round, commitment).Encode());
    }

    public MarketStory Revealed(Address client, StoryFile weights) => RevealedTo(JobId, client, weights);

    public MarketStory RevealedTo(ulong jobId, Address client, StoryFile weights) =>
        Send(client, new MarketInputs.RevealCall(jobId, Round, weights.Root.Encode(), weights.Size, SaltOf(client)).Encode());

    public MarketStory SubmittedDirectly(Address client, StoryFile weights) => SubmittedDirectlyTo(JobId, client, weights);

    public MarketStory SubmittedDirectlyTo(ulong jobId, Address client, StoryFile weights) =>
        Send(client, new MarketInputs.SubmitCall(jobId, weights.Root.Encode(), weights.Size).Encode());

    /// <summary>Commit, reveal and upload in one go.</summary>
    public MarketStory Submitted(Address client, byte[] weights) => Submitted(client, StoryFile.Of(weights));

    public MarketStory Submitted(Address client, StoryFile weights) =>
        Committed(client, weights).After(1).Revealed(client, weights).Delivered(weights, client);

    public MarketStory Ticked(ulong? jobId = null) => Send(Stranger, new MarketInputs.TickCall(jobId ?? JobId).Encode());

    /// <summary>Ticks until nothing is due.</summary>
    public MarketStory TickedOut(int most = 1_000)
    {
        for (int i = 0; i < most; i++)
        {
            Ticked();
            if (Last.Rejection == RejectCode.NothingToDo) return this;
            Last.Rejection.Should().Be(RejectCode.None);
        }

        throw new InvalidOperationException($"Work was still due after {most} ticks.");
    }

    public MarketStory ReclaimStarted() => Send(Escrow, new MarketInputs.ReclaimStartedCall(JobId).Encode());

    public MarketStory Send(Address sender, byte[] payload)
    {
        var context = new InputContext(sender, 100 + (ulong)Inputs.Count, Now, Hash32.Zero, (ulong)Inputs.Count, App, ChainId);
        Inputs.Add((context, payload));
        Results.Add(Market.Advance(context, payload));
        return this;
    }

    /// <summary>The last input was refused with this code, a full report, and an untouched state.</summary>
    public MarketStory IsRejected(RejectCode code, Hash32 rootBefore)
    {
        Last.Rejection.Should().Be(code);
        RejectionReport report = LastReport();
        report.Code.Should().Be((ushort)code);
        report.Name.Should().Be(code.ToString());
        report.Hint.Should().NotBeEmpty();
        Last.Emissions.Should().ContainSingle();
        Market.StateRoot.Should().Be(rootBefore);
        return this;
    }

    // ---- what can be seen ----

    public T Ask<T>(string path) =>
        (T)JsonSerializer.Deserialize(Market.Inspect(path).SelectMany(part => part).ToArray(), typeof(T), MarketJson.Default)!;

    public JobView Job => Ask<JobView>($"jobs/{JobId}");

    public SubmissionView Submission(int id) => Ask<SubmissionView>($"jobs/{JobId}/submissions/{id}");

    public IEnumerable<T> Notices<T>() => Results.SelectMany(result => result.Emissions).OfType<Emission.Notice>()
        .Where(notice => TypeOf(notice.Payload) == TypeNameOf(typeof(T)))
        .Select(notice => (T)JsonSerializer.Deserialize(notice.Payload.Span, typeof(T), MarketJson.Default)!);

    public RejectionReport LastReport() =>
        JsonSerializer.Deserialize(Last.Emissions.OfType<Emission.Report>().Single().Payload.Span, MarketJson.Default.RejectionReport)!;

    /// <summary>What every tick reported.</summary>
    public IEnumerable<AcceptedReport> TickReports() => Results
        .SelectMany(result => result.Emissions).OfType<Emission.Report>()
        .Where(report => TypeOf(report.Payload) == NoticeType.Accepted)
        .Select(report => JsonSerializer.Deserialize(report.Payload.Span, MarketJson.Default.AcceptedReport)!)
        .Where(report => report.Message == "tick");

    /// <summary>Every money voucher so far.</summary>
    public IReadOnlyList<StoryPayment> Payments =>
        [.. Results.SelectMany(result => result.Emissions).OfType<Emission.Voucher>().Select(StoryPayment.Of)];

    /// <summary>By vouchers, and by what a settlement of rewards lets claim.</summary>
    public UInt128 PaidTo(Address payee, ulong? jobId = null) =>
        Sum(Payments.Where(payment => !payment.IsRefund && payment.To == payee && payment.JobId == (jobId ?? JobId))) + Claims(payee, jobId ?? JobId, pot => pot == 0);

    /// <summary>By vouchers, and by what a settlement of bonds lets claim.</summary>
    public UInt128 RefundedTo(Address payee, ulong? jobId = null) =>
        Sum(Payments.Where(payment => payment.IsRefund && payment.To == payee && payment.JobId == (jobId ?? JobId))) + Claims(payee, jobId ?? JobId, pot => pot != 0);

    private UInt128 Claims(Address payee, ulong jobId, Func<byte, bool> isPot) => Notices<SettlementNotice>()
        .Where(settlement => settlement.JobId == jobId && isPot(settlement.Pot))
        .SelectMany(settlement => settlement.Payees)
        .Where(claim => claim.To == payee)
        .Aggregate(UInt128.Zero, (sum, claim) => sum + claim.Amount);

    public UInt128 Deposited(ulong jobId) => _deposited[jobId];

    public UInt128 PaidOut(ulong jobId) => Sum(Payments.Where(payment => payment.JobId == jobId));

    public Hash32 CommitmentOf(ulong jobId, Address client, StoryFile weights) =>
        CommitmentHash.Of(ChainId, App, jobId, Round, client, weights.Root, weights.Size, SaltOf(client));

    /// <summary>What the score is by the library alone, without the market.</summary>
    public long ScoreOf(byte[] weights)
    {
        Judge.TryCreate(Model.Bytes, Data.Bytes, Job.Terms!.ForJudge(), out Judge? judge, out _, out string detail).Should().BeTrue(detail);
        judge!.TryDecode(weights, out var decoded, out detail).Should().BeTrue(detail);
        ScoringRun run = judge.Scorer.Start(decoded);
        long budget = long.MaxValue;
        run.Advance(ref budget).Should().BeTrue();
        return run.Score.Value;
    }

    /// <summary>What a client sees before submitting: only answers of inspect and public files are used.</summary>
    public DryRunResult DryRun(byte[] weights)
    {
        Judge.TryCreate(Model.Bytes, Data.Bytes, Job.Terms!.ForJudge(), out Judge? judge, out _, out string detail).Should().BeTrue(detail);
        var earlier = new List<EarlierSubmission>();
        for (int? offset = 0; offset is { } next;)
        {
            var page = Ask<SubmissionListView>($"jobs/{JobId}/submissions?offset={next}");
            earlier.AddRange(page.Submissions.Select(Earlier));
            offset = page.Next;
        }

        return Core.Judging.DryRun.Of(Job, judge!, weights, earlier);
    }

    private EarlierSubmission Earlier(SubmissionView submission)
    {
        bool isStored = submission.Weights is { } weights && !Encoding.UTF8.GetString(Market.Inspect($"blocks/{weights.Cid}").Single()).Contains("rejected", StringComparison.Ordinal);
        // Tiny weights are one block.
        ReadOnlyMemory<byte>? file = isStored ? Ask<BlockView>($"blocks/{submission.Weights!.Cid}").Data : null;
        return new EarlierSubmission(submission.Id, submission.Decision?.Outcome ?? SubmissionOutcome.None, submission.TensorDigest, file);
    }

    /// <summary>The same inputs on a fresh market.</summary>
    public Market Replay()
    {
        Market market = Fresh();
        foreach ((InputContext context, byte[] payload) in Inputs) market.Advance(context, payload);
        return market;
    }

    /// <summary>A market of the same genesis and limits, with nothing in it.</summary>
    public Market Fresh() => new(_genesis, _inputWorkMax);

    private static UInt128 Sum(IEnumerable<StoryPayment> payments) =>
        payments.Aggregate(UInt128.Zero, (sum, payment) => sum + payment.Amount);

    private static string TypeOf(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("type").GetString()!;
    }

    private static string TypeNameOf(Type notice) => notice.Name switch
    {
        nameof(JobOpenedNotice) => NoticeType.JobOpened,
        nameof(JobPreparedNotice) => NoticeType.JobPrepared,
        nameof(SubmissionDecidedNotice) => NoticeType.SubmissionDecided,
        nameof(JobEndedNotice) => NoticeType.JobEnded,
        nameof(ToppedUpNotice) => NoticeType.ToppedUp,
        nameof(DepositReturnedNotice) => NoticeType.DepositReturned,
        nameof(PortalReturnedNotice) => NoticeType.PortalReturned,
        nameof(ReclaimStartedNotice) => NoticeType.ReclaimStarted,
        nameof(GroupsDrawnNotice) => NoticeType.GroupsDrawn,
        nameof(ScoringStartedNotice) => NoticeType.ScoringStarted,
        nameof(SettlementNotice) => NoticeType.Settlement,
        nameof(KeyPublishedNotice) => NoticeType.KeyPublished,
        nameof(NoteNotice) => NoticeType.Note,
        nameof(MessageNotice) => NoticeType.Message,
        nameof(BatchSettledNotice) => NoticeType.BatchSettled,
        nameof(RoundSettledNotice) => NoticeType.RoundSettled,
        nameof(FinalSettledNotice) => NoticeType.FinalSettled,
        _ => throw new ArgumentException(notice.Name),
    };

    private void Count(ulong jobId, UInt128 amount) => _deposited[jobId] = _deposited.GetValueOrDefault(jobId) + amount;

    private Hash32 SaltOf(Address client)
    {
        if (!_salts.TryGetValue(client, out Hash32 salt)) _salts[client] = salt = Keccak256.Hash(Encoding.UTF8.GetBytes($"salt of {client}"));
        return salt;
    }
}
