using System;
using System.Collections.Generic;
using System.Globalization;

namespace Kernels.Inference;

/// <summary>As much of Python's literals as the headers of NumPy files hold: a flat dictionary of strings, names, and tuples of whole numbers.</summary>
internal static class PythonLiterals
{
    private const int MostValues = 16;
    private const int MostSizes = 32;

    /// <summary>The values by key, as they stand; null where the text is no such dictionary, or a key stands twice.</summary>
    public static Dictionary<string, string>? TryDictionary(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Length < 2 || rest[0] != '{' || rest[^1] != '}')
        {
            return null;
        }

        rest = rest[1..^1].Trim();
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<char> key = Take(ref rest);
            if (TryString(key) is not { } name || rest.IsEmpty || rest[0] != ':')
            {
                return null;
            }

            rest = rest[1..].TrimStart();
            ReadOnlySpan<char> value = Take(ref rest);
            if (value.IsEmpty || values.Count == MostValues || !values.TryAdd(name, value.ToString()))
            {
                return null;
            }

            if (!rest.IsEmpty && rest[0] != ',')
            {
                return null;
            }

            rest = rest.IsEmpty ? rest : rest[1..].TrimStart();
        }

        return values;
    }

    /// <summary>What a string holds, printable ASCII that needs no escapes; null where there is none.</summary>
    public static string? TryString(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] && !text[1..^1].ContainsAny(text[0], '\\') && !text.ContainsAnyExceptInRange(' ', '~')
            ? text[1..^1].ToString()
            : null;

    /// <summary>The whole numbers of a tuple; null where there are none, or too many.</summary>
    public static long[]? TryTuple(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')')
        {
            return null;
        }

        text = text[1..^1].Trim();
        List<long> sizes = [];
        while (!text.IsEmpty)
        {
            int comma = text.IndexOf(',');
            ReadOnlySpan<char> size = (comma < 0 ? text : text[..comma]).Trim();
            if (sizes.Count == MostSizes || size.Length > 18 || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long value) || (comma < 0 && sizes.Count == 0))
            {
                return null;
            }

            sizes.Add(value);
            text = comma < 0 ? [] : text[(comma + 1)..].Trim();
        }

        return [.. sizes];
    }

    /// <summary>Takes a string, a tuple or a name off the front, and the blanks behind it; empty where there is none.</summary>
    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest)
    {
        int length = 0;
        if (!rest.IsEmpty && rest[0] is '\'' or '"')
        {
            length = rest[1..].IndexOf(rest[0]) + 2;
            length = length < 2 ? 0 : length;
        }
        else if (!rest.IsEmpty && rest[0] == '(')
        {
            length = rest.IndexOf(')') + 1;
        }
        else
        {
            while (length < rest.Length && char.IsAsciiLetter(rest[length]))
            {
                length++;
            }
        }

        ReadOnlySpan<char> taken = rest[..length];
        rest = rest[length..].TrimStart();
        return taken;
    }
}
