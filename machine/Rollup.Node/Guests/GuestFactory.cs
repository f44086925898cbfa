namespace Rollup.Node.Guests;

/// <summary>Brings an application to life in the state after everything in its past. The node calls it at its start and after a reorganisation.</summary>
/// <param name="past">What the application went through; <see cref="GuestPast.None"/> for one before its first input.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<IGuest> GuestFactory(IGuestPast past, CancellationToken cancellationToken);
