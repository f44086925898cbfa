using System.Text;
using Rollup.Guest.Http;
using Rollup.Primitives;

namespace Rollup.Guest;

/// <summary>
/// Answers a host that wants the state in a file or from one. No machine asks for that; the node does when the guest offers it with
/// <see cref="Header"/> (machine/Rollup.Node/SNAPSHOTS.md).
/// </summary>
public static class StateFiles
{
    /// <summary>HTTP header on <c>/finish</c> by which a guest offers to save and load its state.</summary>
    public const string Header = "Rollup-Snapshots";

    /// <summary>Its value: the version of the protocol.</summary>
    public const string Version = "1";

    /// <summary>Writes the state into a new file, or takes it over from one, and reports the state root: keccak256 of the saved form.</summary>
    /// <param name="application">The application; one that cannot be saved refuses.</param>
    /// <param name="requestType"><see cref="RollupRequest.SaveState"/> or <see cref="RollupRequest.LoadState"/>.</param>
    /// <param name="payload">The file's path in UTF-8.</param>
    /// <param name="reports">Takes the root.</param>
    public static AdvanceStatus Answer(IRollupApplication application, string requestType, ReadOnlySpan<byte> payload, IReportSink reports)
    {
        if (application is not IPersistentApplication persistent)
            return AdvanceStatus.Reject;

        string path = Encoding.UTF8.GetString(payload);
        if (requestType == RollupRequest.LoadState && !persistent.TryLoadState(File.ReadAllBytes(path)))
            return AdvanceStatus.Reject;

        // Saved again after loading: the root tells the host that the state is the one it asked for.
        byte[] state = persistent.SaveState();
        if (requestType == RollupRequest.SaveState)
            File.WriteAllBytes(path, state);
        reports.Report(Keccak256.Hash(state).ToArray());
        return AdvanceStatus.Accept;
    }
}
