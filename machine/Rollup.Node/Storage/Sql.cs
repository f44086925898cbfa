using System.Globalization;
using Microsoft.Data.Sqlite;
using Rollup.Primitives;

namespace Rollup.Node.Storage;

/// <summary>Short forms for parameters and columns. SQLite's integers have 63 bits for us; blocks, indices and times fit.</summary>
internal static class Sql
{
    public static SqliteCommand Command(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), Value(values[i]));
        return command;
    }

    public static void Execute(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(text, values);
        command.ExecuteNonQuery();
    }

    public static ulong Number(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(text, values);
        return command.ExecuteScalar() is long value ? checked((ulong)value) : 0;
    }

    public static ulong U64(this SqliteDataReader row, int column) => checked((ulong)row.GetInt64(column));

    public static byte[] Blob(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static Hash32 Hash(this SqliteDataReader row, int column) => Hash32.FromBytes(row.Blob(column));

    public static Hash32? HashOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Hash(column);

    public static DateTimeOffset Time(this SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        ulong number => checked((long)number),
        Hash32 hash => hash.ToArray(),
        Address address => address.ToArray(),
        Enum name => Convert.ToInt64(name, CultureInfo.InvariantCulture),
        _ => value,
    };
}
