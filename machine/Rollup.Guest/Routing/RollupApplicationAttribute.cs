namespace Rollup.Guest.Routing;

/// <summary>Makes a partial class an <see cref="IRollupApplication"/>: the generator writes <c>Advance</c> and <c>Inspect</c>, which route to its
/// methods with <see cref="InputAttribute"/>, <see cref="OnDepositAttribute"/>, <see cref="FallbackAttribute"/> and <see cref="InspectAttribute"/>,
/// and to the contracts (<see cref="RollupContractAttribute"/>) it implements. See <c>ROUTING.md</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RollupApplicationAttribute : Attribute
{
    /// <summary>The <c>JsonSerializerContext</c> that writes what inspect methods return; needed only when one returns an object.</summary>
    public Type? Json { get; init; }

    /// <summary>A member of the class with the portals' addresses; without it those of the official contracts 2.2.0.</summary>
    public string? Portals { get; init; }

    /// <summary>Accepts inputs that the router refuses (unknown selector, malformed arguments, wrong sender), so that their report reaches the sender:
    /// nodes of this line drop the reports of rejected inputs. No handler ran, so nothing has changed.</summary>
    public bool AcceptRefused { get; init; }

    /// <summary>Sends deposits that no method takes back to their sender by voucher. True unless said otherwise: a rejected deposit is stuck on L1.</summary>
    public bool ReturnUnhandledDeposits { get; init; } = true;

    /// <summary>Bytes of one report of an answer to an inspect; a longer answer is cut into several. Without it <see cref="GuestLimits.ReportBytesDefault"/>.</summary>
    public int ReportBytesMax { get; init; }
}
