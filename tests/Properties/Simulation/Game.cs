using ModelMarket.Contracts;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace Properties.Simulation;

/// <summary>One job in one world: two honest owners, and Mallory with her strategy. Real inputs through the real core.</summary>
public sealed class Game
{
    public const ulong Pool = 1_000_000;
    public const ulong Bond = 10_000;
    public const ulong SponsorBond = Pool * 3 / 10;
    public const int Accounts = 10;
    private const uint PuppetSlots = 128;
    private const uint Slots = 16;
    private const uint Rounds = 2;

    /// <summary>Noise as a part of the delta's norm: the same work under ten names, as different as costs no score.</summary>
    private const float Variation = .06f;

    /// <summary>So much that gate 3 takes ten variations of one training for ten trainings, and each is another draw of the lottery.</summary>
    private const float TicketVariation = .2f;
    private const ulong Target = 400_000_000;

    private static readonly Address[] Honest = [MarketStory.Ada, MarketStory.Ben];
    private readonly Dictionary<Address, UInt128> _spent = [];
    private readonly World _world;
    private readonly Rule _rule;
    private readonly MarketStory _story = new();

    // The weights that everybody starts from: the initial ones, from the second round on those of the global model.
    private WeightSet _start;

    private Game(World world, Rule rule)
    {
        _world = world;
        _rule = rule;
        _start = world.Initial;
    }

    private bool HasRounds => _rule is Rule.RoundsSealed or Rule.RoundsPublic;

    private bool IsOpen => _rule == Rule.OpenRecords;

    /// <summary>
    /// A sealed job under R0 whose sponsor fills slots with puppets that know the hidden labels. The sponsor's profit with theirs, and what an honest
    /// client in the first slot is paid.
    /// </summary>
    public static (Int128 Sponsor, UInt128 Honest) PlayPuppets(World world, int puppets, bool reveals)
    {
        var game = new Game(world, Rule.Guaranteed);
        game.Open(PuppetSlots);
        StoryFile honest = Encoded(world.Trained(0));
        WeightSet leaked = world.TrainedOnValidation(1);
        StoryFile[] files = [.. Enumerable.Range(0, puppets).Select(_ => Encoded(game.Moved(leaked, 1, TicketVariation * game.AmplitudeOf(leaked))))];
        game.Commit(Honest[0], honest);
        for (int i = 0; i < puppets; i++) game.Commit(Mallory(i), files[i]);
        MarketStory story = game._story.AtReveal().Shown(Honest[0], honest);
        for (int i = 0; i < puppets; i++) story.Shown(Mallory(i), files[i]);
        story.AtSealedReveal();
        if (reveals) story.GroupsRevealed();
        story.AtScoring().TickedOut();
        Int128 own = (Int128)story.RefundedTo(MarketStory.Sponsor) - (Int128)(Pool + SponsorBond);
        return (Enumerable.Range(0, puppets).Aggregate(own, (sum, account) => sum + game.ProfitOf(Mallory(account))), story.PaidTo(Honest[0]));
    }

    /// <summary>Mallory's profit: what she got less what she put in, over all her accounts.</summary>
    public static Int128 Play(World world, Rule rule, Strategy strategy)
    {
        var game = new Game(world, rule);
        game.Open();
        StoryFile[] honest = game.HonestFiles();
        if (game.HasRounds) game.PlayRounds(strategy);
        else if (game.IsOpen) game.PlayOpen(honest, strategy);
        else game.PlaySealed(honest, strategy);
        game._story.PaidOut(game._story.JobId).Should().Be(game._story.Deposited(game._story.JobId));
        return Enumerable.Range(0, Accounts).Aggregate((Int128)0, (sum, account) => sum + game.ProfitOf(Mallory(account)));
    }

    private static Address Mallory(int account) => Address.Parse($"0x{0xbad000 + account:x40}");

    private Int128 ProfitOf(Address address) =>
        (Int128)_story.PaidTo(address) + (Int128)_story.RefundedTo(address) - (Int128)_spent.GetValueOrDefault(address);

    private void Open(uint slots = Slots)
    {
        if (_rule == Rule.RoundsPublic)
        {
            _story.RoundsOpened(Rounds, InRounds, _world.Model, _world.Validation, Pool);
            return;
        }

        if (_rule == Rule.RoundsSealed)
        {
            _story.Sealed(
                Pool, terms => InRounds(MarketStory.InRounds(terms, Rounds)), SponsorBond, rows: World.ValidationRows, model: _world.Model, data: _world.Validation)
                .SealedPrepared().AtRound(1);
            return;
        }

        if (IsOpen)
        {
            _story.Funded(
                Pool,
                terms => terms with { MaxSubmissions = Slots, MinImprovement = _world.NoiseFloor, Target = Target, DuplicateThousandths = DuplicateTable.Threshold, ClientBond = Bond, Flags = 2, EvalBatchRows = 64 },
                _world.Model,
                _world.Validation).Prepared();
            return;
        }

        _story.Sealed(
            Pool,
            terms => terms with
            {
                PayRule = (byte)(_rule switch { Rule.Guaranteed => 0, Rule.Proportional => 1, Rule.Winner => 2, _ => 5 }),
                MaxSubmissions = slots,
                MinImprovement = _world.NoiseFloor,
                Target = Target,
                DuplicateThousandths = DuplicateTable.Threshold,
                ClientBond = Bond,
                EvalBatchRows = 64,
            },
            SponsorBond,
            rows: World.ValidationRows,
            model: _world.Model,
            data: _world.Validation).SealedPrepared();
    }

