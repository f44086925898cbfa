using System.Diagnostics;
using System.Globalization;
using ModelMarket.Cli.Data;
using ModelMarket.Cli.Market;
using ModelMarket.Cli.Modeling;
using ModelMarket.Cli.Presentation;
using ModelMarket.Core.Inspect;
using ModelMarket.Learning.Data;
using ModelMarket.Learning.Training;
using ModelMarket.Learning.Weights;
using Spectre.Console;

namespace ModelMarket.Cli.Training;

/// <summary>One run of <c>train</c>: by the engine's trainer, in private or not, or by the sponsor's module in its sandbox.</summary>
internal sealed class TrainingRun(Screen screen, Workbench bench, TrainRequest request, TrainerChoice choice, Func<WeightSet, Task> keep)
{
    private const int OutShare = 5; // one row in five is kept out for the self-test
    private const ulong SplitSeed = 1;
    private const double SecondsUnsaid = 60; // a self-test that takes longer is announced

    /// <summary>Trains with the engine.</summary>
    public async Task<TrainingOutcome> BuiltinAsync(DataSet own, CancellationToken cancellation)
    {
        var options = Workbench.ReadTrainer(choice.Text);
        var roles = Split(own);
        var members = own.Select(roles.Members);
        if (request.Epsilon is not { } epsilon)
        {
            var plain = await TrainAsync("training", roles, progress => bench.Train(members, options, progress, cancellation).Weights, cancellation);
            return new TrainingOutcome(plain, choice.Text, Attack: await AttackAsync(own, roles, plain, Plain, cancellation));
        }

        var plan = PrivacyPlan.For(options, members.RowCount, epsilon, request.Delta, request.Clip);
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"privacy: this run will spend ε = {plan.Epsilon:F3} at δ = {plan.Delta:0.##e-0} (clip {request.Clip}, noise {plan.Options.PrivacyNoise:F3} × clip)"));
        TrainingResult? made = null;
        var weights = await TrainAsync("training in private", roles, progress => (made = Private(members, progress)).Weights, cancellation);
        var attack = await AttackAsync(own, roles, weights, rows => Private(rows, static _ => { }).Weights, cancellation);
        var comparison = attack is null ? null : await screen.ProgressAsync("training without privacy, to compare", progress => Task.Run(() => bench.Train(members, options, progress, cancellation), cancellation));
        return new TrainingOutcome(
            weights, choice.Text, made!.Privacy!.Value.Epsilon(plan.Delta), plan.Delta, attack, comparison is null ? null : await AttackAsync(own, roles, comparison.Weights, Plain, cancellation));

        WeightSet Plain(DataSet rows) => bench.Train(rows, options, static _ => { }, cancellation).Weights;

        TrainingResult Private(DataSet rows, Action<double> progress) => PrivateTraining.Train(bench, rows, plan, progress, cancellation);
    }

    /// <summary>Trains with the sponsor's module, after saying whose it is and what it may touch.</summary>
    public async Task<TrainingOutcome> WasmAsync(DataSet own, JobView job, byte[] model, byte[] module, CancellationToken cancellation)
    {
        if (request.Epsilon is not null)
        {
            throw CliFault.Usage("Nobody can promise an ε for a trainer that the sponsor wrote.", $"Train with the built-in one: --trainer {TrainerChoice.Default} --dp {request.Epsilon}");
        }

        var terms = WasmTerms.Parse(choice.Text);
        Introduce(job, module, terms);
        var roles = Split(own);
        var trainer = new WasmTrainer(module, terms);
        var start = bench.Judge.Initial.Encode(WeightEncoding.F32);
        var weights = await TrainAsync("training", roles, progress => Run(own.Select(roles.Members), progress, words => screen.Say($"  trainer: {Markup.Escape(words)}")), cancellation);
        return new TrainingOutcome(weights, choice.Text, Attack: await AttackAsync(own, roles, weights, rows => Run(rows, static _ => { }, static _ => { }), cancellation));

        WeightSet Run(DataSet rows, Action<double> progress, Action<string> say) =>
            bench.Judge.TryDecode(trainer.Run(model, start, rows.Encode(), progress, say, cancellation), out var made, out var detail)
                ? made
                : throw CliFault.Failed($"The trainer wrote no weights of the job's model: {detail}", "Nothing it made was kept. Tell the sponsor, or train in another way: --trainer builtin:adam.");
    }

    private void Introduce(JobView job, byte[] module, WasmTerms terms)
    {
        screen.Say("About to run a program that the sponsor wrote:");
        screen.Say($"  made by    {job.Sponsor.ToChecksumString()}, who posted job {job.Id}");
        screen.Say($"  what       WebAssembly, {Units.Bytes((ulong)module.Length)}, {job.Terms!.TrainerFile!.Cid}");
        screen.Say($"  sha-256    {JobAttachments.Sha256(module)}");
        screen.Say($"  may read   the job's model, and your rows: {Markup.Escape(request.Rows)}");
        screen.Say($"  may write  the weights, at most {terms.OutputMegabytes} MiB of output, in memory until it ends");
        screen.Say("  may not    see other files, the network, the time, or anything else of this machine");
        screen.Say($"  limits     {terms.FuelMillions} million instructions, {terms.MemoryMegabytes} MiB of memory");
    }

    // Numbers of the rows that are trained on, and of those that are kept out.
    private (int[] Members, int[] Others) Split(DataSet own)
    {
        if (request.SelfTest && own.RowCount < 2 * OutShare)
        {
            screen.Warn($"no self-test: it keeps one row in {OutShare} out of training, and {own.RowCount} rows are too few for that");
        }

        if (!request.SelfTest || own.RowCount < 2 * OutShare)
        {
            return ([.. Enumerable.Range(0, own.RowCount)], []);
        }

        var order = RowSplit.Shuffle(own.RowCount, SplitSeed);
        var kept = own.RowCount / OutShare;
        screen.Say($"{kept} rows are kept out of training, to attack the weights with");
        return (order[kept..], order[..kept]);
    }

    // Trains and keeps the weights, whatever becomes of the self-test; says so where that takes long.
    private async Task<WeightSet> TrainAsync(string label, (int[] Members, int[] Others) roles, Func<Action<double>, WeightSet> train, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var weights = await screen.ProgressAsync(label, progress => Task.Run(() => train(progress), cancellation));
        var testSeconds = clock.Elapsed.TotalSeconds * MembershipTest.References / 2;
        await keep(weights);
        if (roles.Others.Length > 0 && testSeconds > SecondsUnsaid)
        {
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"the weights are kept; the self-test trains {MembershipTest.References} models on half of the rows each, about {testSeconds / SecondsUnsaid:F0} minutes (--self-test false leaves it out)"));
        }

        return weights;
    }

    // A self-test is no reason to fail: weights that are trained are kept even where the attacker's own models cannot be made.
    private async Task<AttackAucs?> AttackAsync(DataSet own, (int[] Members, int[] Others) roles, WeightSet weights, Func<DataSet, WeightSet> train, CancellationToken cancellation)
    {
        if (roles.Others.Length == 0)
        {
            return null;
        }

        try
        {
            return await screen.ProgressAsync(
                $"attacking the weights, with {MembershipTest.References} models as an attacker trains them",
                progress => Task.Run(() => MembershipTest.Prepare(bench, own, train, progress).Attack(weights, roles.Members, roles.Others), cancellation));
        }
        catch (CliFault fault)
        {
            screen.Warn(Markup.Escape($"the self-test was not possible: {fault.Message}"));
            return null;
        }
    }
}
