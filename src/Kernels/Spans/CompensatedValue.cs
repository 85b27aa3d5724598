using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>A sum and what its roundings left, which are added as such (<see cref="TwoSum{TLanes, T}"/>).</summary>
internal readonly struct CompensatedValue<T>(T high, T low) : IAdditionOperators<CompensatedValue<T>, CompensatedValue<T>, CompensatedValue<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T High => high;

    public T Low => low;

    public static CompensatedValue<T> operator +(CompensatedValue<T> left, CompensatedValue<T> right)
    {
        (Scalar<T> sum, Scalar<T> error) = TwoSum<Scalar<T>, T>.Add(new(left.High), new(left.Low), new(right.High), new(right.Low));
        return new(sum.Value, error.Value);
    }
}
