using Rollup.Primitives;

namespace ModelMarket.Core.Notices;

/// <summary>A private message between people of a job. The machine does not read it.</summary>
/// <param name="Type">Always <see cref="NoticeType.Message"/>.</param>
/// <param name="JobId">The job's number.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="To">For whom.</param>
/// <param name="SealedText">The envelope; base64 in JSON.</param>
/// <param name="At">Block time in seconds.</param>
public sealed record MessageNotice(string Type, ulong JobId, Address From, Address To, byte[] SealedText, ulong At);
