namespace ModelMarket.Cli.Tests.Session;

public sealed class StateFolderTests
{
    [SkippableFact]
    public void State_files_are_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("file modes are Unix's");
        }

        var folder = Directory.CreateTempSubdirectory("modelmarket-state-").FullName;
        try
        {
            var path = Path.Combine(folder, "deep", "submission.json");
            Cli.Session.StateFolder.WriteAsync(path, new byte[] { 1, 2, 3 }, CancellationToken.None).GetAwaiter().GetResult();

            File.ReadAllBytes(path).Should().Equal(1, 2, 3);
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Directory.GetFiles(Path.GetDirectoryName(path)!).Should().ContainSingle("no temporary file stays");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
