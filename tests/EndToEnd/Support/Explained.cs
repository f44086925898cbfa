using System.Globalization;
using System.Text.Json;
using Rollup.Primitives;

namespace EndToEnd.Support;

/// <summary>What <c>job explain</c> says, with its own arithmetic.</summary>
internal static class Explained
{
    /// <summary>Explains a job, which must come out equal, replay included.</summary>
    public static async Task<JsonElement> ExplainAsync(this NetworkFixture fixture, int account, string number)
    {
        var explained = await fixture.JsonAsync(account, "job", "explain", number);
        explained.GetProperty("equal").GetBoolean().Should().BeTrue(explained.ToString());
        return explained;
    }

    /// <summary>The pays of a client in the lines that begin so, computed again.</summary>
    public static UInt128 PaidTo(this JsonElement explained, Address client, string what = "") => explained.GetProperty("lines").EnumerateArray()
        .Where(line => line.GetProperty("sender").GetString() == client.ToChecksumString() && line.GetProperty("what").GetString()!.StartsWith(what, StringComparison.Ordinal))
        .Aggregate(UInt128.Zero, (sum, line) => sum + UInt128.Parse(line.GetProperty("recomputed").GetString()!, CultureInfo.InvariantCulture));
}
