using ModelMarket.Contracts;
using ModelMarket.Core;
using ModelMarket.Core.Inspect;
using ModelMarket.Core.Tests.Stories;
using ModelMarket.Learning.Weights;
using Rollup.Primitives;

namespace Properties.Histories;

/// <summary>One market's life by chance: sponsors, honest clients, copyists, strangers, garbage, silence and jumps of the clock.</summary>
public sealed class RandomHistory
{
    private const int JobsMax = 4;

    private static readonly Address[] Clients = [MarketStory.Ada, MarketStory.Ben, MarketStory.Cleo];

    private static readonly StoryFile[] Files =
    [
        .. new[] { -0.3f, 0.1f, 0.2f, 0.4f, 0.6f, 0.8f }.Select(scale => StoryFile.Of(TinyFiles.Weights(scale))),
        StoryFile.Of(TinyFiles.Weights(0.4f, WeightEncoding.F16)),
        StoryFile.Of(TinyFiles.Weights(0.4f, bias: 1e-6f)),
        StoryFile.Of(TinyFiles.WeightsWith(float.NaN)),
        StoryFile.Of(TinyFiles.Weights(3e38f)),
        StoryFile.Of([1, 2, 3]),
    ];

    private readonly Random _random;
    private readonly Dictionary<ulong, UInt128> _deposited = [];
    private readonly HashSet<ulong> _reclaimed = [];
    private readonly List<(ulong Job, StoryFile Model, StoryFile Data)> _jobs = [];
    private readonly Dictionary<(ulong Job, Address Client), StoryFile> _committed = [];
    private readonly List<ulong> _sealed = [];
    private readonly long _inputWorkMax;

    public RandomHistory(int seed)
    {
        _random = new Random(seed);
        // Small budgets spread work over several ticks.
        _inputWorkMax = _random.Next(2) == 0 ? Limits.InputWorkMax : 150_000;
        Story = new MarketStory(inputWorkMax: _inputWorkMax);
    }

    public MarketStory Story { get; }

    public IReadOnlyCollection<ulong> Reclaimed => _reclaimed;

    /// <summary>Lives on for some inputs; after each, what must hold is checked.</summary>
    public void Live(int inputs)
    {
        for (int i = 0; i < inputs; i++)
        {
            Hash32 before = Story.Market.StateRoot;
            int known = Story.Results.Count;
            Act();
            CheckRejections(before, known);
            CheckMoney();
            CheckWork(known);
        }
    }

    /// <summary>Everyone falls silent; only ticks come, long after every deadline.</summary>
    public void End()
    {
        Story.After(60 * MarketStory.Day);
        foreach ((ulong job, _, _) in _jobs)
        {
            int known = Story.Results.Count;
            while (Story.Ticked(job).Last.Rejection == RejectCode.None)
            {
            }

            CheckWork(known);
        }

        CheckMoney();
    }

    public UInt128 Deposited(ulong job) => _deposited[job];

    public IEnumerable<ulong> Jobs => _jobs.Select(job => job.Job);

    private void Act()
    {
        switch (_jobs.Count == 0 ? 0 : _random.Next(20))
        {
            case 0 when _jobs.Count < JobsMax: Open(); break;
            case 13 or 14: SubmitHonestly(); break;
            case 1 or 2: Deliver(); break;
            case 3 or 4: Commit(); break;
            case 5 or 6: Reveal(); break;
            case 7: Story.SubmittedDirectlyTo(Job(), Client(), Files[_random.Next(Files.Length)]); break;
            case 8 or 9: Story.Ticked(Job()); break;
            case 10: TopUp(); break;
            case 15 or 16: BondAndCommit(); break;
            case 17: Draw(); break;
            case 18: OpenGroups(); break;
            case 11: Story.After((ulong)_random.Next(0, _random.Next(4) == 0 ? 600 : 60)); break;
            case 12 when _random.Next(25) == 0: Reclaim(); break;
            default: Garbage(); break;
        }
    }

