using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>Numbers computed in double, in the precision of a model.</summary>
internal static class Rounded
{
    /// <summary>A new array of them.</summary>
    public static T[] To<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] rounded = new T[values.Length];
        To(values, rounded);
        return rounded;
    }

    /// <summary>The same into <paramref name="destination"/>, at least as long.</summary>
    public static void To<T>(ReadOnlySpan<double> values, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = T.CreateTruncating(values[i]);
        }
    }
}
