using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rollup.Primitives;

namespace Rollup.Guest.Routing;

/// <summary>One question while a handler works on it. Valid during the call only.</summary>
/// <param name="request">The question.</param>
/// <param name="reports">Takes the answer.</param>
/// <param name="reportBytesMax">Bytes of one report; a longer answer is cut into several.</param>
public sealed class InspectContext(InspectRequest request, IReportSink reports, int reportBytesMax = GuestLimits.ReportBytesDefault) : IReportSink
{
    /// <summary>The question.</summary>
    public InspectRequest Request { get; } = request;

    /// <summary>Takes the answer.</summary>
    public IReportSink Reports { get; } = reports;

    /// <inheritdoc/>
    public void Report(ReadOnlySpan<byte> payload) => Reports.Report(payload);

    /// <summary>Answers with text in UTF-8; null says that what the path names does not exist.</summary>
    public void Answer(string? text) => Answer(text is null ? null : Encoding.UTF8.GetBytes(text));

    /// <summary>Answers with bytes, in as many reports as they need; null says that what the path names does not exist.</summary>
    public void Answer(byte[]? bytes)
    {
        if (bytes is null)
        {
            Refuse(InspectRefusalCode.NotFound, Request.Path);
            return;
        }

        Reports.ReportPaged(bytes, reportBytesMax);
    }

    /// <summary>Answers with JSON; null says that what the path names does not exist.</summary>
    /// <exception cref="InvalidOperationException">The JSON context does not know the type: add <c>[JsonSerializable(typeof(…))]</c> to it.</exception>
    public void Answer<T>(T? value, JsonTypeInfo<T>? type)
    {
        if (type is null)
        {
            throw new InvalidOperationException($"The JSON context does not know {typeof(T)}: add [JsonSerializable(typeof({typeof(T).Name}))] to it.");
        }

        Answer(value is null ? null : JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    /// <summary>Says that something in the question is not there or not right.</summary>
    public void Refuse(InspectRefusalCode code, string detail) => Refusals.Refuse(Reports, new InspectRefusal(code, detail), []);

    /// <summary>Says that the query lacks a parameter.</summary>
    public void RefuseMissing(string name) => Refuse(InspectRefusalCode.ParameterMissing, name);

    /// <summary>Whether the query has these parameters only, each at most once; says so when it has others.</summary>
    public bool TryOnlyQuery(ReadOnlySpan<string> names)
    {
        for (var i = 0; i < Request.Query.Count; i++)
        {
            var name = Request.Query[i].Name;
            var isKnown = names.Contains(name);
            for (var j = 0; j < i; j++)
            {
                isKnown &= Request.Query[j].Name != name;
            }

            if (!isKnown)
            {
                Refuse(InspectRefusalCode.ParameterUnknown, name);
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes text as it is.</summary>
    public bool TryParse(string name, string text, out string value)
    {
        value = text;
        return Check(ok: true, name, "text");
    }

    /// <summary>Reads <c>true</c> or <c>false</c>; says so when it is neither.</summary>
    public bool TryParse(string name, string text, out bool value)
    {
        value = text == "true";
        return Check(value || text == "false", name, "true or false");
    }

    /// <summary>Reads decimal digits; says so when they are not a number of 8 bits.</summary>
    public bool TryParse(string name, string text, out byte value)
    {
        var ok = TryDigits(text, byte.MaxValue, out var number);
        value = ok ? (byte)number.Low : default;
        return Check(ok, name, "a number of 8 bits");
    }

    /// <summary>Reads decimal digits; says so when they are not a number of 16 bits.</summary>
    public bool TryParse(string name, string text, out ushort value)
    {
        var ok = TryDigits(text, ushort.MaxValue, out var number);
        value = ok ? (ushort)number.Low : default;
        return Check(ok, name, "a number of 16 bits");
    }

    /// <summary>Reads decimal digits; says so when they are not a number of 32 bits.</summary>
    public bool TryParse(string name, string text, out uint value)
    {
        var ok = TryDigits(text, uint.MaxValue, out var number);
        value = ok ? (uint)number.Low : default;
        return Check(ok, name, "a number of 32 bits");
    }

    /// <summary>Reads decimal digits; says so when they are not a number of 64 bits.</summary>
    public bool TryParse(string name, string text, out ulong value)
    {
        var ok = TryDigits(text, ulong.MaxValue, out var number);
        value = ok ? (ulong)number.Low : default;
        return Check(ok, name, "a number of 64 bits");
    }

    /// <summary>Reads decimal digits with or without a minus; says so when they are not a signed number of 32 bits.</summary>
    public bool TryParse(string name, string text, out int value)
    {
        var ok = TrySigned(text, int.MaxValue, out var number);
        value = ok ? (int)number : default;
        return Check(ok, name, "a signed number of 32 bits");
    }

    /// <summary>Reads decimal digits with or without a minus; says so when they are not a signed number of 64 bits.</summary>
    public bool TryParse(string name, string text, out long value)
    {
        var ok = TrySigned(text, long.MaxValue, out var number);
        value = ok ? (long)number : default;
        return Check(ok, name, "a signed number of 64 bits");
    }

    /// <summary>Reads decimal digits; says so when they are not a number of 128 bits.</summary>
    public bool TryParse(string name, string text, out UInt128 value)
    {
        var ok = TryDigits(text, UInt128.MaxValue, out var number);
        value = number.Low;
        return Check(ok, name, "a number of 128 bits");
    }

    /// <summary>Reads decimal digits; says so when they are not a number of 256 bits.</summary>
    public bool TryParse(string name, string text, out UInt256 value) =>
        Check(TryDigits(text, UInt256.MaxValue, out value), name, "a number of 256 bits");

    /// <summary>Reads an address; says so when it is none.</summary>
    public bool TryParse(string name, string text, out Address value) =>
        Check(Address.TryParse(text, out value), name, "0x and 40 hexadecimal digits, of one case or with a right checksum");

    /// <summary>Reads 32 bytes; says so when they are something else.</summary>
    public bool TryParse(string name, string text, out Hash32 value) =>
        Check(Hash32.TryParse(text, out value), name, "0x and 64 hexadecimal digits");

    private static bool TryDigits(string text, UInt256 max, out UInt256 value) => UInt256.TryParseDecimal(text, out value) && value <= max;

    private static bool TrySigned(string text, long max, out Int128 value)
    {
        var isNegative = text.StartsWith('-');
        var ok = TryDigits(isNegative ? text[1..] : text, (ulong)max + (isNegative ? 1ul : 0ul), out var magnitude);
        value = ok ? (isNegative ? -(Int128)magnitude.Low : (Int128)magnitude.Low) : 0;
        return ok;
    }

    private bool Check(bool ok, string name, string what)
    {
        if (!ok)
        {
            Refuse(InspectRefusalCode.ParameterMalformed, $"{name} must be {what}");
        }

        return ok;
    }
}