    private void Open()
    {
        switch (_random.Next(4))
        {
            case 0: OpenSealed(rounds: 0); break;
            case 1: OpenSealed((uint)_random.Next(1, 4)); break;
            case 2: OpenPublic((uint)_random.Next(1, 4)); break;
            default: OpenPublic(rounds: 0); break;
        }
    }

    private void OpenSealed(uint rounds)
    {
        ulong reward = (ulong)_random.NextInt64(1, 1_000_000_000), bond = (reward * 30 / 100) + (ulong)_random.Next(0, 9);
        byte rule = rounds > 0 ? (byte)4 : new byte[] { 0, 1, 2, 5 }[_random.Next(4)];
        Story.Sealed(
            reward,
            terms => Rounds(terms, rounds) with
            {
                PayRule = rule,
                ClientBond = rule == 0 || _random.Next(2) == 0 ? (UInt128)(ulong)_random.Next(1, 50) : 0,
                StakeCapThousandths = _random.Next(4) == 0 ? (uint)_random.Next(0, 1_000_000) : 0,
                MaxSubmissions = (uint)_random.Next(1, 6),
                MinImprovement = (ulong)_random.Next(0, 5_000_000),
                Target = (ulong)_random.NextInt64(1, 500_000_000),
                DuplicateThousandths = _random.Next(3) == 0 ? 999U : 0,
                FundedSeconds = (uint)_random.Next(1, 100),
                PrepareSeconds = (uint)_random.Next(50, 300),
                OpenSeconds = (uint)_random.Next(1, 400),
            },
            bond,
            _random.Next(4) == 0 ? (index, file) => index % 7 == 3 ? file[..^3] : file : null,
            // A root serves once, so each job has rows of its own; now and then one is tried again.
            100 + (_random.Next(8) == 0 ? 0 : _jobs.Count));
        _jobs.Add((Story.JobId, Story.Model, Story.Data));
        _deposited[Story.JobId] = reward + bond;
        _sealed.Add(Story.JobId);
        if (_random.Next(4) > 0) Prepare(Story.JobId);
    }

    private void Prepare(ulong job)
    {
        Story.Delivered(Story.Model).Drawn(jobId: job);
        if (View(job).Seal is not { } seal) return;
        Story.GroupsSent(seal.Drawn, job).At(Math.Max(Story.Now, seal.FundedEnd)).Ticked(job);
    }

    private void Draw()
    {
        if (_sealed.Count > 0) Story.Drawn(Keccak256.Hash([(byte)_random.Next(256)]), _sealed[_random.Next(_sealed.Count)]);
    }

    /// <summary>Some or all groups, due or not; sometimes the sponsor waits for the time when they are.</summary>
    private void OpenGroups()
    {
        if (_sealed.Count == 0) return;
        ulong job = _sealed[_random.Next(_sealed.Count)];
        if (View(job).Seal is not { } seal) return;
        if (View(job).LastDeadline is { } last && _random.Next(3) == 0) Story.At(Math.Max(Story.Now, last));
        bool drawn = _random.Next(3) == 0;
        int[] groups = [.. drawn ? seal.Drawn : Enumerable.Range(0, MarketStory.GroupCount).Except(seal.Drawn)];
        Story.GroupsSent(_random.Next(3) == 0 ? groups.Take(_random.Next(groups.Length + 1)) : groups, job);
    }

    private JobView View(ulong job) => Story.Ask<JobView>($"jobs/{job}");

    /// <summary>Terms of rounds with any aggregator; some of its parameters make no sense.</summary>
    private JobTerms Rounds(JobTerms terms, uint rounds)
    {
        if (rounds == 0) return terms;
        terms = MarketStory.InRounds(terms, rounds);
        byte rule = (byte)_random.Next(0, 7);
        return terms with
        {
            Flags = (ushort)(2 + (16 * _random.Next(2))),
            ScoringSeconds = (uint)_random.Next(1, 100),
            FinalThousandths = terms.SealedGroups > 0 ? (uint)_random.Next(500, 1_001) : 0,
            Aggregator = rule,
            AggregatorParameter = rule switch { 2 => 700, 4 => (uint)_random.Next(0, 400), 5 or 6 => (uint)_random.Next(0, 2), _ => _random.Next(9) == 0 ? 1U : 0 },
        };
    }

