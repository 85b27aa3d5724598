using System.Numerics;

namespace Kernels.Lda;

/// <summary>The thresholds of LDA's scaled arithmetic. Rows and documents are scaled to a maximum of 1; what is far below that counts as 0.</summary>
internal static class LdaPrecision<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Factors below it become exactly 0: 2⁻⁶⁰ in float, 2⁻⁵⁰⁰ in double, so that no product is denormal.</summary>
    public static readonly double Flush = typeof(T) == typeof(double) ? double.ScaleB(1, -500) : double.ScaleB(1, -60);

    /// <summary>The distance from 1 to the next number.</summary>
    public static readonly double Epsilon = typeof(T) == typeof(double) ? double.ScaleB(1, -52) : double.ScaleB(1, -23);

    /// <summary>Words of a document, or documents of a word, whose sum is added up plainly before it joins a total that keeps its rounding errors: no mass is lost.</summary>
    public const int TermsInASum = 128;

    /// <summary>Numbers of <typeparamref name="T"/> in a block of 512 bits; rows are padded to a multiple of it.</summary>
    public static readonly int BlockLength = typeof(T) == typeof(double) ? 8 : 16;

    /// <summary>K rounded up to whole blocks.</summary>
    public static int Pad(int count) => (count + BlockLength - 1) / BlockLength * BlockLength;

    /// <summary>A normaliser below this may have lost what was flushed: its word goes through log space.</summary>
    public static double RescueLimit(int topicCount) => topicCount * Flush / Epsilon;
}
