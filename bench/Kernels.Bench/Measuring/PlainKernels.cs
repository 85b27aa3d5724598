using System;
using System.Numerics;

namespace Kernels.Bench.Measuring;

/// <summary>What one writes without this library: loops over functions of one number, from .NET or Math.NET Numerics.</summary>
internal static class PlainKernels
{
    public static Kernel<T> Each<T>(Func<T, T> function) => (x, destination) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = function(x[i]);
        }
    };

    /// <summary>A kernel row by row; what a row gives stands where the row stands.</summary>
    public static void Rows<T>(Kernel<T> kernel, int rowLength, ReadOnlySpan<T> x, Span<T> destination)
    {
        for (int start = 0; start + rowLength <= x.Length; start += rowLength)
        {
            kernel(x.Slice(start, rowLength), destination.Slice(start, rowLength));
        }
    }

    public static T Digamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.DiGamma(double.CreateTruncating(x)));

    public static T ExpDigamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.Exp(Digamma(x));

    public static T LogGamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.GammaLn(double.CreateTruncating(x)));

    /// <summary>Up by ψ′(x) = ψ′(x + 1) + 1/x² to where Stirling's series holds: no library at hand has the function.</summary>
    public static T Trigamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double value = double.CreateTruncating(x), sum = 0;
        for (; value < 10; value++)
        {
            sum += 1 / (value * value);
        }

        double u = 1 / (value * value);
        return T.CreateTruncating(sum + (1 / value) + (u / 2) + (u / value * ((1.0 / 6) - (u * ((1.0 / 30) - (u * ((1.0 / 42) - (u / 30))))))));
    }

    public static void LogSumExp<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T maximum = Maximum(x);
        T sum = T.Zero;
        foreach (T value in x)
        {
            sum += T.Exp(value - maximum);
        }

        destination[0] = maximum + T.Log(sum);
    }

    public static void Softmax<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T maximum = Maximum(x);
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = T.Exp(x[i] - maximum);
            sum += destination[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            destination[i] /= sum;
        }
    }

    public static void ExpectedLog<T>(ReadOnlySpan<T> alpha, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T normalizer = Digamma(Sum(alpha));
        for (int i = 0; i < alpha.Length; i++)
        {
            destination[i] = Digamma(alpha[i]) - normalizer;
        }
    }

    public static void ExpExpectedLog<T>(ReadOnlySpan<T> alpha, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T normalizer = Digamma(Sum(alpha));
        for (int i = 0; i < alpha.Length; i++)
        {
            destination[i] = T.Exp(Digamma(alpha[i]) - normalizer);
        }
    }

    /// <summary>Of the first half of the values from the second.</summary>
    public static void KullbackLeibler<T>(ReadOnlySpan<T> both, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> alpha = both[..(both.Length / 2)], beta = both[(both.Length / 2)..];
        T total = Sum(alpha);
        T normalizer = Digamma(total);
        T sum = LogGamma(total) - LogGamma(Sum(beta));
        for (int i = 0; i < alpha.Length; i++)
        {
            sum += LogGamma(beta[i]) - LogGamma(alpha[i]) + ((alpha[i] - beta[i]) * (Digamma(alpha[i]) - normalizer));
        }

        destination[0] = sum;
    }

    private static T Maximum<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T maximum = x[0];
        foreach (T value in x)
        {
            maximum = T.Max(maximum, value);
        }

        return maximum;
    }

    private static T Sum<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T value in x)
        {
            sum += value;
        }

        return sum;
    }
}
