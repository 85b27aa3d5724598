using System;

namespace Kernels.Inference;

/// <summary>Short sums one term after another: the library's own change with the vector width, and rounding with them.</summary>
internal static class InOrder
{
    /// <summary>Σ x_i.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Σ x_i·y_i.</summary>
    /// <param name="left">x.</param>
    /// <param name="right">y, at least as long.</param>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
