using Rollup.Node.Lanes;
using Rollup.Primitives;

namespace Rollup.Node.Http;

/// <summary>The applications of the node by name and address.</summary>
internal sealed class LaneDirectory(IReadOnlyList<ApplicationLane> lanes)
{
    public IReadOnlyList<ApplicationLane> All => lanes;

    public ApplicationLane? Find(string nameOrAddress)
    {
        bool isAddress = Address.TryParse(nameOrAddress, out Address address);
        return lanes.FirstOrDefault(lane => isAddress ? lane.Facts.Application == address : lane.Name == nameOrAddress);
    }
}
