namespace ModelMarket.Core.Notices;

/// <summary>The report that answers an input that was taken and emits no notice of its own.</summary>
/// <param name="Type">Always <see cref="NoticeType.Accepted"/>.</param>
/// <param name="Message">The function of <c>IMarketInputs</c> that was called.</param>
/// <param name="JobId">The job, where one is named.</param>
/// <param name="SubmissionId">The submission, where one is meant.</param>
/// <param name="RevealBy">Must be revealed before this time, in seconds.</param>
/// <param name="UploadBy">All blocks must have arrived before this time.</param>
/// <param name="StoredBlocks">How many blocks were stored.</param>
/// <param name="WorkDone">Work units charged for metered work.</param>
/// <param name="WorkDue">Whether another <c>tick</c> would do something now.</param>
public sealed record AcceptedReport(
    string Type,
    string Message,
    ulong? JobId = null,
    int? SubmissionId = null,
    ulong? RevealBy = null,
    ulong? UploadBy = null,
    int? StoredBlocks = null,
    long? WorkDone = null,
    bool? WorkDue = null);
