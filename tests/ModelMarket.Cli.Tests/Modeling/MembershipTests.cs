using ModelMarket.Cli.Data;
using ModelMarket.Cli.Modeling;
using ModelMarket.Core.Judging;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Metrics;
using ModelMarket.Learning.Scoring;
using Xunit.Abstractions;

namespace ModelMarket.Cli.Tests.Modeling;

/// <summary>What an attacker learns of a client's rows, with and without differential privacy: breast cancer, 40 rows per client, ε = 3.</summary>
public sealed class MembershipTests(ITestOutputHelper output)
{
    private const int Clients = 4;
    private const int RowsPerClient = 40;
    private const double Epsilon = 3;
    private const string Trainer = "builtin:adam,lr=0.01,epochs=200,batch=8";
    private const string PrivateTrainer = "builtin:sgd,lr=0.3,epochs=20,batch=20";

    [Fact]
    public void Private_weights_tell_an_attacker_hardly_anything()
    {
        var (bench, parts) = Deal();
        var validation = parts[0];
        var (plainAuc, privateAuc, plainScore, privateScore, spent) = (0.0, 0.0, 0L, 0L, 0.0);
        for (var client = 1; client <= Clients; client++)
        {
            var own = parts[client];
            var plain = bench.Train(own, Workbench.ReadTrainer(Trainer), _ => { }, default);
            var plan = PrivacyPlan.For(Workbench.ReadTrainer(PrivateTrainer), own.RowCount, Epsilon, PrivacyPlan.DeltaDefault, 1);
            var secret = Enumerable.Repeat((byte)client, 32).ToArray();
            var hidden = PrivateTraining.Train(bench, own, plan, secret, _ => { }, default);
            plainAuc += MembershipTest.Auc(bench, plain.Weights, own, validation) / Clients;
            privateAuc += MembershipTest.Auc(bench, hidden.Weights, own, validation) / Clients;
            plainScore += bench.Accuracy(plain.Weights)!.Value.Value / Clients;
            privateScore += bench.Accuracy(hidden.Weights)!.Value.Value / Clients;
            spent = Math.Max(spent, hidden.Privacy!.Value.Epsilon(PrivacyPlan.DeltaDefault));
        }

        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"figure: membership inference on breast cancer, {RowsPerClient} rows per client, {Clients} clients: AUC {plainAuc:F3} without DP, {privateAuc:F3} with DP at epsilon {spent:F3} (delta 1e-5); accuracy {plainScore / 1e9:F3} without, {privateScore / 1e9:F3} with"));
        spent.Should().BeLessThanOrEqualTo(Epsilon);
        privateAuc.Should().BeInRange(0.44, 0.56, "an attacker on private weights does hardly better than guessing");
        privateScore.Should().BeGreaterThan(800_000_000, "and the private model is still of use");
    }

    [Fact]
    public void The_attack_s_area_is_one_half_for_the_same_rows()
    {
        var (bench, parts) = Deal();

        MembershipTest.Auc(bench, bench.Judge.Initial, parts[1], parts[1]).Should().Be(0.5);
    }

    [Theory]
    [InlineData(0, 1e-5, 1)]
    [InlineData(-1, 1e-5, 1)]
    [InlineData(double.NaN, 1e-5, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1e-5, 0)]
    public void A_privacy_that_makes_no_sense_is_refused(double epsilon, double delta, double clip) =>
        FluentActions.Invoking(() => PrivacyPlan.For(Workbench.ReadTrainer(Trainer), 40, epsilon, delta, clip)).Should().Throw<CliFault>().Which.Exit.Should().Be(ExitCode.Usage);

    /// <summary>A network that can learn 40 rows by heart, and rows dealt to a validation set and clients.</summary>
    private static (Workbench Bench, IReadOnlyList<DataSet> Parts) Deal()
    {
        using var reader = new StreamReader(typeof(DataFile).Assembly.GetManifestResourceStream("breast_cancer.csv")!);
        var all = DataFile.LoadTable(CsvReader.Read(reader, "breast_cancer.csv"), null, null).DataSet;
        var parts = RowSplit.Deal(all.RowCount, all.RowCount - (Clients * RowsPerClient), [.. Enumerable.Repeat(1, Clients)], 5).Select(rows => all.Select(rows)).ToArray();
        var scale = Standardisation.Of(parts[0]);
        var model = DenseNetwork.Write([.. scale.Means.Select(mean => (float)mean)], [.. scale.Deviations.Select(deviation => (float)deviation)], 32);
        var terms = new JudgeTerms { Metric = Metric.LogLoss, OutputKind = OutputKind.Logits, OutputName = "", PositiveClass = 1, EvalBatchRows = 64, SampleWeights = false, NormBoundMicros = 0, DuplicateThousandths = 0, WholeModels = false };
        return (Workbench.Open(model, parts[0].Encode(), terms), parts);
    }
}
