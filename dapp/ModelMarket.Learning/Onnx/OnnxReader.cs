using ModelMarket.Learning.Execution;
using ModelMarket.Learning.Tensors;

namespace ModelMarket.Learning.Onnx;

/// <summary>Reads the messages of onnx.proto. Totals over the whole file are counted, so that a small file cannot grow large in memory.</summary>
internal sealed partial class OnnxReader
{
    private int nodes;
    private int attributes;
    private int graphValues;
    private int initializers;
    private int graphDepth;
    private long work;
    private long workMax;

    /// <summary>Reads a model; names and order are not checked yet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, long workMax, out OnnxModel? model, out LearningFault fault)
    {
        model = null;
        fault = default;
        if (file.Length > LearningLimits.ModelBytesMax)
        {
            fault = new LearningFault(LearningError.OnnxLimitExceeded, $"a model of {file.Length} bytes; at most {LearningLimits.ModelBytesMax}");
            return false;
        }

        var wire = new WireReader(file, 0, 0);
        model = new OnnxReader { workMax = workMax }.Model(ref wire);
        fault = wire.Fault;
        if (wire.Failed)
            model = null;
        return !wire.Failed;
    }

    private OnnxModel? Model(ref WireReader wire)
    {
        int version = 0;
        var opsets = new List<OnnxOpset>();
        var functions = new List<OnnxFunction>();
        OnnxGraph? graph = null;
        while (wire.NextField(out int field))
        {
            switch (field)
            {
                case 1: version = wire.Int32(); break;
                case 7: graph = Graph(ref wire); break;
                case 8: wire.Add(opsets, Opset(ref wire), LearningLimits.OpsetImportsMax); break;
                case 25: wire.Add(functions, Function(ref wire), LearningLimits.FunctionsMax); break;
                default: wire.Skip(); break;
            }
        }

        return Complete(ref wire, version, opsets, graph) ? new OnnxModel(version, opsets, graph!, functions) { ReadWork = work } : null;
    }

    /// <summary>Counts what the things found so far take to read, beside their bytes.</summary>
    private void Charge(ref WireReader wire, long cost)
    {
        work += cost;
        if (work > workMax)
            wire.Fail(LearningError.OnnxLimitExceeded, $"nodes, names and attributes that take more than {workMax} work units to read");
    }

    private static bool Complete(ref WireReader wire, int version, List<OnnxOpset> opsets, OnnxGraph? graph)
    {
        if (wire.Failed)
            return false;
        if (version is < LearningLimits.IrVersionMin or > LearningLimits.IrVersionMax)
            return wire.Fail(LearningError.OnnxIrVersion, $"IR version {version}; {LearningLimits.IrVersionMin} to {LearningLimits.IrVersionMax} are read");
        if (graph is null)
            return wire.Fail(LearningError.OnnxNoGraph, "no graph; is this an ONNX model?");
        if (opsets.Count == 0)
            return wire.Fail(LearningError.OnnxOpset, "no operator set is imported");
        foreach (OnnxOpset opset in opsets)
        {
            int max = opset.Domain switch { "" => LearningLimits.OpsetMax, "ai.onnx.ml" => LearningLimits.MlOpsetMax, _ => int.MaxValue };
            if (opset.Version < 1 || opset.Version > max)
                return wire.Fail(LearningError.OnnxOpset, $"opset {opset.Version} of domain '{opset.Domain}'; 1 to {max} are supported");
        }

        return true;
    }

