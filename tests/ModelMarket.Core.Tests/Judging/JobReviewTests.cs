using ModelMarket.Contracts;
using ModelMarket.Core.Judging;
using ModelMarket.Core.Tests.Stories;

namespace ModelMarket.Core.Tests.Judging;

/// <summary>What a sponsor is told before it locks anything is what the machine will say.</summary>
public sealed class JobReviewTests
{
    private readonly MarketStory _story = new MarketStory().Funded().Prepared();

    private JobTerms Terms => MarketStory.Terms with
    {
        ModelSize = _story.Model.Size,
        DataSize = _story.Data.Size,
        ModelCid = _story.Model.Root.Encode(),
        DataCid = _story.Data.Root.Encode(),
    };

    [Fact]
    public void Good_terms_are_taken_and_their_work_is_what_Preparing_finds()
    {
        JobReview.Of(Genesis.Dev, Terms.Encode(), Judge(), out long work).Should().Be(RejectCode.None);

        work.Should().Be(_story.Job.Prepared!.WorkPerSubmission);
    }

    [Fact]
    public void Bad_terms_are_refused_with_the_code_that_refunds_the_job()
    {
        JobTerms terms = Terms with { MaxSubmissions = 257 };

        JobReview.Of(Genesis.Dev, terms.Encode(), Judge(), out long work).Should().Be(RejectCode.MaxSubmissionsInvalid);

        work.Should().Be(0);
    }

    private Judge Judge()
    {
        Core.Judging.Judge.TryCreate(_story.Model.Bytes, _story.Data.Bytes, _story.Job.Terms!.ForJudge(), out Judge? judge, out _, out string detail).Should().BeTrue(detail);
        return judge!;
    }
}
