using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace ModelMarket.Cli.Data;

/// <summary>Reads flat columns of numbers, booleans and texts from Parquet (the library Parquet.Net does the reading).</summary>
internal static class ParquetTable
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="CliFault">Not such a file, or a column of another kind.</exception>
    public static async Task<Table> ReadAsync(string path, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        try
        {
            await using var file = File.OpenRead(path);
            await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: cancellation);
            var fields = reader.Schema.GetDataFields();
            var rows = new List<TableRow>();
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var rowGroup = reader.OpenRowGroupReader(group);
                if ((rows.Count + rowGroup.RowCount) * fields.Length > DataFileLimits.FieldsMax)
                {
                    throw CliFault.Usage($"{name} has more than {DataFileLimits.FieldsMax} fields.");
                }

                var columns = new List<string[]>();
                foreach (var field in fields)
                {
                    columns.Add(await ColumnAsync(rowGroup, field, name, cancellation));
                }

                for (var row = 0; row < rowGroup.RowCount; row++)
                {
                    rows.Add(new TableRow(rows.Count + 1, [.. columns.Select(column => column[row])]));
                }
            }

            return rows.Count > 0 ? new Table(name, [.. fields.Select(field => field.Name)], true, null, rows) : throw CliFault.Usage($"{name} has no rows.");
        }
        catch (Exception fault) when (fault is ParquetException or InvalidDataException or EndOfStreamException || fault.GetType() == typeof(IOException))
        {
            throw CliFault.Usage($"{name} is no Parquet file that is read here: {fault.Message}");
        }
    }

    private static Task<string[]> ColumnAsync(ParquetRowGroupReader group, DataField field, string name, CancellationToken cancellation) =>
        field.IsArray || field.MaxRepetitionLevel > 0 ? throw Refused(name, field)
        : field.ClrType == typeof(double) ? NumbersAsync<double>(group, field, cancellation)
        : field.ClrType == typeof(float) ? NumbersAsync<float>(group, field, cancellation)
        : field.ClrType == typeof(int) ? NumbersAsync<int>(group, field, cancellation)
        : field.ClrType == typeof(long) ? NumbersAsync<long>(group, field, cancellation)
        : field.ClrType == typeof(short) ? NumbersAsync<short>(group, field, cancellation)
        : field.ClrType == typeof(sbyte) ? NumbersAsync<sbyte>(group, field, cancellation)
        : field.ClrType == typeof(byte) ? NumbersAsync<byte>(group, field, cancellation)
        : field.ClrType == typeof(ushort) ? NumbersAsync<ushort>(group, field, cancellation)
        : field.ClrType == typeof(uint) ? NumbersAsync<uint>(group, field, cancellation)
        : field.ClrType == typeof(ulong) ? NumbersAsync<ulong>(group, field, cancellation)
        : field.ClrType == typeof(bool) ? NumbersAsync<bool>(group, field, cancellation)
        : field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) ? TextsAsync(group, field, cancellation)
        : throw Refused(name, field);

    private static async Task<string[]> NumbersAsync<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var all = new T[group.RowCount];
            await group.ReadAsync<T>(field, all.AsMemory(), null, cancellation);
            return [.. all.Select(value => Text(value))];
        }

        var values = new T?[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory(), null, cancellation);
        return [.. values.Select(value => value is { } there ? Text(there) : "")];
    }

    private static async Task<string[]> TextsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory(), null, cancellation);
        return [.. values.Select(value => value ?? "")];
    }

    private static string Text<T>(T value)
        where T : struct => value is bool truth ? (truth ? "1" : "0") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static CliFault Refused(string name, DataField field) =>
        CliFault.Usage($"{name}: column `{field.Name}` is {field.ClrType.Name}{(field.IsArray ? "[]" : "")}; flat numbers, booleans and texts are read.");
}
