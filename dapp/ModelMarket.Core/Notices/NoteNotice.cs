using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A public note on a job.</summary>
/// <param name="Type">Always <see cref="NoticeType.Note"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="Text">What; control characters are the reader's to filter.</param>
/// <param name="At">Block time in seconds.</param>
public sealed record NoteNotice(string Type, ulong JobId, Address From, string Text, ulong At);