    private JobTerms InRounds(JobTerms terms) => terms with
    {
        MaxSubmissions = Slots,
        MinImprovement = _world.NoiseFloor,
        Target = Target,
        DuplicateThousandths = DuplicateTable.Threshold,
        ClientBond = Bond,
        EvalBatchRows = 64,
    };

    /// <summary>In every round all train from the global model; copies are of weights that leaked before they were revealed.</summary>
    private void PlayRounds(Strategy strategy)
    {
        for (uint round = 1; round <= Rounds; round++)
        {
            _story.AtRound(round);
            StoryFile[] honest = HonestFiles();
            List<(Address Who, StoryFile File)> own = [.. Files(strategy, honest)];
            for (int i = 0; i < honest.Length; i++) Commit(Honest[i], honest[i]);
            if (strategy == Strategy.CommitmentCopied) CopyCommitment(honest[0]);
            foreach ((Address who, StoryFile file) in own) Commit(who, file);
            _story.AtRevealOfRound();
            if (strategy == Strategy.Reordered) Reveal(strategy, own);
            for (int i = 0; i < honest.Length; i++) _story.Shown(Honest[i], honest[i]);
            if (strategy != Strategy.Reordered) Reveal(strategy, own);
            _story.AtScoringOfRound();
            if (strategy == Strategy.LateReveal) _story.Revealed(Mallory(0), own[0].File);
            _story.TickedOut();
            if (_story.Job.Rounds?.Global is not null) _start = MarketStory.Decoded(_story.PublicJudge(), _story.GlobalFile);
        }

        if (_rule == Rule.RoundsSealed && _story.Job.End is null) _story.AtSealedReveal().GroupsRevealed().AtScoring().TickedOut();
    }

    private StoryFile[] HonestFiles() => [.. Honest.Select((_, owner) => Encoded(Trained(owner)))];

    private WeightSet Trained(int owner) => ReferenceEquals(_start, _world.Initial) ? _world.Trained(owner) : _world.TrainedFrom(_start, owner);

    /// <summary>In a sealed job nothing is to be seen while commitments are taken: copies are of weights that leaked.</summary>
    private void PlaySealed(StoryFile[] honest, Strategy strategy)
    {
        List<(Address Who, StoryFile File)> own = [.. Files(strategy, honest)];
        for (int i = 0; i < honest.Length; i++) Commit(Honest[i], honest[i]);
        if (strategy == Strategy.CommitmentCopied) CopyCommitment(honest[0]);
        foreach ((Address who, StoryFile file) in own) Commit(who, file);
        _story.AtReveal();
        if (strategy == Strategy.Reordered) Reveal(strategy, own);
        for (int i = 0; i < honest.Length; i++) _story.Shown(Honest[i], honest[i]);
        if (strategy != Strategy.Reordered) Reveal(strategy, own);
        _story.AtSealedReveal();
        if (strategy == Strategy.LateReveal) _story.Revealed(Mallory(0), own[0].File);
        _story.GroupsRevealed().AtScoring().TickedOut();
    }

    /// <summary>In an open job each owner's weights are public from its reveal on; Mallory moves after the first owner.</summary>
    private void PlayOpen(StoryFile[] honest, Strategy strategy)
    {
        List<(Address Who, StoryFile File)> own = [.. Files(strategy, honest)];
        Commit(Honest[0], honest[0]);
        if (strategy == Strategy.CommitmentCopied) CopyCommitment(honest[0]);
        if (strategy == Strategy.Reordered)
        {
            // She has seen the owner's reveal in the queue and gets her commitment, reveal and blocks in before it.
            foreach ((Address who, StoryFile file) in own) Commit(who, file);
            Reveal(strategy, own);
        }

        _story.Shown(Honest[0], honest[0]);
        if (strategy != Strategy.Reordered)
        {
            foreach ((Address who, StoryFile file) in own) Commit(who, file);
            Reveal(strategy, own);
        }

        Commit(Honest[1], honest[1]);
        _story.Shown(Honest[1], honest[1]).TickedOut();
        _story.At(_story.Job.LastDeadline!.Value);
        if (strategy == Strategy.LateReveal) _story.Revealed(Mallory(0), own[0].File);
        _story.TickedOut();
    }

