using EndToEnd.Support;
using ModelMarket.Cli.Market;

namespace EndToEnd;

[Collection(NetworkTests.Name)]
public sealed class ForecastTests(NetworkFixture fixture)
{
    private const int Sponsor = 0;
    private const int FirstOwner = 1;

    /// <summary>Jobs of several metrics, rules and shapes; each takes submissions of several clients, some of which are copies or no better.</summary>
    public static TheoryData<int> Seeds => new() { 1, 2, 3, 4 };

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_dry_run_says_what_the_notice_says(int seed)
    {
        var random = new Random(seed);
        using var sponsor = await fixture.UserAsync(Sponsor);
        int[] hidden = random.Next(2) == 0 ? [] : [random.Next(2, 9)];
        var job = await TestJob.PostAsync(sponsor, fixture.Network.Market.Token, draft => Vary(draft, random), hidden);
        byte[]? last = null;
        for (var turn = 0; turn < 3; turn++)
        {
            using var user = await fixture.UserAsync(FirstOwner + turn);
            var weights = last is not null && random.Next(4) == 0 ? last : job.Train(random.Next(3), random.Next(1, 12));
            var view = await user.Reader.JobAsync(job.Id, CancellationToken.None);
            var said = await user.Forecaster.OfAsync(view, job.Bench, weights, CancellationToken.None);

            var submission = await user.Submitter.SubmitAsync(job.Id, weights, CancellationToken.None);

            said.Pay.IsExact.Should().BeTrue("nothing is undecided and no input of others came between");
            submission.Decision!.Pay.Should().Be(said.Pay.Most);
            if (said.Score is not null)
            {
                submission.Decision.Score.Should().Be(said.Score);
            }

            last = weights;
        }
    }

    private static JobDraft Vary(JobDraft draft, Random random) => draft with
    {
        Metric = (byte)random.Next(3),
        Target = (ulong)random.Next(50_000_000, 900_000_000),
        MinImprovement = (ulong)random.Next(0, 20_000_000),
        AcceptNoisy = true,
        BatchRows = (uint)random.Next(0, 65),
        DuplicateThousandths = random.Next(2) == 0 ? 0u : 999u,
        Reward = $"{random.Next(1, 10_000)}.{random.Next(1, 1_000)}",
    };
}
