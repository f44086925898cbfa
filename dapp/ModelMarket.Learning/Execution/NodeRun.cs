using ModelMarket.Learning.Kernels;
using ModelMarket.Learning.Operators;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Execution;

/// <summary>One node while it runs: its inputs, its outputs to fill, and what the kernels may use.</summary>
internal sealed class NodeRun
{
    private readonly Value?[] inputs;
    private readonly Value?[] outputs;

    /// <summary>A node with places for inputs and outputs.</summary>
    public NodeRun(NodeContext node, PlanRun owner, Value?[] inputs, Value?[] outputs)
    {
        Node = node;
        Owner = owner;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /// <summary>The node with its shapes.</summary>
    public NodeContext Node { get; }

    /// <summary>The run it belongs to.</summary>
    public PlanRun Owner { get; }

    /// <summary>What went wrong, if anything.</summary>
    public LearningFault Fault { get; private set; }

    /// <summary>Width of the kernels, resolved.</summary>
    public KernelWidth Width => Owner.Width;

    /// <summary>False: plain kernels only.</summary>
    public bool Optimise => Owner.Plan.Options.Optimise;

    /// <summary>How independent parts run.</summary>
    public IPartition Partition => Owner.Plan.Options.Partition;

    /// <summary>The plan has joined a following Relu to this node: it is applied to output 0 before it is stored.</summary>
    public bool Relu => Node.JoinedRelu;

    /// <summary>False when inputs are temporary copies (widened 16-bit floats), whose packed forms are not kept.</summary>
    public bool KeepsForms { get; init; } = true;

    /// <summary>True when the input is a constant or a weight, the same tensor in every run with these weights.</summary>
    public bool IsConstant(int index) => KeepsForms && Node.IsConstant(index);

    /// <summary>How many inputs the node names.</summary>
    public int InputCount => inputs.Length - Node.Captured.Count;

    /// <summary>A required tensor.</summary>
    public Tensor In(int index) => (Tensor)inputs[index]!;

    /// <summary>An optional tensor.</summary>
    public Tensor? TryIn(int index) => index < inputs.Length ? inputs[index] as Tensor : null;

    /// <summary>Any value, or null when absent.</summary>
    public Value? InValue(int index) => index < inputs.Length ? inputs[index] : null;

    /// <summary>A value that a subgraph reads from outside, by its position in <see cref="NodeContext.Captured"/>.</summary>
    public Value? CapturedValue(int index) => inputs[InputCount + index];

    /// <summary>The tensor to fill.</summary>
    public Tensor Out(int index = 0) => (Tensor)outputs[index]!;

    /// <summary>The tensor to fill, or null when nobody wants it.</summary>
    public Tensor? TryOut(int index) => index < outputs.Length ? outputs[index] as Tensor : null;

    /// <summary>Sets an output the node made itself.</summary>
    public void Set(int index, Value value)
    {
        if (index < outputs.Length)
            outputs[index] = value;
    }

    /// <summary>Reports a value that is not allowed.</summary>
    public void Fail(LearningError error, string detail)
    {
        if (!Fault.IsError)
            Fault = new LearningFault(error, $"{Node.Node} (opset {Node.Opset}): {detail}");
    }
}