    private void Reveal(Strategy strategy, List<(Address Who, StoryFile File)> own)
    {
        if (strategy is Strategy.LateReveal or Strategy.NeverReveals) return;
        foreach ((Address who, StoryFile file) in own)
        {
            _story.Revealed(who, file);
            if (strategy != Strategy.NeverUploads) _story.Delivered(file, who);
        }
    }

    private void Commit(Address who, StoryFile file)
    {
        _story.BondedAndCommitted(who, file, Bond);
        _spent[who] = _spent.GetValueOrDefault(who) + Bond;
    }

    /// <summary>The very hash of somebody else's commitment, under a bond of her own.</summary>
    private void CopyCommitment(StoryFile victim)
    {
        _story.BondedAndCommittedAs(Mallory(0), _story.CommitmentOf(_story.JobId, Honest[0], victim), Bond);
        _spent[Mallory(0)] = _spent.GetValueOrDefault(Mallory(0)) + Bond;
    }

    private IEnumerable<(Address Who, StoryFile File)> Files(Strategy strategy, StoryFile[] honest)
    {
        WeightSet own = Trained(2), copied = Trained(0);
        switch (strategy)
        {
            case Strategy.Abstain or Strategy.CommitmentCopied:
                return [];
            case Strategy.ExactCopy or Strategy.Reordered:
                return [(Mallory(0), honest[0])];
            case Strategy.CopyInOtherBytes:
                return [(Mallory(0), StoryFile.Of(copied.Encode(WeightEncoding.F16)))];
            case Strategy.NoisyCopy:
                return [(Mallory(0), Encoded(World.Changed(copied, value => value + ((_world.Random.NextSingle() - .5f) * 2e-6f))))];
            case Strategy.ScaledCopy:
                return [(Mallory(0), Encoded(Moved(copied, 1.01f, 0)))];
            case Strategy.LazyNoise:
                return [(Mallory(0), Encoded(Moved(_start, 1, .05f)))];
            case Strategy.SignFlip:
                return [(Mallory(0), Encoded(Moved(own, -10, 0)))];
            case Strategy.BarelyBetter:
                WeightSet step = BarelyBetter(own);
                return Enumerable.Range(0, Accounts).Select(account => (Mallory(account), Encoded(Moved(step, 1, TicketVariation * AmplitudeOf(step)))));
            case Strategy.Malformed:
                return [(Mallory(0), StoryFile.Of([1, 2, 3, 4]))];
            case Strategy.BestOfTen when IsOpen:
                return [(Mallory(0), Variations(own, Variation).MinBy(file => _story.ScoreOf(file.Bytes))!)];
            case Strategy.SplitIntoTen:
                return Variations(own, Variation).Select((file, account) => (Mallory(account), file));
            case Strategy.TenTickets:
                return Variations(own, TicketVariation).Select((file, account) => (Mallory(account), file));
            default:
                return [(Mallory(0), Encoded(own))];
        }
    }

    /// <summary>The delta from the initial weights times a factor, and noise of that size on each weight.</summary>
    private WeightSet Moved(WeightSet weights, float factor, float noise)
    {
        WeightSet moved = weights.Copy();
        for (int t = 0; t < moved.Tensors.Count; t++)
        {
            Span<float> values = moved.Tensors[t].Floats;
            ReadOnlySpan<float> initial = _start.Tensors[t].Floats;
            for (int i = 0; i < values.Length; i++) values[i] = initial[i] + ((values[i] - initial[i]) * factor) + ((_world.Random.NextSingle() - .5f) * 2 * noise);
        }

        return moved;
    }

    /// <summary>The shortest part of a step, in sixteenths, that is better by one and a half times the least improvement.</summary>
    private WeightSet BarelyBetter(WeightSet own)
    {
        long start = _world.ScoreOf(_start);
        for (int part = 1; part < 16; part++)
        {
            WeightSet step = Moved(own, part / 16f, 0);
            if (start - _world.ScoreOf(step) > (long)_world.NoiseFloor * 3 / 2) return step;
        }

        return own;
    }

    private StoryFile[] Variations(WeightSet own, float size) =>
        [.. Enumerable.Range(0, Accounts).Select(_ => Encoded(Moved(own, 1, size * AmplitudeOf(own))))];

    /// <summary>The amplitude of uniform noise whose norm is that of the delta.</summary>
    private float AmplitudeOf(WeightSet weights)
    {
        double squares = 0;
        int count = 0;
        for (int t = 0; t < weights.Tensors.Count; t++)
        {
            for (int i = 0; i < weights.Tensors[t].Floats.Length; i++)
            {
                squares += Math.Pow(weights.Tensors[t].Floats[i] - _start.Tensors[t].Floats[i], 2);
                count++;
            }
        }

        return (float)Math.Sqrt(3 * squares / count);
    }

    private static StoryFile Encoded(WeightSet weights) => StoryFile.Of(weights.Encode(WeightEncoding.F32));
}
