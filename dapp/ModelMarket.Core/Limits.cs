namespace ModelMarket.Core;

/// <summary>Every limit the market itself sets (mechanism.md §8). Limits of content and of models lie in their own libraries.</summary>
public static class Limits
{
    private const int Mebi = 1 << 20;

    /// <summary>The longest payload one input of the InputBox 2.2.0 can carry, in bytes.</summary>
    public const int PayloadBytesMax = 65_216;

    /// <summary>Machine cycles one input may take: about ten seconds at the slowest speed seen.</summary>
    public const long InputCyclesMax = 1_000_000_000;

    /// <summary>Machine cycles of one work unit, a multiply-accumulate of the kernels under box64 (design.md §10).</summary>
    public const long CyclesPerWorkUnit = 16;

    /// <summary>Work one input may do, in work units.</summary>
    public const long InputWorkMax = InputCyclesMax / CyclesPerWorkUnit;

    /// <summary>Work all submissions of one job may cause together, in work units: a thousand full inputs.</summary>
    public const long JobWorkMax = 1_000 * InputWorkMax;

    /// <summary>Work one node whose shape depends on data may do, in work units: it has to fit one input beside its own charge.</summary>
    public const long DynamicWorkMax = InputWorkMax - 1_000;

    /// <summary>Work that the subgraphs and sequences of one run may do, in work units.</summary>
    public const long SubgraphWorkMax = InputWorkMax / 4;

    /// <summary>The part of an input's work that is kept for planning a model, whatever parsing it and its data takes: one of so many.</summary>
    public const int PlanningParts = 8;

    /// <summary>Work of constants that are computed while a model is planned, in work units; it bounds their memory too.</summary>
    public const long FoldWorkMax = 4_000_000;

    /// <summary>Weights hashed in one step.</summary>
    public const int DigestPartWeights = 1 << 18;

    /// <summary>Elements of a result whose shape depends on data.</summary>
    public const int DynamicElementsMax = 1 << 20;

    /// <summary>Bytes one evaluation lays its values in.</summary>
    public const long RunBytesMax = 16 * Mebi;

    /// <summary>Bytes that one job may hold beside its files: model and data parsed, one evaluation, and what gate 3 keeps.</summary>
    public const long JudgeBytesMax = 32 * Mebi;

    /// <summary>Commitments counted for one job.</summary>
    public const int CommitmentsPerJobMax = 256;

    /// <summary>Groups of sealed data at least (mechanism.md §2).</summary>
    public const int GroupsMin = 20;

    /// <summary>Groups of sealed data at most.</summary>
    public const int GroupsMax = 256;

    /// <summary>Commitments one address may replace in a bonded job, for each round.</summary>
    public const uint ReplacementsMax = 3;

    /// <summary>Clients of one round whose Shapley values are exact.</summary>
    public const int ShapleyMembersMax = 10;

    /// <summary>Rounds of one job.</summary>
    public const uint RoundsMax = 64;

    /// <summary>Floors of gate 5.</summary>
    public const int FloorsMax = 16;

    /// <summary>Part of a rounds job's pool that its sealed final check pays at least, in thousandths.</summary>
    public const uint FinalThousandthsMin = 500;

    /// <summary>The whole, in thousandths.</summary>
    public const uint Thousandths = 1_000;

    /// <summary>Sponsor bond of a job with sealed data at least, in hundredths of the reward it was opened with.</summary>
    public const uint SponsorBondPercent = 30;

    /// <summary>What is burned of the sponsor bond when the drawn groups are not opened, in hundredths.</summary>
    public const uint UnopenedBurnPercent = 10;

    /// <summary>Payees that get a voucher each; more are settled by Merkle root.</summary>
    public const int DirectPayeesMax = 16;

    /// <summary>Usable deposits kept for one job; each may need one refund voucher at the end.</summary>
    public const int DepositsPerJobMax = 64;

    /// <summary>Bytes of one declaration: a model, a data set, one submission.</summary>
    public const long DeclarationBytesMax = 8 * Mebi;

