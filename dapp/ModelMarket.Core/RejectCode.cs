namespace ModelMarket.Core;

/// <summary>
/// Why an input, a deposit, a job or a submission was not taken. The numbers are part of the protocol: they are pinned, never reused, and
/// appear in reports and notices. <see cref="Rejections"/> holds the words for each.
/// </summary>
public enum RejectCode : ushort
{
    /// <summary>Nothing was rejected.</summary>
    None = 0,

    // ---- 100: the wire ----

    /// <summary>The payload has no bytes.</summary>
    PayloadEmpty = 100,

    /// <summary>The payload is longer than one input of the InputBox can be.</summary>
    PayloadTooLarge = 101,

    /// <summary>The first four bytes name no function of <c>IMarketInputs</c>.</summary>
    SelectorUnknown = 102,

    /// <summary>The arguments are not the canonical ABI encoding: truncated, trailing bytes, bad offset, dirty padding or text that is not UTF-8.</summary>
    PayloadMalformed = 103,

    /// <summary>Statements about money count only when they come from this application's escrow.</summary>
    NotEscrow = 104,

    /// <summary>A deposit from an official portal whose fields cannot be read.</summary>
    PortalPayloadMalformed = 105,

    // ---- 200: jobs and phases ----

    /// <summary>No job has this number.</summary>
    JobUnknown = 200,

    /// <summary>The job is not in a phase in which this message counts.</summary>
    PhaseClosed = 201,

    /// <summary>A job with this number exists already.</summary>
    JobExists = 202,

    /// <summary>There is no work due for this job now.</summary>
    NothingToDo = 203,

    /// <summary>The job has ended.</summary>
    JobEnded = 204,

    // ---- 300: commitments and submissions ----

    /// <summary>Jobs of this kind have only round 0.</summary>
    RoundUnknown = 300,

    /// <summary>The job takes no more commitments than its terms count.</summary>
    SubmissionsFull = 301,

    /// <summary>The sender has no live commitment in this job.</summary>
    CommitmentUnknown = 302,

    /// <summary>The revealed values do not hash to the commitment.</summary>
    CommitmentMismatch = 303,

    /// <summary>The commitment was revealed already.</summary>
    AlreadyRevealed = 304,

    /// <summary>The commitment's time to reveal is over.</summary>
    RevealLate = 305,

    /// <summary>The terms do not allow weights without a commitment.</summary>
    DirectSubmitNotAllowed = 306,

    /// <summary>The sender's commitment is being scored and can no longer be replaced.</summary>
    CommitmentBeingScored = 307,

    /// <summary>The weights are larger than a submission to this job may be, or have no bytes.</summary>
    WeightsSizeInvalid = 308,

    /// <summary>The bytes of the CID are not one this machine reads (CIDv0 or v1, raw or dag-pb, sha2-256).</summary>
    CidMalformed = 309,

    /// <summary>The job takes commitments with a bond only.</summary>
    BondRequired = 310,

    /// <summary>The bond is below what the terms ask of a commitment.</summary>
    BondTooSmall = 311,

    /// <summary>The sender has replaced its commitment as often as it may.</summary>
    ReplacementsExhausted = 312,

    /// <summary>A commitment to a round while the one before it waits to be settled.</summary>
    RoundNotSettled = 313,

    // ---- 400: content ----

    /// <summary>No live declaration wants this block, or it is stored already.</summary>
    BlockNotWanted = 400,

    /// <summary>The bytes do not hash to the CID.</summary>
    BlockHashMismatch = 401,

    /// <summary>The block would take a declaration above its declared size.</summary>
    QuotaExceeded = 402,

    /// <summary>The block is not well-formed DAG-PB or UnixFS, or its links are too deep, too many or do not add up.</summary>
    BlockMalformed = 403,

    /// <summary>The part does not fit the block it belongs to, or the sender keeps too many unfinished blocks.</summary>
    PartInvalid = 404,

    /// <summary>The input holds no block.</summary>
    BlocksEmpty = 405,

    /// <summary>The content did not arrive before its deadline.</summary>
    ContentMissing = 406,

    /// <summary>The job has no group of that index.</summary>
    GroupUnknown = 407,

    /// <summary>The proof does not lead from this group to the sealed root.</summary>
    GroupProofInvalid = 408,

    /// <summary>The group's rows or bytes are not what the terms allow.</summary>
    GroupSizeInvalid = 409,

    /// <summary>The group was opened already.</summary>
    GroupOpenedAlready = 410,

    /// <summary>The group is not among those that may be opened now.</summary>
    GroupNotDue = 411,

    /// <summary>The job's groups were drawn already.</summary>
    DrawnAlready = 412,

    // ---- 500: models, data, weights ----

    /// <summary>The model is not an ONNX file the evaluator accepts.</summary>
    ModelRefused = 500,

    /// <summary>The data set is not a safetensors file with the tensors a data set has.</summary>
    DataRefused = 501,

    /// <summary>The model and the data set cannot be scored together under these terms.</summary>
    ScoringRefused = 502,

    /// <summary>The initial model's score is not finite on the data.</summary>
    BaselineNotFinite = 503,

