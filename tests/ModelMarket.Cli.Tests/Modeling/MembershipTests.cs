using System.Globalization;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Cli.Training;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using ModelMarket.Learning.Weights;
using Xunit.Abstractions;

namespace ModelMarket.Cli.Tests.Modeling;

/// <summary>What an attacker learns of a client's rows, with and without differential privacy: breast cancer, 40 rows per client, ε = 3.</summary>
public sealed class MembershipTests(ITestOutputHelper output)
{
    private const int Clients = 12;
    private const int RowsPerClient = 40;
    private const int Deals = 4;
    private const double Epsilon = 3;
    private const string Usual = TrainerChoice.Default;
    private const string FewSteps = "builtin:sgd,lr=0.3,epochs=20,batch=20";

    /// <summary>How private weights are trained: MODELMARKET_PRIVATE_TRAINER names another way, whose figures are printed and not judged.</summary>
    private static readonly string Private = Environment.GetEnvironmentVariable("MODELMARKET_PRIVATE_TRAINER") ?? FewSteps;

    private static readonly Lazy<PrivacyPlan> Plan = new(() => PrivacyPlan.For(Workbench.ReadTrainer(Private), RowsPerClient, Epsilon, PrivacyPlan.DeltaDefault, 1));

    /// <summary>
    /// A client is told from the next one, to whom the same rows might have been dealt: 40 rows that were trained on and 40 that were not, each in half of the
    /// attacker's models. Private weights are attacked with models that were trained in private, as the attacker knows.
    /// </summary>
    [Theory]
    [InlineData("network 30-32-1", 32)]
    [InlineData("logistic regression", 0)]
    public void Private_weights_tell_an_attacker_less_than_plain_ones(string name, int hidden)
    {
        var (plain, hid) = (new Attacked(), new Attacked());
        for (var deal = 1; deal <= Deals; deal++)
        {
            var (bench, pools) = Deal((ulong)deal, hidden);
            byte secret = 0;
            foreach (var pool in pools)
            {
                AttackBoth(bench, pool, rows => bench.Train(rows, Workbench.ReadTrainer(Usual), _ => { }, default).Weights, plain);
                AttackBoth(bench, pool, rows => PrivateTraining.Train(bench, rows, Plan.Value, [.. Enumerable.Repeat(++secret, 32)], _ => { }, default).Weights, hid);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure: membership inference, breast cancer, {RowsPerClient} rows per client, {name}, {Clients} clients, {Deals} deals, AUC ± standard error:"));
        output.WriteLine($"figure:   as `train` trains: {plain}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure:   --dp {Epsilon} --trainer {Private} (ε = {Plan.Value.Epsilon:F3}): {hid}"));
        Plan.Value.Epsilon.Should().BeLessThanOrEqualTo(Epsilon);
        if (Private != FewSteps)
        {
            return;
        }

        plain.Best.Mean.Should().BeGreaterThan(0.57, "there is something to find");
        hid.Best.Mean.Should().BeLessThan(0.57, "and most of it is gone");
        (plain.Best.Mean - hid.Best.Mean).Should().BeGreaterThan(2 * double.Hypot(plain.Best.Error, hid.Best.Error), "this is not chance");
        hid.Accuracy.Mean.Should().BeGreaterThan(0.85, "and the private model is still of use");
    }

    [Fact]
    public void Attacks_on_the_same_rows_are_no_better_than_guessing()
    {
        var (bench, pools) = Deal(1, 0);
        var test = MembershipTest.Prepare(bench, pools[0], _ => bench.Judge.Initial, _ => { });

        test.Attack(bench.Judge.Initial, [0, 1, 2], [0, 1, 2]).Should().Be(new AttackAucs(0.5, 0.5, 0.5, 3, 3));
    }

    [Fact]
    public void Attacker_s_models_each_have_half_of_the_rows_and_each_row_is_in_half_of_them()
    {
        var (bench, pools) = Deal(1, 0);
        var seen = new List<DataSet>();

        MembershipTest.Prepare(bench, pools[0], Note, _ => { });

        seen.Should().HaveCount(MembershipTest.References).And.OnlyContain(rows => rows.RowCount == RowsPerClient);
        var all = seen.SelectMany(rows => Enumerable.Range(0, rows.RowCount).Select(row => string.Join(' ', rows.Inputs[0].Tensor.Floats.Slice(row * 30, 30).ToArray())));
        all.GroupBy(row => row).Should().HaveCount(2 * RowsPerClient).And.OnlyContain(row => row.Count() == MembershipTest.References / 2);

        WeightSet Note(DataSet rows)
        {
            seen.Add(rows);
            return bench.Judge.Initial;
        }
    }

    [Fact]
    public void Rows_on_one_side_only_are_refused()
    {
        var (bench, pools) = Deal(1, 0);
        var test = MembershipTest.Prepare(bench, pools[0], _ => bench.Judge.Initial, _ => { });

        FluentActions.Invoking(() => test.Attack(bench.Judge.Initial, [0], [])).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);
    }

