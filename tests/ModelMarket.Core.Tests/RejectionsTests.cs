namespace ModelMarket.Core.Tests;

public sealed class RejectionsTests
{
    [Fact]
    public void Every_code_has_words_under_its_own_name()
    {
        foreach (RejectCode code in Enum.GetValues<RejectCode>())
        {
            RejectionText text = Rejections.Of(code);
            text.Name.Should().Be(code.ToString());
            text.Message.Should().NotBeEmpty();
            text.Hint.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Numbers_are_pinned()
    {
        string pinned = string.Join(' ', Enum.GetValues<RejectCode>().Select(code => $"{code}={(ushort)code}"));

        pinned.Should().Be(
            "None=0 PayloadEmpty=100 PayloadTooLarge=101 SelectorUnknown=102 PayloadMalformed=103 NotEscrow=104 PortalPayloadMalformed=105 "
            + "JobUnknown=200 PhaseClosed=201 JobExists=202 NothingToDo=203 JobEnded=204 RoundUnknown=300 SubmissionsFull=301 CommitmentUnknown=302 "
            + "CommitmentMismatch=303 AlreadyRevealed=304 RevealLate=305 DirectSubmitNotAllowed=306 CommitmentBeingScored=307 WeightsSizeInvalid=308 "
            + "CidMalformed=309 BondRequired=310 BondTooSmall=311 ReplacementsExhausted=312 RoundNotSettled=313 BlockNotWanted=400 BlockHashMismatch=401 QuotaExceeded=402 BlockMalformed=403 PartInvalid=404 BlocksEmpty=405 "
            + "ContentMissing=406 GroupUnknown=407 GroupProofInvalid=408 GroupSizeInvalid=409 GroupOpenedAlready=410 GroupNotDue=411 DrawnAlready=412 ModelRefused=500 DataRefused=501 ScoringRefused=502 BaselineNotFinite=503 NodeTooLarge=505 WorkTooLarge=506 "
            + "MemoryTooLarge=507 ScoreTooNoisy=508 TermsMalformed=600 TermsVersionUnknown=601 KindUnknown=602 PayRuleUnknown=603 MetricUnknown=604 "
            + "OutputKindUnknown=605 FlagsUnknown=606 TargetInvalid=607 MinImprovementInvalid=608 MaxSubmissionsInvalid=609 PhaseTooShort=610 "
            + "DurationTooLong=611 ReclaimTooEarly=612 ContentSizeInvalid=613 TextTooLong=614 BatchRowsInvalid=615 DuplicateThresholdInvalid=616 "
            + "RewardMissing=617 MachineFull=618 PotClosed=619 DepositsFull=620 DepositOverflow=621 ReclaimStarted=622 NobodyImproved=623 TokenNotAccepted=624 RewardBelowFee=625 SponsorBondTooSmall=626 SealInvalid=627 SealedRootUsed=628 RoundsInvalid=629 AggregatorInvalid=630 FloorInvalid=631 ClientBondInvalid=632 DrawMissing=633 GroupsMissing=634 SealedDataMissing=635 "
            + "KeyMalformed=650 MessageSizeInvalid=651 MessagesExhausted=652 ReceiverUnknown=653 PathUnknown=700 PathMalformed=701 BlockUnknown=702");
    }
}
