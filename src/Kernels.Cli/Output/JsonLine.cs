using System;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Kernels.Cli.Output;

/// <summary>One JSON object a line; the first field says what the line tells.</summary>
internal static class JsonLine
{
    public static void Write(TextWriter output, string kind, Action<Utf8JsonWriter> fields)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            fields(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        output.Flush();
    }

    /// <summary>JSON knows no infinities and no NaN: they become null.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is double number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
