using System.Net;

namespace Rollup.Guest.Dev;

/// <summary>What goes back to a client of the development host.</summary>
internal sealed record DevAnswer(HttpStatusCode Status, string ContentType, byte[] Body);
