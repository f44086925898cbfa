namespace Rollup.Node.Guests;

/// <summary>Brings an application to life in its state before the first input. The node calls it again after a reorganisation.</summary>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<IGuest> GuestFactory(CancellationToken cancellationToken);
