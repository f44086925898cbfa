using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Echo;

namespace Rollup.Guest.Tests;

/// <summary>A program's start as a person or a machine sees it: arguments, surroundings, exit code.</summary>
public sealed class RollupProgramTests
{
    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    public void Argument_that_is_not_understood_shows_the_usage(params string[] arguments)
    {
        var (code, errors) = Run([], arguments);

        code.Should().Be(RollupProgram.ExitUsage);
        errors.Should().Be("usage: [--dev] [--port N] [--snapshots]\n");
    }

    [Fact]
    public void Server_that_is_no_address_is_named() =>
        Run([(RollupLoop.ServerVariable, "5004")]).Should().Match<(int Code, string Errors)>(end => end.Code == RollupProgram.ExitUsage && end.Errors.Contains("\"5004\""));

    [Fact]
    public void Machine_without_libcmt_is_told_what_to_install() =>
        Run([("CMT_INPUTS", "1:none.bin")]).Should().Match<(int Code, string Errors)>(end => end.Code == RollupProgram.ExitUsage && end.Errors.Contains("libcmt.so"));

    [Fact]
    public void Snapshots_of_an_application_that_cannot_be_saved_are_refused() =>
        Run([(RollupLoop.ServerVariable, "http://127.0.0.1:9")], "--snapshots").Should()
            .Match<(int Code, string Errors)>(end => end.Code == RollupProgram.ExitUsage && end.Errors.Contains("EchoApplication cannot be saved"));

    [Fact]
    public void Port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        // The argument asks for the development host, whatever the surroundings say.
        var (code, errors) = Run([(RollupLoop.ServerVariable, "http://127.0.0.1:9")], "--port", port);

        code.Should().Be(RollupProgram.ExitUsage);
        errors.Should().Contain($"Port {port} ").And.Contain("--port N");
    }

    private static (int Code, string Errors) Run((string Name, string Value)[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EchoApplication).Assembly.Location, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Remove(RollupLoop.ServerVariable);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            process.Kill();
            throw new TimeoutException("The program did not end.");
        }

        return (process.ExitCode, errors.Result);
    }
}
