using System;
using System.Globalization;
using System.Text;

namespace Kernels.Corpora;

/// <summary>A file that is not what it claims to be. The message is one line: <c>FILE:LINE: found X, expected Y</c>.</summary>
public sealed class CorpusFormatException : Exception
{
    private const int LongestExcerpt = 40;

    /// <summary>States what was found and what was expected.</summary>
    /// <param name="file">The file as the user named it; <c>-</c> for standard input.</param>
    /// <param name="line">From 1; 0 where lines mean nothing (a binary file, a folder): the message then leaves it out.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should.</param>
    /// <param name="innerException">What was thrown underneath, if anything.</param>
    public CorpusFormatException(string file, long line, string found, string expected, Exception? innerException = null)
        : base(Compose(file, line, found, expected), innerException)
    {
        File = file;
        Line = line;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file as the user named it; <c>-</c> for standard input.</summary>
    public string File { get; }

    /// <summary>From 1; 0 where lines mean nothing.</summary>
    public long Line { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }

    /// <summary>What should stand there.</summary>
    public string Expected { get; }

    /// <summary>Bytes of a file for a message: in quotes, control characters escaped, at most 40 characters.</summary>
    internal static string Quote(ReadOnlySpan<byte> bytes) =>
        Quote(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * LongestExcerpt)]).AsSpan());

    /// <summary>Text of a file for a message: in quotes, control characters escaped, at most 40 characters.</summary>
    internal static string Quote(ReadOnlySpan<char> text)
    {
        StringBuilder quoted = new("\"");
        int length = Math.Min(text.Length, LongestExcerpt);
        AppendEscaped(quoted, text[..length]);
        return quoted.Append(length < text.Length ? "…\"" : "\"").ToString();
    }

    private static string Compose(string file, long line, string found, string expected)
    {
        StringBuilder message = new();
        AppendEscaped(message, file);
        if (line > 0)
        {
            message.Append(CultureInfo.InvariantCulture, $":{line}");
        }

        return message.Append(CultureInfo.InvariantCulture, $": found {found}, expected {expected}").ToString();
    }

    private static void AppendEscaped(StringBuilder destination, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
            {
                destination.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                destination.Append(c);
            }
        }
    }
}
