using System.Runtime.InteropServices;

namespace Rollup.Guest.Direct;

/// <summary>The functions of <c>libcmt.so</c> that a rollup application needs (machine-guest-tools 0.17, <c>libcmt/rollup.h</c>). Each returns 0 or a negative errno.
/// The state is opaque: the caller gives zeroed memory of at least its size.</summary>
internal static unsafe partial class LibCmt
{
    public const string FileName = "libcmt.so";

    /// <summary>What <c>cmt_rollup_finish</c> gives for an input.</summary>
    public const int Advance = 0;

    /// <summary>What <c>cmt_rollup_finish</c> gives for a question.</summary>
    public const int Inspect = 1;

    /// <summary>More than <c>cmt_rollup_t</c> has had in any version: about 2.3 kB.</summary>
    public const int StateBytes = 1 << 16;

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_init")]
    public static partial int Init(void* state);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_fini")]
    public static partial void Fini(void* state);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_emit_voucher")]
    public static partial int EmitVoucher(void* state, byte* destination, byte* value, CmtBytes* payload, ulong* index);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_emit_delegate_call_voucher")]
    public static partial int EmitDelegateCallVoucher(void* state, byte* destination, CmtBytes* payload, ulong* index);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_emit_notice")]
    public static partial int EmitNotice(void* state, CmtBytes* payload, ulong* index);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_emit_report")]
    public static partial int EmitReport(void* state, CmtBytes* payload);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_emit_exception")]
    public static partial int EmitException(void* state, CmtBytes* payload);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_progress")]
    public static partial int Progress(void* state, uint progress);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_read_advance_state")]
    public static partial int ReadAdvanceState(void* state, CmtAdvance* advance);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_read_inspect_state")]
    public static partial int ReadInspectState(void* state, CmtBytes* payload);

    [LibraryImport(FileName, EntryPoint = "cmt_rollup_finish")]
    public static partial int Finish(void* state, CmtFinish* finish);

    [LibraryImport(FileName, EntryPoint = "cmt_gio_request")]
    public static partial int Gio(void* state, CmtGio* request);

    /// <summary><c>cmt_abi_bytes_t</c>; also all there is of <c>cmt_rollup_inspect_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CmtBytes
    {
        public nuint Length;
        public byte* Data;

        public readonly ReadOnlySpan<byte> Span => new(Data, checked((int)Length));
    }

    /// <summary><c>cmt_rollup_advance_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CmtAdvance
    {
        public ulong ChainId;
        public fixed byte AppContract[20];
        public fixed byte MsgSender[20];
        public ulong BlockNumber;
        public ulong BlockTimestamp;
        public fixed byte PrevRandao[32];
        public ulong Index;
        public CmtBytes Payload;
    }

    /// <summary><c>cmt_rollup_finish_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CmtFinish
    {
        public byte AcceptPreviousRequest;
        public int NextRequestType;
        public uint NextRequestPayloadLength;
    }

    /// <summary><c>cmt_gio_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CmtGio
    {
        public ushort Domain;
        public uint IdLength;
        public byte* Id;
        public ushort ResponseCode;
        public uint ResponseLength;
        public byte* ResponseData;
    }
}
