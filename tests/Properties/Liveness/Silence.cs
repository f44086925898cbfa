namespace Properties.Liveness;

/// <summary>Who does what in one life of a job; whatever is not done is silence.</summary>
/// <param name="Kind">1 open, 2 sealed, 3 rounds with sealed data, 4 rounds without.</param>
/// <param name="PayRule">Its pay rule.</param>
/// <param name="Model">Whether the model arrives.</param>
/// <param name="Drawn">Whether anybody calls the draw.</param>
/// <param name="Opened">Public data or drawn groups: 0 nothing, 1 a part, 2 all.</param>
/// <param name="Ada">How far the first client goes.</param>
/// <param name="Ben">How far the second client goes.</param>
/// <param name="Revealed">Hidden groups: 0 none, 1 a part, 2 all.</param>
/// <param name="TicksEarly">Whether somebody ticks at every phase, or only in the end.</param>
public sealed record Silence(byte Kind, byte PayRule, bool Model, bool Drawn, int Opened, ClientStep Ada, ClientStep Ben, int Revealed, bool TicksEarly)
{
    /// <summary>Whether there are groups to draw, open and reveal.</summary>
    public bool IsSealed => Kind is 2 or 3;

    /// <summary>Whether there are rounds: Ada takes part in both, Ben in the second.</summary>
    public bool HasRounds => Kind >= 3;

    private static readonly bool[] Either = [true, false];

    /// <summary>Every life that differs: choices that an earlier silence makes impossible appear once.</summary>
    public static IEnumerable<Silence> All()
    {
        foreach (Silence life in Openings())
        {
            bool opens = life is { Model: true, Opened: 2 } && (!life.IsSealed || life.Drawn);
            if (!opens)
            {
                yield return life;
                continue;
            }

            foreach (ClientStep ada in Enum.GetValues<ClientStep>())
                foreach (ClientStep ben in Enum.GetValues<ClientStep>())
                    foreach (int revealed in !life.IsSealed ? [0] : new[] { 0, 1, 2 })
                        yield return life with { Ada = ada, Ben = ben, Revealed = revealed };
        }
    }

    private static IEnumerable<Silence> Openings()
    {
        (byte Kind, byte Rule)[] kinds = [(1, 5), (2, 0), (2, 1), (2, 2), (2, 5), (3, 4), (4, 4)];
        foreach ((byte kind, byte rule) in kinds)
            foreach (bool model in Either)
                foreach (bool drawn in kind is 1 or 4 ? [false] : Either)
                    foreach (int opened in new[] { 0, 1, 2 })
                        foreach (bool ticksEarly in Either)
                            yield return new Silence(kind, rule, model, drawn, opened, ClientStep.Nothing, ClientStep.Nothing, 0, ticksEarly);
    }
}
