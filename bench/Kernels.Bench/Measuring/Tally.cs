using System;
using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Bench.Measuring;

/// <summary>One number that counts what is done with it: the operations of a formula are read off the formula itself.</summary>
internal readonly struct Tally<T>(Scalar<T> value) : ILanes<Tally<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static Operations s_count;

    private readonly Scalar<T> _value = value;

    public static int Count => 1;

    /// <summary>What was done on this thread since <see cref="Reset"/>.</summary>
    public static Operations Total => s_count;

    public static void Reset() => s_count = default;

    public static Tally<T> Constant(double value) => new(Scalar<T>.Constant(value));

    public static Tally<T> Broadcast(T value) => new(new Scalar<T>(value));

    public static Tally<T> FromBits(long bits) => new(Scalar<T>.FromBits(bits));

    public static Tally<T> operator +(Tally<T> left, Tally<T> right) => Addition(left._value + right._value);

    public static Tally<T> operator -(Tally<T> left, Tally<T> right) => Addition(left._value - right._value);

    public static Tally<T> operator *(Tally<T> left, Tally<T> right)
    {
        s_count += new Operations(0, 1, 0, 0, 0);
        return new(left._value * right._value);
    }

    public static Tally<T> operator /(Tally<T> left, Tally<T> right)
    {
        s_count += new Operations(0, 0, 0, 1, 0);
        return new(left._value / right._value);
    }

    /// <summary>Not counted: it is part of the multiply–add it goes into, or of a constant.</summary>
    public static Tally<T> operator -(Tally<T> value) => new(-value._value);

    /// <summary>A division: it takes the same unit about as long.</summary>
    public static Tally<T> SquareRoot(Tally<T> value)
    {
        s_count += new Operations(0, 0, 0, 1, 0);
        return new(Scalar<T>.SquareRoot(value._value));
    }

    public static Tally<T> FusedMultiplyAdd(Tally<T> a, Tally<T> b, Tally<T> c) => MultiplyAdd(Scalar<T>.FusedMultiplyAdd(a._value, b._value, c._value));

    public static Tally<T> FusedMultiplyAdd(Tally<T> a, Tally<T> b, double c) => MultiplyAdd(Scalar<T>.FusedMultiplyAdd(a._value, b._value, c));

    public static Tally<T> MinOrSecond(Tally<T> left, Tally<T> right) => Other(Scalar<T>.MinOrSecond(left._value, right._value));

    public static Tally<T> MaxOrSecond(Tally<T> left, Tally<T> right) => Other(Scalar<T>.MaxOrSecond(left._value, right._value));

    public static Tally<T> LessThan(Tally<T> left, Tally<T> right) => Other(Scalar<T>.LessThan(left._value, right._value));

    public static Tally<T> Equal(Tally<T> left, Tally<T> right) => Other(Scalar<T>.Equal(left._value, right._value));

    public static Tally<T> Select(Tally<T> mask, Tally<T> yes, Tally<T> no) => Other(Scalar<T>.Select(mask._value, yes._value, no._value));

    public static bool Any(Tally<T> mask) => Scalar<T>.Any(mask._value);

    public static bool All(Tally<T> mask) => Scalar<T>.All(mask._value);

    public static Tally<T> BitAnd(Tally<T> left, Tally<T> right) => Other(Scalar<T>.BitAnd(left._value, right._value));

    public static Tally<T> BitOr(Tally<T> left, Tally<T> right) => Other(Scalar<T>.BitOr(left._value, right._value));

    public static Tally<T> BitAndNot(Tally<T> left, Tally<T> right) => Other(Scalar<T>.BitAndNot(left._value, right._value));

    public static Tally<T> BitXor(Tally<T> left, Tally<T> right) => Other(Scalar<T>.BitXor(left._value, right._value));

    public static (Tally<T> Upper, Tally<T> Lower) WordProduct(Tally<T> words, uint factor)
    {
        (Scalar<T> upper, Scalar<T> lower) = Scalar<T>.WordProduct(words._value, factor);
        return (Other(upper), Other(lower));
    }

    public static Tally<T> BitAdd(Tally<T> left, Tally<T> right) => Other(Scalar<T>.BitAdd(left._value, right._value));

    public static Tally<T> BitSubtract(Tally<T> left, Tally<T> right) => Other(Scalar<T>.BitSubtract(left._value, right._value));

    public static Tally<T> BitShiftLeft(Tally<T> value, int count) => Other(Scalar<T>.BitShiftLeft(value._value, count));

    public static Tally<T> BitShiftRight(Tally<T> value, int count) => Other(Scalar<T>.BitShiftRight(value._value, count));

    public static Tally<T> Load(ref readonly T source) => new(Scalar<T>.Load(in source));

    public static void Store(Tally<T> value, ref T destination) => Scalar<T>.Store(value._value, ref destination);

    public static unsafe Tally<T> LoadPart(T* source, int count, T padding) => new(Scalar<T>.LoadPart(source, count, padding));

    public static unsafe void StorePart(Tally<T> value, T* destination, int count) => Scalar<T>.StorePart(value._value, destination, count);

    public static T Sum(Tally<T> value) => value._value.Value;

    public static (T Sum, T Error) Sum(Tally<T> value, Tally<T> error) => Scalar<T>.Sum(value._value, error._value);

    public static T Max(Tally<T> value) => value._value.Value;

    private static Tally<T> MultiplyAdd(Scalar<T> value)
    {
        s_count += new Operations(1, 0, 0, 0, 0);
        return new(value);
    }

    private static Tally<T> Addition(Scalar<T> value)
    {
        s_count += new Operations(0, 0, 1, 0, 0);
        return new(value);
    }

    private static Tally<T> Other(Scalar<T> value)
    {
        s_count += new Operations(0, 0, 0, 0, 1);
        return new(value);
    }
}