    /// <summary>Bytes all jobs may reserve together.</summary>
    public const long MachineBytesMax = 48 * Mebi;

    /// <summary>Bytes one job is charged for its own record, beside its content.</summary>
    public const long JobRecordBytes = 4_096;

    /// <summary>Bytes a job is charged that was refused when it was opened, or pruned long after its end.</summary>
    public const long JobStubBytes = 512;

    /// <summary>Bytes one commitment is charged for its own record, beside its weights.</summary>
    public const long CommitmentRecordBytes = 512;

    /// <summary>What a submission may be larger than twice the model: names and shapes in its header, in bytes.</summary>
    public const long WeightsHeaderBytes = 16 * 1_024;

    /// <summary>All phases of one job together, in seconds: 180 days.</summary>
    public const ulong JobSecondsMax = 180 * SecondsPerDay;

    /// <summary>Between the last possible deadline of a job and the earliest reclaim, in seconds: 30 days.</summary>
    public const ulong ReclaimMarginSeconds = 30 * SecondsPerDay;

    /// <summary>How long an ended job is kept whole before it is pruned to a digest, in seconds: 30 days.</summary>
    public const ulong PruneAfterSeconds = 30 * SecondsPerDay;

    /// <summary>Bytes of one MiB, the unit of the fee.</summary>
    public const long BytesPerMiB = Mebi;

    /// <summary>Seconds of one day.</summary>
    public const ulong SecondsPerDay = 86_400;

    /// <summary>Metric integers, targets and improvements are below this (numerics.md §3).</summary>
    public const ulong MetricLimit = 1UL << 48;

    /// <summary>Rows per evaluation batch where the terms say 0.</summary>
    public const uint EvalBatchRowsDefault = 64;

    /// <summary>Rows per evaluation batch at most.</summary>
    public const uint EvalBatchRowsMax = 4_096;

    /// <summary>The largest index of a positive class.</summary>
    public const uint ClassesMax = 65_536;

    /// <summary>UTF-8 bytes of a public note.</summary>
    public const int NoteBytesMax = 2_048;

    /// <summary>Bytes of the envelope of a private message.</summary>
    public const int MessageBytesMax = 4_096;

    /// <summary>Bytes of a published key: a compressed secp256k1 point.</summary>
    public const int PublicKeyBytes = 33;

    /// <summary>Notes and messages of a job's sponsor.</summary>
    public const uint MessagesPerSponsorMax = 256;

    /// <summary>Notes and messages of one client that has committed to the job, over its whole life.</summary>
    public const uint MessagesPerClientMax = 32;

    /// <summary>Notes and messages in one job of one address that has not committed to it.</summary>
    public const uint MessagesPerStrangerMax = 4;

    /// <summary>Notes and messages in one job of all who have not committed to it, so that they cannot use up what others have.</summary>
    public const uint StrangerMessagesMax = 64;

    /// <summary>UTF-8 bytes of a job's title.</summary>
    public const int TitleBytesMax = 200;

    /// <summary>UTF-8 bytes of the trainer line.</summary>
    public const int TrainerBytesMax = 400;

    /// <summary>UTF-8 bytes of an output's name.</summary>
    public const int OutputNameBytesMax = 200;

    /// <summary>Characters of a reason that is kept in the state.</summary>
    public const int DetailCharsMax = 300;

    /// <summary>Below this many rows a score is called noisy.</summary>
    public const int NoisyRows = 500;

    /// <summary>Entries of one page of an inspect view.</summary>
    public const int PageEntries = 50;

    /// <summary>Missing blocks named for one declaration in one answer.</summary>
    public const int MissingBlocksShown = 200;

    /// <summary>Bytes of one report: half of the machine's buffer, which holds one.</summary>
    public const int ReportBytesMax = Mebi;

    /// <summary>Declarations dropped in one input because their deadline is over; the rest wait for the next input.</summary>
    public const int ExpiredPerInputMax = 64;

    /// <summary>Bytes of an inspect path.</summary>
    public const int InspectPathBytesMax = 512;

    /// <summary>Bytes of a genesis document.</summary>
    public const int GenesisBytesMax = 4_096;
}
