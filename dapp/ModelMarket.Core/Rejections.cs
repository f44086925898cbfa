namespace ModelMarket.Core;

/// <summary>The words for every <see cref="RejectCode"/>: one table, used in reports, in notices and by the CLI.</summary>
public static class Rejections
{
    private static readonly Dictionary<RejectCode, RejectionText> Table = new()
    {
        [RejectCode.None] = new("None", "Nothing was rejected.", "Nothing to do."),

        [RejectCode.PayloadEmpty] = new("PayloadEmpty", "The input has no payload.", "Send the ABI-encoded call of one function of IMarketInputs."),
        [RejectCode.PayloadTooLarge] = new("PayloadTooLarge", "The payload is larger than 65,216 bytes.", "Send content in blocks of at most 61,440 bytes, or in parts."),
        [RejectCode.SelectorUnknown] = new("SelectorUnknown", "The first four bytes name no function of IMarketInputs.", "Build the payload from IMarketInputs of this release."),
        [RejectCode.PayloadMalformed] = new("PayloadMalformed", "The arguments are not the canonical ABI encoding of the function.", "Encode the call with cast, viem, ethers or the CLI; nothing may follow the last argument."),
        [RejectCode.NotEscrow] = new("NotEscrow", "Only the escrow of this application makes statements about money.", "Call JobEscrow on L1; it sends this input for you."),
        [RejectCode.PortalPayloadMalformed] = new("PortalPayloadMalformed", "A portal's deposit could not be read.", "Use the official portals 2.2.0, and JobEscrow for rewards."),

        [RejectCode.JobUnknown] = new("JobUnknown", "No job has this number.", "See `job list` or inspect `jobs`."),
        [RejectCode.PhaseClosed] = new("PhaseClosed", "The job is not in a phase in which this counts.", "See `job show` for the phases and their times."),
        [RejectCode.JobExists] = new("JobExists", "A job with this number exists already.", "The escrow numbers jobs; check which escrow sent this."),
        [RejectCode.NothingToDo] = new("NothingToDo", "No work is due for this job now.", "See what it waits for with inspect `jobs/N`."),
        [RejectCode.JobEnded] = new("JobEnded", "The job has ended.", "See `job list` for jobs that are open."),

        [RejectCode.RoundUnknown] = new("RoundUnknown", "This job has only round 0.", "Send round 0."),
        [RejectCode.SubmissionsFull] = new("SubmissionsFull", "The job takes no more commitments than its terms count.", "See `job list` for other jobs."),
        [RejectCode.CommitmentUnknown] = new("CommitmentUnknown", "You have no live commitment in this job.", "Send `commit` first, from the same address."),
        [RejectCode.CommitmentMismatch] = new("CommitmentMismatch", "The CID, size, salt and sender do not hash to the commitment.", "Reveal exactly what was committed, from the same address; the CLI keeps it in its state folder."),
        [RejectCode.AlreadyRevealed] = new("AlreadyRevealed", "The commitment was revealed already.", "Send the missing blocks: inspect `jobs/N/missing`."),
        [RejectCode.RevealLate] = new("RevealLate", "The commitment's time to reveal is over.", "Commit again while the job is open."),
        [RejectCode.DirectSubmitNotAllowed] = new("DirectSubmitNotAllowed", "This job takes weights only by commit and reveal.", "Use `commit`, then `reveal`."),
        [RejectCode.CommitmentBeingScored] = new("CommitmentBeingScored", "Your commitment is being scored.", "Wait for its decision, then commit again."),
        [RejectCode.WeightsSizeInvalid] = new("WeightsSizeInvalid", "The weights are empty or larger than a submission to this job may be.", "See `weightsBytesMax` of the job; F16 or I8 with scales are smaller."),
        [RejectCode.CidMalformed] = new("CidMalformed", "The CID is not one this machine reads.", "Send a binary CIDv1 with codec raw or dag-pb and sha2-256."),

        [RejectCode.BlockNotWanted] = new("BlockNotWanted", "No live declaration wants this block, or it is stored already.", "See inspect `jobs/N/missing`; send parents before their children."),
        [RejectCode.BlockHashMismatch] = new("BlockHashMismatch", "The bytes do not hash to the CID.", "Read the block again from its source and send it unchanged."),
        [RejectCode.QuotaExceeded] = new("QuotaExceeded", "The content is larger than it was declared.", "Declare the size of the file behind the CID."),
        [RejectCode.BlockMalformed] = new("BlockMalformed", "The block is not well-formed DAG-PB or UnixFS within the limits.", "Import the file as UnixFS with at most the documented depth and links."),
        [RejectCode.PartInvalid] = new("PartInvalid", "The part does not fit the block, or you have too many unfinished blocks.", "Send the parts of one block in order, and finish it before the next."),
        [RejectCode.BlocksEmpty] = new("BlocksEmpty", "The input holds no block.", "Put at least one block into `putBlocks`."),
        [RejectCode.ContentMissing] = new("ContentMissing", "The content did not arrive before its deadline.", "Send all blocks before the deadline; inspect `jobs/N/missing` lists them."),

        [RejectCode.ModelRefused] = new("ModelRefused", "The model is not an ONNX file this evaluator accepts.", "Run `job check`; OPERATORS.md lists what is read."),
        [RejectCode.DataRefused] = new("DataRefused", "The data set is not safetensors with x, y and what a data set may have.", "Make it with the CLI from CSV, ARFF, IDX or Parquet."),
        [RejectCode.ScoringRefused] = new("ScoringRefused", "The model and the data cannot be scored together under these terms.", "Check output name and kind, classes, label type and shapes with `job check`."),
        [RejectCode.BaselineNotFinite] = new("BaselineNotFinite", "The initial model's outputs are not all finite on the data.", "Normalise inside the graph and check the weights with `job check`."),
        [RejectCode.NodeTooLarge] = new("NodeTooLarge", "One node at this batch size is more work than one input may do.", "Lower evalBatchRows or use a smaller model."),
        [RejectCode.WorkTooLarge] = new("WorkTooLarge", "Scoring every submission is more work than one job may cause.", "Lower maxSubmissions, use fewer rows or a smaller model."),
        [RejectCode.MemoryTooLarge] = new("MemoryTooLarge", "The job needs more memory than one job may hold.", "Lower maxSubmissions, use fewer rows or a smaller model."),
        [RejectCode.ScoreTooNoisy] = new("ScoreTooNoisy", "minImprovement is below twice the standard error of the score on fewer than 500 rows.", "Raise minImprovement, use more rows, or set the flag that accepts a noisy score."),

        [RejectCode.TermsMalformed] = new("TermsMalformed", "The terms are not the canonical ABI encoding of JobTerms.", "Encode them with the CLI or from IMarketInputs."),
        [RejectCode.TermsVersionUnknown] = new("TermsVersionUnknown", "The version of the terms is not known.", "Use version 1."),
        [RejectCode.KindUnknown] = new("KindUnknown", "The kind of job is not known.", "Use kind 1 (open)."),
        [RejectCode.PayRuleUnknown] = new("PayRuleUnknown", "The pay rule is not one of this kind of job.", "Open jobs pay by rule 5 (sequential records)."),
        [RejectCode.MetricUnknown] = new("MetricUnknown", "The metric is not known.", "See IMarketInputs for the numbers of the metrics."),
        [RejectCode.OutputKindUnknown] = new("OutputKindUnknown", "The kind of output or the index of the positive class is not known.", "See IMarketInputs for the numbers of the output kinds."),
        [RejectCode.FlagsUnknown] = new("FlagsUnknown", "A flag is set that has no meaning.", "Clear all flags this release does not define."),
        [RejectCode.TargetInvalid] = new("TargetInvalid", "The target must be from 1 to 2^48 - 1.", "Set the improvement that earns the whole reward, × 10⁹."),
        [RejectCode.MinImprovementInvalid] = new("MinImprovementInvalid", "minImprovement must be below 2^48.", "Set the least improvement that is paid, × 10⁹."),
        [RejectCode.MaxSubmissionsInvalid] = new("MaxSubmissionsInvalid", "maxSubmissions must be from 1 to 256.", "Choose how many commitments count."),
        [RejectCode.PhaseTooShort] = new("PhaseTooShort", "A phase is shorter than this deployment's schedule allows.", "See inspect `genesis` for the minimum lengths."),
        [RejectCode.DurationTooLong] = new("DurationTooLong", "All phases together last longer than 180 days.", "Shorten the phases."),
        [RejectCode.ReclaimTooEarly] = new("ReclaimTooEarly", "reclaimAfter is less than 30 days after the job's last possible deadline.", "Set reclaimAfter later."),
        [RejectCode.ContentSizeInvalid] = new("ContentSizeInvalid", "A declared size is zero or above 8 MiB.", "Use a smaller model or data set."),
        [RejectCode.TextTooLong] = new("TextTooLong", "A text of the terms is too long.", "Shorten title, trainer or output name."),
        [RejectCode.BatchRowsInvalid] = new("BatchRowsInvalid", "evalBatchRows is above the limit.", "Leave it 0 for 64 rows."),
        [RejectCode.DuplicateThresholdInvalid] = new("DuplicateThresholdInvalid", "The duplicate threshold is above 1000 thousandths.", "Use 0 for exact copies only, or 1 to 1000."),
        [RejectCode.RewardMissing] = new("RewardMissing", "The job has no reward.", "Deposit into pot 0 when opening the job."),
        [RejectCode.MachineFull] = new("MachineFull", "The machine has no room for this job now.", "Wait until other jobs end, `tick` ended jobs that can be pruned, or post a smaller job."),
        [RejectCode.PotClosed] = new("PotClosed", "This pot takes no deposit in a job of this kind.", "Open jobs have only pot 0."),
        [RejectCode.DepositsFull] = new("DepositsFull", "The job holds as many deposits as it may.", "Top up with one larger deposit elsewhere."),
        [RejectCode.DepositOverflow] = new("DepositOverflow", "The sum of the deposits would exceed 2^128 - 1.", "Use a smaller amount."),
        [RejectCode.ReclaimStarted] = new("ReclaimStarted", "Reclaim has started: the machine issues no vouchers for this job.", "Withdraw from the escrow by reclaim."),
        [RejectCode.NobodyImproved] = new("NobodyImproved", "The job ended and nobody improved the model enough.", "The reward went back; post again with other terms if you wish."),
        [RejectCode.TokenNotAccepted] = new("TokenNotAccepted", "The operator of this deployment takes no jobs in this token.", "See inspect `genesis` for the tokens and their fees."),
        [RejectCode.RewardBelowFee] = new("RewardBelowFee", "The reward does not cover the operator's fee.", "See inspect `genesis`: the fee is per MiB and day of what the job reserves."),

        [RejectCode.PathUnknown] = new("PathUnknown", "There is no such view.", "Try jobs, jobs/N, jobs/N/leaderboard, jobs/N/submissions, jobs/N/missing, clients/0x…, blocks/<cid>, state, genesis."),
        [RejectCode.PathMalformed] = new("PathMalformed", "A part of the path is not a value of its kind.", "Numbers are decimal, addresses 0x and 40 hex digits, CIDs as text; `?offset=` is a number."),
        [RejectCode.BlockUnknown] = new("BlockUnknown", "The machine does not hold this block.", "Blocks are kept while a live job needs them."),
    };

    /// <summary>The name, message and hint of <paramref name="code"/>.</summary>
    public static RejectionText Of(RejectCode code) => Table[code];
}