    /// <summary>Against the formula by hand: 0.5 with 32 and 8 rows is √((¼ + 31/12 + 7/12) ÷ 256).</summary>
    [Fact]
    public void Error_is_Hanley_and_McNeil_s_of_the_strongest_attack()
    {
        new AttackAucs(0.5, 0.4, 0.3, 32, 8).StandardError.Should().BeApproximately(Math.Sqrt((0.25 + (31 / 12.0) + (7 / 12.0)) / 256), 1e-12);
        new AttackAucs(0.5, 1, 0.3, 32, 8).StandardError.Should().Be(0);
    }

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(3, 0, 0.952574)]
    [InlineData(3, 1, 1)]
    public void Right_guesses_are_bounded_by_the_privacy(double epsilon, double delta, double most) =>
        PrivacyPlan.RightGuessesMost(epsilon, delta).Should().BeApproximately(most, 1e-6);

    [Fact]
    public void A_person_is_told_in_words_and_figures()
    {
        var hidden = AttackView.Of(new AttackAucs(0.51, 0.551, 0.53, 100, 100))!;
        var plain = AttackView.Of(new AttackAucs(0.54, 0.62, 0.661, 100, 100));

        AttackText.Lines(hidden, plain).Should().Equal(
            "who sees these weights, one row they were trained on and one they were not, tells which is which 55 times in 100 (50 is guessing); without --dp 66 times",
            "  the best of three attacks by somebody who knows your rows: AUC 0.551 ± 0.041 (by loss 0.510, by difficulty 0.551, by likelihood 0.530)",
            "  without --dp: AUC 0.661 ± 0.038 (by loss 0.540, by difficulty 0.620, by likelihood 0.661)");
        AttackText.Lines(hidden, null).Should().NotContain(line => line.Contains("--dp"));
        AttackText.Advice(hidden, 7).Should().BeNull("chance does as much");
        AttackText.Advice(plain!, 7).Should().Be("Your rows show in these weights. To hide them: modelmarket train 7 mine.csv --dp 3");
        AttackText.Promise(3, 1e-5).Should().Be("no attack whatever says of a row whether it was trained on, and is right more than 95 times in 100");
    }

    [Theory]
    [InlineData(0, 1e-5, 1)]
    [InlineData(-1, 1e-5, 1)]
    [InlineData(double.NaN, 1e-5, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1e-5, 0)]
    public void A_privacy_that_makes_no_sense_is_refused(double epsilon, double delta, double clip) =>
        FluentActions.Invoking(() => PrivacyPlan.For(Workbench.ReadTrainer(Usual), 40, epsilon, delta, clip)).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);

    /// <summary>Attacks the weights of both clients of a pool: each one's rows are those that the other was not trained on.</summary>
    private static void AttackBoth(Workbench bench, DataSet pool, Func<DataSet, WeightSet> train, Attacked into)
    {
        var test = MembershipTest.Prepare(bench, pool, train, _ => { });
        int[][] clients = [[.. Enumerable.Range(0, RowsPerClient)], [.. Enumerable.Range(RowsPerClient, RowsPerClient)]];
        for (var client = 0; client < clients.Length; client++)
        {
            var weights = train(pool.Select(clients[client]));
            into.Add(test.Attack(weights, clients[client], clients[1 - client]), bench.Accuracy(weights)!.Value.Value / 1e9);
        }
    }

    /// <summary>A model, and the rows of clients two by two; the rest of the rows are the job's public ones.</summary>
    private static (Workbench Bench, IReadOnlyList<DataSet> Pools) Deal(ulong seed, int hidden)
    {
        using var reader = new StreamReader(typeof(DataFile).Assembly.GetManifestResourceStream("breast_cancer.csv")!);
        var all = DataFile.LoadTable(CsvReader.Read(reader, "breast_cancer.csv"), null, null).DataSet;
        var parts = RowSplit.Deal(all.RowCount, all.RowCount - (Clients * RowsPerClient), [.. Enumerable.Repeat(1, Clients)], seed);
        var validation = all.Select(parts[0]);
        var scale = Standardisation.Of(validation);
        var model = DenseNetwork.Write([.. scale.Means.Select(mean => (float)mean)], [.. scale.Deviations.Select(deviation => (float)deviation)], hidden == 0 ? [] : [hidden]);
        var terms = new JudgeTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits, OutputName = "", PositiveClass = 1, EvalBatchRows = 64, SampleWeights = false, NormBoundMicros = 0, DuplicateThousandths = 0, WholeModels = false };
        return (Workbench.Open(model, validation.Encode(), terms), [.. parts.Skip(1).Chunk(2).Select(pair => all.Select([.. pair[0], .. pair[1]]))]);
    }

    /// <summary>Attacks on the weights of many clients.</summary>
    private sealed class Attacked
    {
        private readonly List<AttackAucs> _aucs = [];
        private readonly List<double> _accuracies = [];

        /// <summary>Of the attack that is strongest over all clients.</summary>
        public (double Mean, double Error) Best => new[] { Of(one => one.ByLoss), Of(one => one.ByDifficulty), Of(one => one.ByLikelihood) }.MaxBy(one => one.Mean);

        public (double Mean, double Error) Accuracy => Of(_accuracies);

        public void Add(AttackAucs aucs, double accuracy)
        {
            _aucs.Add(aucs);
            _accuracies.Add(accuracy);
        }

        public override string ToString() =>
            $"by loss {Text(Of(one => one.ByLoss))}, by difficulty {Text(Of(one => one.ByDifficulty))}, by likelihood {Text(Of(one => one.ByLikelihood))}; accuracy {Text(Accuracy)}";

        private (double Mean, double Error) Of(Func<AttackAucs, double> attack) => Of([.. _aucs.Select(attack)]);

        private static (double Mean, double Error) Of(List<double> values)
        {
            var mean = values.Average();
            return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count));
        }

        private static string Text((double Mean, double Error) value) => string.Create(CultureInfo.InvariantCulture, $"{value.Mean:F3} ± {value.Error:F3}");
    }
}