    private static OnnxOpset Opset(ref WireReader wire)
    {
        WireReader message = wire.Message();
        string domain = "";
        long version = 0;
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: domain = DomainOf(message.Text()); break;
                case 2: version = message.Int64(); break;
                default: message.Skip(); break;
            }
        }

        wire.Adopt(message);
        return new OnnxOpset(domain, (int)Math.Clamp(version, 0, int.MaxValue));
    }

    private static string DomainOf(string written) => written == "ai.onnx" ? "" : written;

    private OnnxGraph Graph(ref WireReader wire)
    {
        WireReader message = wire.Message();
        if (++graphDepth > LearningLimits.GraphDepthMax)
            message.Fail(LearningError.OnnxTooDeep, $"subgraphs nested deeper than {LearningLimits.GraphDepthMax}");
        string name = "";
        var read = (Nodes: new List<OnnxNode>(), Initializers: new List<OnnxInitializer>(), Inputs: new List<OnnxValueInfo>(), Outputs: new List<OnnxValueInfo>());
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: message.Add(read.Nodes, Node(ref message), LearningLimits.NodesMax); break;
                case 2: name = message.Text(); break;
                case 5: Initializer(ref message, read.Initializers); break;
                case 11: message.Add(read.Inputs, ValueInfo(ref message), LearningLimits.GraphValuesMax); break;
                case 12: message.Add(read.Outputs, ValueInfo(ref message), LearningLimits.GraphValuesMax); break;
                case 15: message.Fail(LearningError.OnnxTensorType, "sparse initializers are not supported; export them as dense tensors"); break;
                default: message.Skip(); break;
            }
        }

        graphDepth--;
        wire.Adopt(message);
        return new OnnxGraph { Name = name, Nodes = read.Nodes, Initializers = read.Initializers, Inputs = read.Inputs, Outputs = read.Outputs };
    }

    private void Initializer(ref WireReader wire, List<OnnxInitializer> into)
    {
        Charge(ref wire, WorkWeights.ReadValue);
        if (++initializers > LearningLimits.InitializersMax)
            wire.Fail(LearningError.OnnxLimitExceeded, $"more than {LearningLimits.InitializersMax} initializers");
        Tensor? tensor = OnnxTensorReader.Read(ref wire, out string name);
        if (tensor is not null)
            wire.Add(into, new OnnxInitializer(name, tensor), LearningLimits.InitializersMax);
    }

    private OnnxNode Node(ref WireReader wire)
    {
        WireReader message = wire.Message();
        Charge(ref message, WorkWeights.ReadNode);
        if (++nodes > LearningLimits.NodesMax)
            message.Fail(LearningError.OnnxLimitExceeded, $"more than {LearningLimits.NodesMax} nodes");
        string name = "", type = "", domain = "", overload = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var read = new List<OnnxAttribute>();
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: message.Add(inputs, message.Text(), LearningLimits.NodePortsMax); break;
                case 2: message.Add(outputs, message.Text(), LearningLimits.NodePortsMax); break;
                case 3: name = message.Text(); break;
                case 4: type = message.Text(); break;
                case 5: message.Add(read, Attribute(ref message), LearningLimits.NodeAttributesMax); break;
                case 7: domain = DomainOf(message.Text()); break;
                case 8: overload = message.Text(); break;
                default: message.Skip(); break;
            }
        }

        Charge(ref message, (inputs.Count + outputs.Count) * WorkWeights.ReadText);
        wire.Adopt(message);
        return new OnnxNode { Name = name, Operator = type, Domain = domain, Overload = overload, Inputs = inputs, Outputs = outputs, Attributes = read };
    }

    private OnnxFunction Function(ref WireReader wire)
    {
        WireReader message = wire.Message();
        string name = "", domain = "", overload = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var defaults = new List<OnnxAttribute>();
        var body = new List<OnnxNode>();
        var opsets = new List<OnnxOpset>();
        while (message.NextField(out int field))
        {
            switch (field)
            {
                case 1: name = message.Text(); break;
                case 4: message.Add(inputs, message.Text(), LearningLimits.NodePortsMax); break;
                case 5: message.Add(outputs, message.Text(), LearningLimits.NodePortsMax); break;
                case 7: message.Add(body, Node(ref message), LearningLimits.NodesMax); break;
                case 9: message.Add(opsets, Opset(ref message), LearningLimits.OpsetImportsMax); break;
                case 10: domain = DomainOf(message.Text()); break;
                case 11: message.Add(defaults, Attribute(ref message), LearningLimits.NodeAttributesMax); break;
                case 13: overload = message.Text(); break;
                default: message.Skip(); break;
            }
        }

        wire.Adopt(message);
        return new OnnxFunction
        {
            Name = name,
            Domain = domain,
            Overload = overload,
            Inputs = inputs,
            Outputs = outputs,
            Defaults = defaults,
            Nodes = body,
            Opsets = opsets,
        };
    }
}
