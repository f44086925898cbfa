using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Rollup.Primitives;
using Rollup.Primitives.Rollups;

namespace Rollup.Guest.Direct;

/// <summary>The machine's rollup device through <c>libcmt</c>: no HTTP server between the application and the machine. The program itself is the machine's
/// entry point then, without <c>rollup-init</c>.</summary>
/// <remarks>Not for several threads. The outputs tree lies in the library's memory, so the machine's reverts undo it with everything else.</remarks>
public sealed unsafe class DirectRollup : IOutputSink, IGenericIo, IDisposable
{
    /// <summary>The machine's device; only one process may open it.</summary>
    public const string DevicePath = "/dev/cmio";

    /// <summary>Environment variable with the inputs of libcmt's host build, which needs no machine: <c>0:advance.bin,1:inspect.bin</c>.</summary>
    public const string MockVariable = "CMT_INPUTS";

    private void* _state;

    private DirectRollup() => _state = NativeMemory.AllocZeroed(LibCmt.StateBytes);

    /// <summary>Whether there is a device to open, or inputs for libcmt's host build.</summary>
    public static bool IsPresent => File.Exists(DevicePath) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(MockVariable));

    /// <summary>Opens the device.</summary>
    /// <exception cref="DllNotFoundException"><c>libcmt.so</c> is not there.</exception>
    /// <exception cref="RollupServerException">The device could not be opened.</exception>
    public static DirectRollup Open()
    {
        if (!NativeLibrary.TryLoad(LibCmt.FileName, typeof(DirectRollup).Assembly, searchPath: null, out _))
        {
            throw new DllNotFoundException(
                $"This is a Cartesi machine, but {LibCmt.FileName} is not in it. Install machine-guest-tools, or start the program under rollup-init and set {RollupLoop.ServerVariable}.");
        }

        var rollup = new DirectRollup();
        try
        {
            Require(LibCmt.Init(rollup._state), "cmt_rollup_init");
        }
        catch
        {
            NativeMemory.Free(rollup._state);
            rollup._state = null;
            throw;
        }

        return rollup;
    }

    /// <summary>Lets an application answer requests. Has no regular end: the machine stops while it waits.</summary>
    /// <exception cref="RollupServerException">The device failed, or there are no more inputs for libcmt's host build.</exception>
    [DoesNotReturn]
    public void Run(IRollupApplication application)
    {
        var status = AdvanceStatus.Accept;
        while (true)
        {
            status = Finish(status) == LibCmt.Advance ? Advance(application) : Inspect(application);
        }
    }

    /// <inheritdoc/>
    public ulong Voucher(Address destination, UInt256 value, ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "voucher");
        ulong index;
        fixed (byte* to = destination.ToArray(), wei = value.ToHash32().ToArray(), data = payload)
        {
            var bytes = Bytes(data, payload.Length);
            Require(LibCmt.EmitVoucher(State, to, wei, &bytes, &index), "cmt_rollup_emit_voucher");
        }

        return index;
    }

    /// <inheritdoc/>
    public ulong DelegateCallVoucher(Address destination, ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "delegate-call voucher");
        ulong index;
        fixed (byte* to = destination.ToArray(), data = payload)
        {
            var bytes = Bytes(data, payload.Length);
            Require(LibCmt.EmitDelegateCallVoucher(State, to, &bytes, &index), "cmt_rollup_emit_delegate_call_voucher");
        }

        return index;
    }

    /// <inheritdoc/>
    public ulong Notice(ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.NoticePayloadBytesMax, "notice");
        ulong index;
        fixed (byte* data = payload)
        {
            var bytes = Bytes(data, payload.Length);
            Require(LibCmt.EmitNotice(State, &bytes, &index), "cmt_rollup_emit_notice");
        }

        return index;
    }

    /// <inheritdoc/>
    public void Report(ReadOnlySpan<byte> payload)
    {
        BufferLimits.RequireFits(payload.Length, RollupLimits.BufferBytesMax, "report");
        fixed (byte* data = payload)
        {
            var bytes = Bytes(data, payload.Length);
            Require(LibCmt.EmitReport(State, &bytes), "cmt_rollup_emit_report");
        }
    }

    /// <inheritdoc/>
    public GenericIoResponse Request(ushort domain, ReadOnlySpan<byte> id)
    {
        BufferLimits.RequireFits(id.Length, RollupLimits.BufferBytesMax, "generic request");
        fixed (byte* data = id)
        {
            var request = new LibCmt.CmtGio { Domain = domain, IdLength = (uint)id.Length, Id = data };
            Require(LibCmt.Gio(State, &request), "cmt_gio_request");
            return new GenericIoResponse(request.ResponseCode, new ReadOnlySpan<byte>(request.ResponseData, checked((int)request.ResponseLength)).ToArray());
        }
    }

    /// <summary>Tells the host how far the work on a request is; only who looks at the machine sees it.</summary>
    /// <param name="permille">0 to 1000.</param>
    public void Progress(uint permille) => Require(LibCmt.Progress(State, permille), "cmt_rollup_progress");

    /// <summary>Closes the device.</summary>
    public void Dispose()
    {
        if (_state is not null)
        {
            LibCmt.Fini(_state);
            NativeMemory.Free(_state);
            _state = null;
        }
    }

    private void* State
    {
        get
        {
            ObjectDisposedException.ThrowIf(_state is null, this);
            return _state;
        }
    }

    private int Finish(AdvanceStatus status)
    {
        var finish = new LibCmt.CmtFinish { AcceptPreviousRequest = status == AdvanceStatus.Accept ? (byte)1 : (byte)0 };
        Require(LibCmt.Finish(State, &finish), "cmt_rollup_finish");
        // The machine goes back to its last accepted finish on a reject, so this line is never reached there.
        return status == AdvanceStatus.Accept
            ? finish.NextRequestType
            : throw new RollupServerException("The host did not undo a rejected request: libcmt's host build cannot.");
    }

    private AdvanceStatus Advance(IRollupApplication application)
    {
        LibCmt.CmtAdvance advance;
        Require(LibCmt.ReadAdvanceState(State, &advance), "cmt_rollup_read_advance_state");
        var metadata = new AdvanceMetadata(
            advance.ChainId,
            Address.FromBytes(new ReadOnlySpan<byte>(advance.AppContract, Address.SizeBytes)),
            Address.FromBytes(new ReadOnlySpan<byte>(advance.MsgSender, Address.SizeBytes)),
            advance.BlockNumber,
            advance.BlockTimestamp,
            Hash32.FromBytes(new ReadOnlySpan<byte>(advance.PrevRandao, Hash32.SizeBytes)),
            advance.Index);
        var payload = advance.Payload.Span.ToArray(); // a generic request would overwrite the buffer
        return RequestGuard.Run(() => application.Advance(metadata, payload, this), Raise);
    }

    private AdvanceStatus Inspect(IRollupApplication application)
    {
        LibCmt.CmtBytes question;
        Require(LibCmt.ReadInspectState(State, &question), "cmt_rollup_read_inspect_state");
        var payload = question.Span.ToArray();
        return RequestGuard.Run(
            () =>
            {
                application.Inspect(payload, this);
                return AdvanceStatus.Accept;
            },
            Raise);
    }

    // Inside a machine this does not come back either.
    private void Raise(ReadOnlyMemory<byte> payload)
    {
        var fitting = payload.Span[..Math.Min(payload.Length, RollupLimits.BufferBytesMax)];
        fixed (byte* data = fitting)
        {
            var bytes = Bytes(data, fitting.Length);
            Require(LibCmt.EmitException(State, &bytes), "cmt_rollup_emit_exception");
        }
    }

    private static LibCmt.CmtBytes Bytes(byte* data, int length) => new() { Length = (nuint)length, Data = data };

    private static void Require(int result, string function)
    {
        if (result < 0)
        {
            throw new RollupServerException($"{function} failed: errno {-result}.");
        }
    }
}