    private void OpenPublic(uint rounds)
    {
        ulong reward = (ulong)_random.NextInt64(1, 1_000_000_000);
        Story.Funded(
            reward,
            terms => Rounds(terms, rounds) with
            {
                Flags = (ushort)(rounds > 0 ? 2 : _random.Next(0, 16)),
                Metric = (byte)_random.Next(0, 3),
                MaxSubmissions = (uint)_random.Next(_random.Next(10) == 0 ? 0 : 3, 12),
                PrepareSeconds = (uint)_random.Next(50, 300),
                OpenSeconds = (uint)_random.Next(1, 2_000),
                RevealSeconds = (uint)_random.Next(_random.Next(10) == 0 ? 0 : 1, 200),
                UploadSeconds = (uint)_random.Next(1, 200),
                Target = (ulong)_random.NextInt64(1, 500_000_000),
                MinImprovement = (ulong)_random.Next(0, 5_000_000),
                DuplicateThousandths = _random.Next(3) == 0 ? 999U : 0,
                NormBoundMicros = _random.Next(4) == 0 ? 700_000UL : 0,
            },
            model: _random.Next(5) == 0 ? TinyFiles.LoopingModel(_random.Next(1, 300)) : null,
            data: _random.Next(10) == 0 ? [1, 2, 3] : null);
        _jobs.Add((Story.JobId, Story.Model, Story.Data));
        _deposited[Story.JobId] = reward;
        if (_random.Next(4) > 0) Story.Delivered(Story.Model).Delivered(Story.Data).Ticked();
    }

    private void SubmitHonestly()
    {
        ulong job = Job();
        Address client = Client();
        StoryFile file = Files[_random.Next(Files.Length)];
        Aim(job);
        if (View(job) is { Rounds: { Current: > 0 } rounds, End: null })
        {
            SubmitToRound(job, rounds.Current);
            return;
        }

        if (_sealed.Contains(job))
        {
            BondAndCommit(job, client, file);
            if (View(job) is { Phase: JobPhase.Open, OpenEnd: { } end } && _random.Next(2) == 0) Story.At(Math.Max(Story.Now, end));
            Story.RevealedTo(job, client, file).Delivered(file, client);
            return;
        }

        Story.CommittedTo(job, client, file).After((ulong)_random.Next(0, 20)).RevealedTo(job, client, file).Delivered(file, client).Ticked(job);
    }

    /// <summary>One to three clients from commitment to upload, and the ticks that settle the round, or not.</summary>
    private void SubmitToRound(ulong job, uint round)
    {
        (Address Client, StoryFile File)[] turns = [.. Clients.Take(_random.Next(1, 4)).Select(client => (client, Files[_random.Next(Files.Length)]))];
        foreach ((Address client, StoryFile file) in turns) BondAndCommit(job, client, file);
        RoundView view = Story.Ask<RoundDetailView>($"jobs/{job}/rounds/{round}").Round;
        Story.At(Math.Max(Story.Now, view.OpenEnd));
        foreach ((Address client, StoryFile file) in turns.Skip(_random.Next(5) == 0 ? 1 : 0)) Story.RevealedTo(job, client, file).Delivered(file, client);
        if (_random.Next(4) == 0) return;
        Story.At(Math.Max(Story.Now, view.UploadEnd));
        for (int i = 0; i < 20 && Story.Ticked(job).Last.Rejection == RejectCode.None; i++)
        {
        }
    }

    /// <summary>What is sent next is mostly for the job's round of now.</summary>
    private void Aim(ulong job)
    {
        bool exists = _jobs.Any(known => known.Job == job);
        Story.ForRound(_random.Next(20) == 0 ? (uint)_random.Next(0, 4) : exists ? View(job).Rounds?.Current ?? 0 : 0);
    }

