using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Rollup.Guest.Generators.Model;

namespace Rollup.Guest.Generators.Emission;

/// <summary>The routing of questions.</summary>
internal sealed class InspectEmitter(ApplicationModel model, CodeWriter code)
{
    private const string Routing = "global::Rollup.Guest.Routing.";

    public void Emit()
    {
        var patterns = string.Join(", ", model.Inspects.Select(inspect => Literal(inspect.Pattern)));
        code.Line().Line($"private static readonly string[] InspectPatterns = [{patterns}];").Line()
            .Line("/// <summary>Routes a question by its path.</summary>")
            .Open("public void Inspect(global::System.ReadOnlyMemory<byte> payload, global::Rollup.Guest.IReportSink reports)")
            .Open($"if (!{Routing}InspectRequest.TryParse(payload.Span, out var request, out var refusal))")
            .Line($"{Routing}Refusals.Refuse(reports, refusal, InspectPatterns);").Line("return;").Close().Line()
            .Line($"var context = new {Routing}InspectContext(request, reports{(model.ReportBytesMax > 0 ? $", {model.ReportBytesMax}" : "")});")
            .Line("var segments = request.Segments;");

        // Words before placeholders, so that jobs/open is not an id.
        var ordered = model.Inspects.Select((inspect, index) => (inspect, index))
            .OrderBy(pair => string.Join("/", pair.inspect.Segments.Select(segment => IsPlaceholder(segment) ? "1" : "0")), System.StringComparer.Ordinal);
        foreach (var (inspect, index) in ordered)
        {
            var conditions = inspect.Segments.Select((segment, i) => IsPlaceholder(segment) ? null : $"segments[{i}] == {Literal(segment)}")
                .Where(condition => condition is not null).Prepend($"segments.Count == {inspect.Segments.Count}");
            code.Open($"if ({string.Join(" && ", conditions)})").Line($"Inspect{index}(context);").Line("return;").Close().Line();
        }

        code.Line($"{Routing}Refusals.Refuse(reports, new {Routing}InspectRefusal({Routing}InspectRefusalCode.PathUnknown, request.Path), InspectPatterns);").Close();
        for (var i = 0; i < model.Inspects.Count; i++)
        {
            EmitHandler(model.Inspects[i], i);
        }
    }

    private void EmitHandler(InspectHandler inspect, int index)
    {
        code.Line().Open($"private void Inspect{index}({Routing}InspectContext context)");
        code.Open($"if (!context.TryOnlyQuery([{string.Join(", ", inspect.Query.Select(Literal))}]))").Line("return;").Close();
        for (var i = 0; i < inspect.Parameters.Count; i++)
        {
            EmitParameter(inspect.Parameters[i], i);
        }

        var arguments = inspect.Call.Select(name => name == "@context" ? "context" : $"value{Position(inspect, name)}");
        var call = $"{inspect.Method}({string.Join(", ", arguments)})";
        switch (inspect.Answer)
        {
            case InspectAnswerKind.None:
                code.Line($"{call};");
                break;
            case InspectAnswerKind.Json:
                code.Line($"context.Answer({call}, (global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<{inspect.AnswerType}>?){model.JsonContext}.Default.GetTypeInfo(typeof({inspect.AnswerType})));");
                break;
            default:
                code.Line($"context.Answer({call});");
                break;
        }

        code.Close();
    }

    private void EmitParameter(InspectParameter parameter, int index)
    {
        var nullable = parameter.Default == "default" ? "?" : "";
        var text = parameter.SegmentIndex >= 0 ? $"context.Request.Segments[{parameter.SegmentIndex}]" : $"text{index}";
        if (parameter.SegmentIndex >= 0)
        {
            code.Open($"if (!context.TryParse({Literal(parameter.Name)}, {text}, out {parameter.CSharp} value{index}))").Line("return;").Close();
            return;
        }

        var start = parameter.Default is null ? $"{parameter.CSharp} value{index};" : $"{parameter.CSharp}{nullable} value{index} = {parameter.Default};";
        code.Line(start).Open($"if (context.Request.TryQuery({Literal(parameter.Name)}, out var text{index}))")
            .Open($"if (!context.TryParse({Literal(parameter.Name)}, text{index}, out {parameter.CSharp} parsed{index}))").Line("return;").Close()
            .Line($"value{index} = parsed{index};")
            .Close();
        if (parameter.Default is null)
        {
            code.Open("else").Line($"context.RefuseMissing({Literal(parameter.Name)});").Line("return;").Close();
        }
    }

    private static int Position(InspectHandler inspect, string name)
    {
        for (var i = 0; i < inspect.Parameters.Count; i++)
        {
            if (inspect.Parameters[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsPlaceholder(string segment) => segment[0] == '{';

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
