using System;
using System.Globalization;
using System.Text;

namespace Kernels.Corpora;

/// <summary>Collects the bytes of one field; of a long one the beginning.</summary>
internal sealed class FieldText : IFieldSink
{
    private const int Longest = 4096;
    private const int LongestNumber = 64;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private readonly byte[] _bytes = new byte[Longest];
    private int _length;

    /// <summary>The field without the blanks around it, which a line's CR is too.</summary>
    public ReadOnlySpan<byte> Trimmed => _bytes.AsSpan(0, _length).Trim(" \t\r"u8);

    /// <summary>The same as text.</summary>
    public string Text => Encoding.UTF8.GetString(Trimmed);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Longest - _length);
        bytes[..count].CopyTo(_bytes.AsSpan(_length));
        _length += count;
    }

    public void Clear() => _length = 0;

    /// <summary>The field as a number; NaN and infinities are none.</summary>
    public bool TryNumber(out double value) => IsNumber(Trimmed, out value);

    internal static bool IsNumber(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return text.Length is > 0 and <= LongestNumber && double.TryParse(text, Real, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
