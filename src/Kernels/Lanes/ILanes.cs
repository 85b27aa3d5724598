using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kernels.Lanes;

/// <summary>The vocabulary in which every formula is written: a group of numbers that are worked on together.</summary>
/// <remarks>
/// Every operation is exact or correctly rounded per lane (IEEE 754), so a formula gives the same bits whatever implements it.
/// Comparisons give masks: all bits set where true. A mask is only for <see cref="Select"/>, <see cref="Any"/> and the bit operations.
/// </remarks>
/// <typeparam name="TSelf">The implementing group.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers in the group.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every lane, rounded to <typeparamref name="T"/>.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The same bit pattern in every lane; float takes the lower 32 bits.</summary>
    static abstract TSelf FromBits(long bits);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    static abstract TSelf SquareRoot(TSelf value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b + c with the same c in every lane, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, double c);

    /// <summary>a·b + c with b read from memory, rounded once: one instruction where the processor has it.</summary>
    static virtual TSelf FusedMultiplyAdd(TSelf a, ref readonly T b, TSelf c) => TSelf.FusedMultiplyAdd(a, TSelf.Load(in b), c);

    /// <summary>left &lt; right ? left : right, so a NaN in either gives <paramref name="right"/>.</summary>
    static abstract TSelf MinOrSecond(TSelf left, TSelf right);

    /// <summary>left &gt; right ? left : right, so a NaN in either gives <paramref name="right"/>.</summary>
    static abstract TSelf MaxOrSecond(TSelf left, TSelf right);

    static abstract TSelf LessThan(TSelf left, TSelf right);

    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>mask ? yes : no, lane by lane.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>Whether any lane of a mask is set.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>Whether every lane of a mask is set.</summary>
    static abstract bool All(TSelf mask);

    static abstract TSelf BitAnd(TSelf left, TSelf right);

    static abstract TSelf BitOr(TSelf left, TSelf right);

    static abstract TSelf BitXor(TSelf left, TSelf right);

    /// <summary>left &amp; ~right.</summary>
    static abstract TSelf BitAndNot(TSelf left, TSelf right);

    /// <summary>The product of a 32-bit word, the lowest bits of each lane, and a factor: 64 bits, in two words.</summary>
    /// <param name="words">Unsigned; bits above the lowest 32 count nothing.</param>
    /// <param name="factor">Unsigned.</param>
    /// <returns>The upper word with zeros above it, and the lower word; above that one stands, in lanes of 64 bits, the upper word again.</returns>
    static abstract (TSelf Upper, TSelf Lower) WordProduct(TSelf words, uint factor);

    /// <summary>Adds the bit patterns as integers.</summary>
    static abstract TSelf BitAdd(TSelf left, TSelf right);

    /// <summary>Subtracts the bit patterns as integers.</summary>
    static abstract TSelf BitSubtract(TSelf left, TSelf right);

    static abstract TSelf BitShiftLeft(TSelf value, int count);

    /// <summary>Shifts zeros in from the left.</summary>
    static abstract TSelf BitShiftRight(TSelf value, int count);

    /// <summary>Reads <see cref="Count"/> consecutive values.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Writes <see cref="Count"/> consecutive values.</summary>
    static abstract void Store(TSelf value, ref T destination);

    /// <summary>Reads the first <paramref name="count"/> values, of which there may be none or all; the other lanes are <paramref name="padding"/>. Nothing else is touched.</summary>
    static abstract unsafe TSelf LoadPart(T* source, int count, T padding);

    /// <summary>Writes the first <paramref name="count"/> lanes, of which there may be none or all. Nothing else is touched.</summary>
    static abstract unsafe void StorePart(TSelf value, T* destination, int count);

    /// <summary>Sum of the lanes by halves: lane i + lane i + n/2, then the same on the lower half.</summary>
    static abstract T Sum(TSelf value);

    /// <summary>The <see cref="Sum(TSelf)"/> of each of eight groups, to eight consecutive values: the same additions, of which wide lanes do several at once.</summary>
    static virtual void SumEight(TSelf s0, TSelf s1, TSelf s2, TSelf s3, TSelf s4, TSelf s5, TSelf s6, TSelf s7, ref T destination)
    {
        destination = TSelf.Sum(s0);
        Unsafe.Add(ref destination, 1) = TSelf.Sum(s1);
        Unsafe.Add(ref destination, 2) = TSelf.Sum(s2);
        Unsafe.Add(ref destination, 3) = TSelf.Sum(s3);
        Unsafe.Add(ref destination, 4) = TSelf.Sum(s4);
        Unsafe.Add(ref destination, 5) = TSelf.Sum(s5);
        Unsafe.Add(ref destination, 6) = TSelf.Sum(s6);
        Unsafe.Add(ref destination, 7) = TSelf.Sum(s7);
    }

    /// <summary>Writes the values whose mask is set, one after the other, and after them anything up to <see cref="Count"/> values in all. Returns how many were set.</summary>
    static virtual int StoreSelected(TSelf value, TSelf mask, ref T destination)
    {
        Unsafe.SkipInit(out Room<T> values);
        Unsafe.SkipInit(out Room<T> masks);
        TSelf.Store(value, ref values[0]);
        TSelf.Store(mask, ref masks[0]);
        int count = 0;
        for (int i = 0; i < TSelf.Count; i++)
        {
            // Any set bit: a mask of ones is a NaN, a mask of zeros is 0.
            Unsafe.Add(ref destination, count) = values[i];
            count += masks[i] == T.Zero ? 0 : 1;
        }

        return count;
    }

    /// <summary>Sum of the lanes by halves, the errors of every addition added to the lanes of <paramref name="error"/>: sum and error, not added to each other.</summary>
    static abstract (T Sum, T Error) Sum(TSelf value, TSelf error);

    /// <summary>Maximum of the lanes by halves, each step <see cref="MaxOrSecond"/>.</summary>
    static abstract T Max(TSelf value);
}
