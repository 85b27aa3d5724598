using System;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>Numbers as they stand in files.</summary>
internal static class Numbers
{
    /// <summary>What <see cref="TryCount"/> takes, for messages.</summary>
    internal const string ExpectedCount = "a count: finite, not negative, at most 1e15";

    private const int LongestNumber = 64;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A whole number ≥ 0, digits only; at most 18 of them after leading zeros.</summary>
    internal static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > LongestNumber)
        {
            return false;
        }

        foreach (byte b in text)
        {
            uint digit = (uint)(b - '0');
            if (digit > 9 || value > 99_999_999_999_999_999)
            {
                return false;
            }

            value = (10 * value) + digit;
        }

        return true;
    }

    /// <summary>A real number in [0, <see cref="SparseCorpusBuilder.LargestCount"/>].</summary>
    internal static bool TryCount(ReadOnlySpan<byte> text, out float value)
    {
        if (TryWhole(text, out long whole))
        {
            value = whole;
            return whole <= (long)SparseCorpusBuilder.LargestCount;
        }

        if (text.Length <= LongestNumber && double.TryParse(text, Real, CultureInfo.InvariantCulture, out double real)
            && real >= 0 && real <= SparseCorpusBuilder.LargestCount)
        {
            value = (float)real;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Whether a text is a finite real number.</summary>
    internal static bool IsReal(ReadOnlySpan<byte> text) =>
        text.Length <= LongestNumber && double.TryParse(text, Real, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);

    /// <summary>Takes the next word (a run without spaces and tabs) off the front of a line; empty at its end.</summary>
    internal static ReadOnlySpan<byte> NextField(ref ReadOnlySpan<byte> line)
    {
        int start = 0;
        while (start < line.Length && IsBlank(line[start]))
        {
            start++;
        }

        int end = start;
        while (end < line.Length && !IsBlank(line[end]))
        {
            end++;
        }

        ReadOnlySpan<byte> field = line[start..end];
        line = line[end..];
        return field;
    }

    /// <summary>Whether a byte is a space, a tab or a carriage return.</summary>
    internal static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r';

    /// <summary>Whether a line holds nothing but blanks.</summary>
    internal static bool IsBlankLine(ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8).IsEmpty;

    /// <summary>A number with its noun, in the plural when it should be.</summary>
    internal static string Of(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
