using System.Text.Json;

namespace Rollup.Node.Http;

/// <summary>The answer of <c>rpc.discover</c>: an OpenRPC 1.3 document made from the methods themselves.</summary>
internal static class OpenRpcDocument
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<RpcMethod> methods)
    {
        writer.WriteStartObject();
        writer.WriteString("openrpc", "1.3.2");
        writer.WriteStartObject("info");
        writer.WriteString("title", "Cartesi Rollups node, JSON-RPC");
        writer.WriteString("version", RollupNode.Version);
        writer.WriteEndObject();
        writer.WriteStartArray("methods");
        foreach (RpcMethod method in methods)
            Write(writer, method);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RpcMethod method)
    {
        writer.WriteStartObject();
        writer.WriteString("name", method.Name);
        writer.WriteString("summary", method.Summary);
        writer.WriteStartArray("params");
        foreach (RpcParameter parameter in method.Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            writer.WriteString("description", parameter.Description);
            writer.WriteBoolean("required", parameter.IsRequired);
            WriteSchema(writer, parameter.Type);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartObject("result");
        writer.WriteString("name", "result");
        WriteSchema(writer, "object");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, string type)
    {
        writer.WriteStartObject("schema");
        writer.WriteString("type", type);
        writer.WriteEndObject();
    }
}