    /// <summary>One node at the batch size of the terms is more work than one input may do.</summary>
    NodeTooLarge = 505,

    /// <summary>Scoring all submissions the terms count is more work than a job may cause.</summary>
    WorkTooLarge = 506,

    /// <summary>The initial model, the data and the kept submissions need more memory than a job may hold.</summary>
    MemoryTooLarge = 507,

    /// <summary>The least improvement is within the noise of the score and the terms do not accept that.</summary>
    ScoreTooNoisy = 508,

    // ---- 600: terms and money ----

    /// <summary>The terms are not the canonical ABI encoding of <c>JobTerms</c>.</summary>
    TermsMalformed = 600,

    /// <summary>The version of the terms is not known.</summary>
    TermsVersionUnknown = 601,

    /// <summary>The kind of job is not known.</summary>
    KindUnknown = 602,

    /// <summary>The pay rule is not one of this kind of job.</summary>
    PayRuleUnknown = 603,

    /// <summary>The metric is not known.</summary>
    MetricUnknown = 604,

    /// <summary>The kind of output or the index of the positive class is not known.</summary>
    OutputKindUnknown = 605,

    /// <summary>A flag is set that has no meaning.</summary>
    FlagsUnknown = 606,

    /// <summary>The target improvement is zero or beyond the metric's integers.</summary>
    TargetInvalid = 607,

    /// <summary>The least improvement is beyond the metric's integers.</summary>
    MinImprovementInvalid = 608,

    /// <summary>The number of submissions is zero or above the limit.</summary>
    MaxSubmissionsInvalid = 609,

    /// <summary>A phase is shorter than the schedule of this deployment allows.</summary>
    PhaseTooShort = 610,

    /// <summary>All phases together are longer than a job may last.</summary>
    DurationTooLong = 611,

    /// <summary>The escrow could be reclaimed too soon after the last deadline of the job.</summary>
    ReclaimTooEarly = 612,

    /// <summary>A declared size is zero or above the limit for one declaration.</summary>
    ContentSizeInvalid = 613,

    /// <summary>A text in the terms is too long.</summary>
    TextTooLong = 614,

    /// <summary>The number of rows per evaluation batch is above the limit.</summary>
    BatchRowsInvalid = 615,

    /// <summary>The duplicate threshold is above one.</summary>
    DuplicateThresholdInvalid = 616,

    /// <summary>The job has no reward.</summary>
    RewardMissing = 617,

    /// <summary>The machine has no room for this job now.</summary>
    MachineFull = 618,

    /// <summary>The pot takes no deposit in a job of this kind.</summary>
    PotClosed = 619,

    /// <summary>The job holds as many deposits as it may.</summary>
    DepositsFull = 620,

    /// <summary>The sum of the job's deposits would exceed 2¹²⁸ − 1.</summary>
    DepositOverflow = 621,

    /// <summary>Reclaim without the rollup has started; the escrow returns the money.</summary>
    ReclaimStarted = 622,

    /// <summary>The job ended and nobody earned anything.</summary>
    NobodyImproved = 623,

    /// <summary>The operator takes no fee in this token, so jobs cannot be posted in it.</summary>
    TokenNotAccepted = 624,

    /// <summary>The reward does not cover the operator's fee.</summary>
    RewardBelowFee = 625,

    /// <summary>A job with sealed data needs a sponsor bond of 30 % of the reward.</summary>
    SponsorBondTooSmall = 626,

    /// <summary>The terms of the sealed data do not fit the kind of job or the limits.</summary>
    SealInvalid = 627,

    /// <summary>This sealed root was used before.</summary>
    SealedRootUsed = 628,

    /// <summary>The number of rounds, the part of the final check or the time for scoring does not fit the kind of job.</summary>
    RoundsInvalid = 629,

    /// <summary>The aggregation rule or its parameter is not known.</summary>
    AggregatorInvalid = 630,

    /// <summary>A floor names no known part of the rows or no known metric, or there are too many.</summary>
    FloorInvalid = 631,

    /// <summary>The pay rule needs a client bond, or the cap by stake does.</summary>
    ClientBondInvalid = 632,

    /// <summary>The groups were not drawn in time.</summary>
    DrawMissing = 633,

    /// <summary>The drawn groups were not opened in time.</summary>
    GroupsMissing = 634,

    /// <summary>The sponsor did not reveal its sealed data as it was committed.</summary>
    SealedDataMissing = 635,

    // ---- 650: messages ----

    /// <summary>The key is not a compressed secp256k1 point.</summary>
    KeyMalformed = 650,

    /// <summary>The text is empty or longer than a note or message may be.</summary>
    MessageSizeInvalid = 651,

    /// <summary>The sender has written as much to this job as it may.</summary>
    MessagesExhausted = 652,

    /// <summary>The receiver is neither the sponsor of the job nor one of its clients.</summary>
    ReceiverUnknown = 653,

    // ---- 700: inspect ----

    /// <summary>The path names no view.</summary>
    PathUnknown = 700,

    /// <summary>A part of the path or of its query is not a value of its kind.</summary>
    PathMalformed = 701,

    /// <summary>The machine does not hold this block.</summary>
    BlockUnknown = 702,
}
