using System.Numerics;
using ModelMarket.Learning.Execution;

namespace ModelMarket.Learning.Operators;

/// <summary>One direction of a recurrent layer on one row of the batch.</summary>
internal sealed class RecurrentCell<T>
    where T : unmanaged, INumber<T>
{
    private readonly NodeRun run;
    private readonly RecurrentShape shape;
    private readonly int gates;
    private readonly int direction;
    private readonly T[] hidden, cell, sums, recurrent, inputBiases, recurrentBiases;
    private readonly RecurrentActivation[] functions;
    private readonly float clip;
    private readonly bool linearFirst, coupled;

    /// <summary>A cell of a direction.</summary>
    public RecurrentCell(NodeRun run, RecurrentShape shape, int gates, int direction)
    {
        this.run = run;
        this.shape = shape;
        this.gates = gates;
        this.direction = direction;
        hidden = new T[shape.Hidden];
        cell = new T[shape.Hidden];
        sums = new T[gates * shape.Hidden];
        recurrent = new T[gates * shape.Hidden];
        inputBiases = new T[sums.Length];
        recurrentBiases = new T[sums.Length];
        if (run.TryIn(3) is { } biases)
        {
            ReadOnlySpan<T> own = biases.Elements<T>().Slice(direction * 2 * sums.Length, 2 * sums.Length);
            own[..sums.Length].CopyTo(inputBiases);
            own[sums.Length..].CopyTo(recurrentBiases);
        }

        functions = shape.Activations[direction];
        clip = run.Node.Float("clip", 0);
        linearFirst = run.Node.Int("linear_before_reset", 0) != 0;
        coupled = run.Node.Int("input_forget", 0) != 0;
    }

    /// <summary>Walks all steps of a row, backwards in the reverse direction.</summary>
    public void Walk(int batch)
    {
        Initial(5, hidden, batch);
        Initial(6, cell, batch);
        int length = run.TryIn(4) is { } lengths ? Math.Clamp(lengths.Int32s[batch], 0, shape.Steps) : shape.Steps;
        bool backwards = shape.Reverse || direction == 1;
        for (int i = 0; i < length; i++)
        {
            int step = backwards ? length - 1 - i : i;
            Step(run.In(0).Elements<T>().Slice(shape.InputAt(step, batch), shape.Inputs));
            if (run.TryOut(0) is { } all)
                hidden.CopyTo(all.Elements<T>()[shape.OutputAt(step, direction, batch)..]);
        }

        if (run.TryOut(1) is { } last)
            hidden.CopyTo(last.Elements<T>()[shape.StateAt(direction, batch)..]);
        if (run.TryOut(2) is { } lastCell)
            cell.CopyTo(lastCell.Elements<T>()[shape.StateAt(direction, batch)..]);
    }

    private void Initial(int input, T[] state, int batch)
    {
        Array.Clear(state);
        if (run.TryIn(input) is { } given)
            given.Elements<T>().Slice(shape.StateAt(direction, batch), shape.Hidden).CopyTo(state);
    }

    private void Step(ReadOnlySpan<T> x)
    {
        Rows(run.In(1).Elements<T>()[(direction * sums.Length * shape.Inputs)..], x, sums);
        Rows(run.In(2).Elements<T>()[(direction * sums.Length * shape.Hidden)..], hidden, recurrent);
        if (gates == 1)
            Simple();
        else if (gates == 3)
            Gated();
        else
            LongShort();
    }

    /// <summary>target = matrix · vector, each sum in ascending order.</summary>
    private static void Rows(ReadOnlySpan<T> matrix, ReadOnlySpan<T> vector, Span<T> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            ReadOnlySpan<T> row = matrix.Slice(i * vector.Length, vector.Length);
            T sum = T.Zero;
            for (int j = 0; j < vector.Length; j++)
                sum += row[j] * vector[j];
            target[i] = sum;
        }
    }

    /// <summary>The clipped sum of a gate: x part + h part + both biases.</summary>
    private T Total(int gate, int unit)
    {
        int at = (gate * shape.Hidden) + unit;
        return sums[at] + recurrent[at] + (inputBiases[at] + recurrentBiases[at]);
    }

    private T Of(int function, T x)
    {
        double value = double.CreateTruncating(x);
        if (clip > 0)
            value = value > clip ? clip : value < -clip ? -clip : value;
        return T.CreateTruncating(functions[function].Of(value));
    }

    private void Simple()
    {
        for (int i = 0; i < hidden.Length; i++)
            hidden[i] = Of(0, Total(0, i));
    }

    /// <summary>Gates z, r, h; linear_before_reset says whether the reset gate multiplies before or after the recurrent product.</summary>
    private void Gated()
    {
        var update = new T[hidden.Length];
        var reset = new T[hidden.Length];
        for (int i = 0; i < hidden.Length; i++)
        {
            update[i] = Of(0, Total(0, i));
            reset[i] = Of(0, Total(1, i));
        }

        var candidate = new T[hidden.Length];
        if (!linearFirst)
        {
            for (int i = 0; i < candidate.Length; i++)
                candidate[i] = reset[i] * hidden[i];
            int start = ((direction * 3) + 2) * hidden.Length * hidden.Length;
            Rows(run.In(2).Elements<T>()[start..], candidate, recurrent.AsSpan(2 * hidden.Length));
        }

        for (int i = 0; i < hidden.Length; i++)
        {
            int at = (2 * hidden.Length) + i;
            T inner = recurrent[at] + recurrentBiases[at];
            T value = Of(1, sums[at] + inputBiases[at] + (linearFirst ? reset[i] * inner : inner));
            hidden[i] = ((T.One - update[i]) * value) + (update[i] * hidden[i]);
        }
    }

    /// <summary>Gates i, o, f, c with optional peepholes.</summary>
    private void LongShort()
    {
        for (int i = 0; i < hidden.Length; i++)
        {
            T input = Of(0, Total(0, i) + Peep(0, i, cell[i]));
            T forget = coupled ? T.One - input : Of(0, Total(2, i) + Peep(2, i, cell[i]));
            T next = (forget * cell[i]) + (input * Of(1, Total(3, i)));
            T output = Of(0, Total(1, i) + Peep(1, i, next));
            cell[i] = next;
            hidden[i] = output * T.CreateTruncating(functions[2].Of(double.CreateTruncating(next)));
        }
    }

    private T Peep(int gate, int unit, T state) =>
        run.TryIn(7) is { } weights ? weights.Elements<T>()[(((direction * 3) + gate) * shape.Hidden) + unit] * state : T.Zero;
}
