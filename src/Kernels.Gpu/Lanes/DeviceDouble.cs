using ILGPU;
using Kernels.Lanes;

namespace Kernels.Gpu.Lanes;

/// <summary>One double of a device's thread: the lane through which the shared formulas become device code.</summary>
internal readonly unsafe struct DeviceDouble(double value) : IDeviceLanes<DeviceDouble, double>
{
    private readonly double _value = value;

    public static int Count => 1;

    private ulong Bits => Interop.FloatAsInt(_value);

    public static DeviceDouble Constant(double value) => new(value);

    public static DeviceDouble Broadcast(double value) => new(value);

    public static DeviceDouble FromBits(long bits) => OfBits((ulong)bits);

    public static DeviceDouble operator +(DeviceDouble left, DeviceDouble right) => new(RoundedArithmetic.Add(left._value, right._value));

    public static DeviceDouble operator -(DeviceDouble left, DeviceDouble right) => new(RoundedArithmetic.Subtract(left._value, right._value));

    public static DeviceDouble operator *(DeviceDouble left, DeviceDouble right) => new(RoundedArithmetic.Multiply(left._value, right._value));

    public static DeviceDouble operator /(DeviceDouble left, DeviceDouble right) => new(RoundedArithmetic.Divide(left._value, right._value));

    public static DeviceDouble operator -(DeviceDouble value) => new(-value._value);

    public static DeviceDouble SquareRoot(DeviceDouble value) => new(RoundedArithmetic.SquareRoot(value._value));

    public static DeviceDouble FusedMultiplyAdd(DeviceDouble a, DeviceDouble b, DeviceDouble c) =>
        new(RoundedArithmetic.FusedMultiplyAdd(a._value, b._value, c._value));

    public static DeviceDouble FusedMultiplyAdd(DeviceDouble a, DeviceDouble b, double c) => FusedMultiplyAdd(a, b, Constant(c));

    public static DeviceDouble MinOrSecond(DeviceDouble left, DeviceDouble right) => RoundedArithmetic.IsLess(left._value, right._value) != 0 ? left : right;

    public static DeviceDouble MaxOrSecond(DeviceDouble left, DeviceDouble right) => RoundedArithmetic.IsLess(right._value, left._value) != 0 ? left : right;

    public static DeviceDouble LessThan(DeviceDouble left, DeviceDouble right) => OfBits((ulong)(long)(int)RoundedArithmetic.IsLess(left._value, right._value));

    public static DeviceDouble Equal(DeviceDouble left, DeviceDouble right) => OfBits((ulong)(long)(int)RoundedArithmetic.IsEqual(left._value, right._value));

    public static DeviceDouble Select(DeviceDouble mask, DeviceDouble yes, DeviceDouble no) => mask.Bits != 0 ? yes : no;

    public static bool Any(DeviceDouble mask) => mask.Bits != 0;

    public static bool All(DeviceDouble mask) => mask.Bits != 0;

    public static DeviceDouble BitAnd(DeviceDouble left, DeviceDouble right) => OfBits(left.Bits & right.Bits);

    public static DeviceDouble BitOr(DeviceDouble left, DeviceDouble right) => OfBits(left.Bits | right.Bits);

    public static DeviceDouble BitXor(DeviceDouble left, DeviceDouble right) => OfBits(left.Bits ^ right.Bits);

    public static DeviceDouble BitAndNot(DeviceDouble left, DeviceDouble right) => OfBits(left.Bits & ~right.Bits);

    public static (DeviceDouble Upper, DeviceDouble Lower) WordProduct(DeviceDouble words, uint factor)
    {
        ulong product = (ulong)(uint)words.Bits * factor;
        return (OfBits(product >> 32), OfBits(product));
    }

    public static DeviceDouble BitAdd(DeviceDouble left, DeviceDouble right) => OfBits(left.Bits + right.Bits);

    public static DeviceDouble BitSubtract(DeviceDouble left, DeviceDouble right) => OfBits(left.Bits - right.Bits);

    public static DeviceDouble BitShiftLeft(DeviceDouble value, int count) => OfBits(value.Bits << count);

    public static DeviceDouble BitShiftRight(DeviceDouble value, int count) => OfBits(value.Bits >> count);

    public static DeviceDouble Load(ref readonly double source) => new(source);

    public static void Store(DeviceDouble value, ref double destination) => destination = value._value;

    public static DeviceDouble LoadPart(double* source, int count, double padding) => new(count > 0 ? *source : padding);

    public static void StorePart(DeviceDouble value, double* destination, int count)
    {
        if (count > 0)
        {
            *destination = value._value;
        }
    }

    public static double Sum(DeviceDouble value) => value._value;

    public static void SumEight(
        DeviceDouble s0, DeviceDouble s1, DeviceDouble s2, DeviceDouble s3, DeviceDouble s4, DeviceDouble s5, DeviceDouble s6, DeviceDouble s7, ref double destination)
    {
        // A pointer: ILGPU knows no place beside the one that a reference is to.
        fixed (double* sums = &destination)
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

    public static int StoreSelected(DeviceDouble value, DeviceDouble mask, ref double destination)
    {
        destination = value._value;
        return mask.Bits != 0 ? 1 : 0;
    }

    public static (double Sum, double Error) Sum(DeviceDouble value, DeviceDouble error) => (value._value, error._value);

    public static double Max(DeviceDouble value) => value._value;

    public static double Widen(DeviceDouble value) => value._value;

    public static DeviceDouble FromInteger(int value) => new(value);

    private static DeviceDouble OfBits(ulong bits) => new(Interop.IntAsFloat(bits));
}
