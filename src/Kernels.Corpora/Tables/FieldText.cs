using System;
using System.Globalization;
using System.Text;

namespace Kernels.Corpora;

/// <summary>Collects the bytes of one field; of a long one the beginning.</summary>
internal sealed class FieldText : IFieldSink
{
    private const int Longest = 4096;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private readonly byte[] _bytes = new byte[Longest];
    private int _length;
    private bool _isCut;

    /// <summary>The field without the blanks around it, which a line's CR is too.</summary>
    public ReadOnlySpan<byte> Trimmed => _bytes.AsSpan(0, _length).Trim(Blanks);

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    /// <summary>The same as text; an ellipsis says that the field goes on.</summary>
    public string Text => Encoding.UTF8.GetString(Trimmed) + (_isCut ? "…" : "");

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes = _length == 0 ? bytes.TrimStart(Blanks) : bytes;
        int count = Math.Min(bytes.Length, Longest - _length);
        bytes[..count].CopyTo(_bytes.AsSpan(_length));
        _length += count;
        _isCut |= !bytes[count..].Trim(Blanks).IsEmpty;
    }

    public void Clear() => (_length, _isCut) = (0, false);

    /// <summary>The field as a number; NaN and infinities are none.</summary>
    public bool TryNumber(out double value)
    {
        // The beginning of a number is another number.
        value = 0;
        return !_isCut && IsNumber(Trimmed, out value);
    }

    internal static bool IsNumber(ReadOnlySpan<byte> text, out double value) => TryParse(text, out value) && double.IsFinite(value);

    /// <summary>Whether nobody calls a column that: a number, also one that is too large, or what programs write for none and for infinities.</summary>
    internal static bool IsMeantAsNumber(string text) =>
        TryParse(Encoding.UTF8.GetBytes(text), out _) || text.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase);

    /// <summary>The framework takes zero bytes behind a number for nothing.</summary>
    private static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        return !text.Contains((byte)0) && double.TryParse(text, Real, CultureInfo.InvariantCulture, out value);
    }
}