    private void Deliver()
    {
        if (_jobs.Count == 0) return;
        (_, StoryFile model, StoryFile data) = _jobs[_random.Next(_jobs.Count)];
        StoryFile[] choices = [model, data, Files[_random.Next(Files.Length)]];
        Story.Delivered(choices[_random.Next(choices.Length)], Client());
    }

    private void Commit()
    {
        ulong job = Job();
        Address client = Client();
        StoryFile file = Files[_random.Next(Files.Length)];
        Aim(job);
        Story.CommittedTo(job, client, file);
        if (Story.Last.Rejection == RejectCode.None) _committed[(job, client)] = file;
    }

    private void Reveal()
    {
        ulong job = Job();
        Address client = Client();
        StoryFile file = _committed.TryGetValue((job, client), out StoryFile? committed) && _random.Next(5) > 0 ? committed : Files[0];
        Aim(job);
        Story.RevealedTo(job, client, file);
        if (_random.Next(3) > 0) Story.Delivered(file, client);
    }

    private void TopUp()
    {
        if (_jobs.Count == 0) return;
        ulong job = Job(), amount = (ulong)_random.Next(1, 1_000_000);
        Story.ToppedUp(amount, Client(), (byte)_random.Next(0, 3), job);
        if (Story.Last.Rejection == RejectCode.None) _deposited[job] += amount;
    }

    private void BondAndCommit() => BondAndCommit(Job(), Client(), Files[_random.Next(Files.Length)]);

    private void BondAndCommit(ulong job, Address client, StoryFile file)
    {
        ulong bond = (ulong)_random.Next(1, 1_000);
        Aim(job);
        Story.BondedAndCommitted(client, file, bond, job);
        if (Story.Last.Rejection != RejectCode.None) return;
        _deposited[job] += bond;
        _committed[(job, client)] = file;
    }

    private void Reclaim()
    {
        if (_jobs.Count == 0) return;
        ulong job = Job();
        Story.Send(MarketStory.Escrow, new MarketInputs.ReclaimStartedCall(job).Encode());
        if (Story.Last.Rejection == RejectCode.None) _reclaimed.Add(job);
    }

    private void Garbage()
    {
        var bytes = new byte[_random.Next(0, 200)];
        _random.NextBytes(bytes);
        if (Story.Inputs.Count > 0 && _random.Next(2) == 0)
        {
            bytes = [.. Story.Inputs[_random.Next(Story.Inputs.Count)].Payload];
            if (bytes.Length > 0) bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        }

        Story.Send(Client(), bytes);
    }

    private ulong Job() => _jobs.Count == 0 ? 1 : _jobs[_random.Next(_jobs.Count)].Job;

    private Address Client() => Clients[_random.Next(Clients.Length)];

    private void CheckRejections(Hash32 before, int known)
    {
        bool anyAccepted = Story.Results.Skip(known).Any(result => result.Rejection == RejectCode.None);
        if (!anyAccepted) Story.Market.StateRoot.Should().Be(before);
    }

    /// <summary>No input does more metered work than its budget.</summary>
    private void CheckWork(int known)
    {
        foreach (Emission.Report report in Story.Results.Skip(known).SelectMany(result => result.Emissions).OfType<Emission.Report>())
        {
            using var document = System.Text.Json.JsonDocument.Parse(report.Payload);
            if (document.RootElement.TryGetProperty("workDone", out System.Text.Json.JsonElement done)) done.GetInt64().Should().BeLessThanOrEqualTo(_inputWorkMax);
        }
    }

    private void CheckMoney()
    {
        foreach (IGrouping<ulong, StoryPayment> payments in Story.Payments.GroupBy(payment => payment.JobId))
        {
            // Numbers run from 0 without a gap, so the escrow takes each once.
            payments.Select(payment => payment.PaymentId).Should().Equal(Enumerable.Range(0, payments.Count()).Select(id => (ulong)id));
            Story.PaidOut(payments.Key).Should().BeLessThanOrEqualTo(_deposited[payments.Key]);
        }
    }
}
