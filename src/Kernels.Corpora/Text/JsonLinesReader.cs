using System;
using System.Text.Json;

namespace Kernels.Corpora;

/// <summary>Reads JSON lines: an object a line, a document in one of its fields. A field that is null is an empty document; a blank line is none.</summary>
internal static class JsonLinesReader
{
    /// <summary>The longest line that is taken; a line is read as a whole.</summary>
    internal const int LongestLine = 1 << 26;

    /// <summary>The field that is read where none is named.</summary>
    internal const string UsualField = "text";

    internal static SparseCorpus Read(ByteSource source, string? field, TextOptions options, Vocabulary? vocabulary)
    {
        TextCorpusBuilder builder = new(options, vocabulary);
        char[] characters = [];
        field ??= UsualField;
        while (source.TryReadLine(LongestLine, out ReadOnlySpan<byte> line))
        {
            if (!Numbers.IsBlankLine(line))
            {
                AddText(source, line, field, builder, ref characters);
                builder.EndDocument();
            }

            source.Line++;
        }

        return builder.Build(source.Cancellation);
    }

    private static void AddText(ByteSource source, ReadOnlySpan<byte> line, string field, TextCorpusBuilder builder, ref char[] characters)
    {
        bool found = false;
        Utf8JsonReader reader = new(line);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Bad(source, CorpusFormatException.Quote(line), "a JSON object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool wanted = reader.ValueTextEquals(field);
                reader.Read();
                if (!wanted)
                {
                    reader.Skip();
                    continue;
                }

                if (found)
                {
                    throw Bad(source, $"the field {CorpusFormatException.Quote(field)} twice", "it once");
                }

                found = true;
                AddValue(source, ref reader, field, builder, ref characters);
            }

            // Anything but blanks after the object is refused here.
            reader.Read();
        }
        catch (JsonException exception)
        {
            int at = (int)Math.Min(exception.BytePositionInLine ?? 0, line.Length);
            throw Bad(source, at == line.Length ? "the end of the line" : $"{CorpusFormatException.Quote(line[at..])} at byte {at + 1}", "a JSON object", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw Bad(source, "an escape or a byte that is no text", "JSON in UTF-8", exception);
        }

        if (!found)
        {
            throw Bad(source, "an object without the field " + CorpusFormatException.Quote(field), "one with it");
        }
    }

    private static void AddValue(ByteSource source, ref Utf8JsonReader reader, string field, TextCorpusBuilder builder, ref char[] characters)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (characters.Length < reader.ValueSpan.Length)
            {
                characters = new char[2 * reader.ValueSpan.Length];
            }

            builder.Append(characters.AsSpan(0, reader.CopyString(characters)));
        }
        else if (reader.TokenType != JsonTokenType.Null)
        {
            throw Bad(source, $"{Noun(reader.TokenType)} in the field {CorpusFormatException.Quote(field)}", "a string or null");
        }
    }

    private static string Noun(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => "a number",
        _ => "true or false",
    };

    private static CorpusFormatException Bad(ByteSource source, string found, string expected, Exception? inner = null) =>
        new(source.Name, source.Line, found, expected, inner);
}
