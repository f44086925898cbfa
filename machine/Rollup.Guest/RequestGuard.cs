namespace Rollup.Guest;

/// <summary>Whatever goes wrong inside the application undoes the request and nothing else. A lost server or a stop ends the loop.</summary>
internal static class RequestGuard
{
    /// <summary>Runs an application's answer to one request.</summary>
    /// <param name="work">Calls the application.</param>
    /// <param name="raise">Tells the host of a rollup exception. Inside a machine it does not come back.</param>
    public static AdvanceStatus Run(Func<AdvanceStatus> work, Action<ReadOnlyMemory<byte>> raise)
    {
        try
        {
            return work();
        }
        catch (RollupException exception)
        {
            Console.Error.WriteLine($"exception: {exception.Message}");
            raise(exception.Payload);
            return AdvanceStatus.Reject;
        }
        catch (Exception error) when (error is not (HttpRequestException or OperationCanceledException or Refit.ApiRequestException))
        {
            Console.Error.WriteLine($"rejected: {error}");
            return AdvanceStatus.Reject;
        }
    }
}
