using ILGPU;
using Kernels.Lanes;

namespace Kernels.Gpu.Lanes;

/// <summary>One float of a device's thread: the lane through which the shared formulas become device code.</summary>
internal readonly unsafe struct DeviceSingle(float value) : IDeviceLanes<DeviceSingle, float>
{
    private readonly float _value = value;

    public static int Count => 1;

    private uint Bits => Interop.FloatAsInt(_value);

    public static DeviceSingle Constant(double value) => new((float)value);

    public static DeviceSingle Broadcast(float value) => new(value);

    public static DeviceSingle FromBits(long bits) => OfBits((uint)bits);

    public static DeviceSingle operator +(DeviceSingle left, DeviceSingle right) => new(RoundedArithmetic.Add(left._value, right._value));

    public static DeviceSingle operator -(DeviceSingle left, DeviceSingle right) => new(RoundedArithmetic.Subtract(left._value, right._value));

    public static DeviceSingle operator *(DeviceSingle left, DeviceSingle right) => new(RoundedArithmetic.Multiply(left._value, right._value));

    public static DeviceSingle operator /(DeviceSingle left, DeviceSingle right) => new(RoundedArithmetic.Divide(left._value, right._value));

    public static DeviceSingle operator -(DeviceSingle value) => new(-value._value);

    public static DeviceSingle SquareRoot(DeviceSingle value) => new(RoundedArithmetic.SquareRoot(value._value));

    public static DeviceSingle FusedMultiplyAdd(DeviceSingle a, DeviceSingle b, DeviceSingle c) =>
        new(RoundedArithmetic.FusedMultiplyAdd(a._value, b._value, c._value));

    public static DeviceSingle FusedMultiplyAdd(DeviceSingle a, DeviceSingle b, double c) => FusedMultiplyAdd(a, b, Constant(c));

    public static DeviceSingle MinOrSecond(DeviceSingle left, DeviceSingle right) => RoundedArithmetic.IsLess(left._value, right._value) != 0 ? left : right;

    public static DeviceSingle MaxOrSecond(DeviceSingle left, DeviceSingle right) => RoundedArithmetic.IsLess(right._value, left._value) != 0 ? left : right;

    public static DeviceSingle LessThan(DeviceSingle left, DeviceSingle right) => OfBits(RoundedArithmetic.IsLess(left._value, right._value));

    public static DeviceSingle Equal(DeviceSingle left, DeviceSingle right) => OfBits(RoundedArithmetic.IsEqual(left._value, right._value));

    public static DeviceSingle Select(DeviceSingle mask, DeviceSingle yes, DeviceSingle no) => mask.Bits != 0 ? yes : no;

    public static bool Any(DeviceSingle mask) => mask.Bits != 0;

    public static bool All(DeviceSingle mask) => mask.Bits != 0;

    public static DeviceSingle BitAnd(DeviceSingle left, DeviceSingle right) => OfBits(left.Bits & right.Bits);

    public static DeviceSingle BitOr(DeviceSingle left, DeviceSingle right) => OfBits(left.Bits | right.Bits);

    public static DeviceSingle BitXor(DeviceSingle left, DeviceSingle right) => OfBits(left.Bits ^ right.Bits);

    public static DeviceSingle BitAndNot(DeviceSingle left, DeviceSingle right) => OfBits(left.Bits & ~right.Bits);

    public static (DeviceSingle Upper, DeviceSingle Lower) WordProduct(DeviceSingle words, uint factor)
    {
        ulong product = (ulong)(uint)words.Bits * factor;
        return (OfBits((uint)(product >> 32)), OfBits((uint)product));
    }

    public static DeviceSingle BitAdd(DeviceSingle left, DeviceSingle right) => OfBits(left.Bits + right.Bits);

    public static DeviceSingle BitSubtract(DeviceSingle left, DeviceSingle right) => OfBits(left.Bits - right.Bits);

    public static DeviceSingle BitShiftLeft(DeviceSingle value, int count) => OfBits(value.Bits << count);

    public static DeviceSingle BitShiftRight(DeviceSingle value, int count) => OfBits(value.Bits >> count);

    public static DeviceSingle Load(ref readonly float source) => new(source);

    public static void Store(DeviceSingle value, ref float destination) => destination = value._value;

    public static DeviceSingle LoadPart(float* source, int count, float padding) => new(count > 0 ? *source : padding);

    public static void StorePart(DeviceSingle value, float* destination, int count)
    {
        if (count > 0)
        {
            *destination = value._value;
        }
    }

    public static float Sum(DeviceSingle value) => value._value;

    public static void SumEight(
        DeviceSingle s0, DeviceSingle s1, DeviceSingle s2, DeviceSingle s3, DeviceSingle s4, DeviceSingle s5, DeviceSingle s6, DeviceSingle s7, ref float destination)
    {
        // A pointer: ILGPU knows no place beside the one that a reference is to.
        fixed (float* sums = &destination)
        {
            sums[0] = s0._value;
            sums[1] = s1._value;
            sums[2] = s2._value;
            sums[3] = s3._value;
            sums[4] = s4._value;
            sums[5] = s5._value;
            sums[6] = s6._value;
            sums[7] = s7._value;
        }
    }

    public static int StoreSelected(DeviceSingle value, DeviceSingle mask, ref float destination)
    {
        destination = value._value;
        return mask.Bits != 0 ? 1 : 0;
    }

    public static (float Sum, float Error) Sum(DeviceSingle value, DeviceSingle error) => (value._value, error._value);

    public static float Max(DeviceSingle value) => value._value;

    public static double Widen(DeviceSingle value) => value._value;

    public static DeviceSingle FromInteger(int value) => new(value);

    private static DeviceSingle OfBits(uint bits) => new(Interop.IntAsFloat(bits));
}
