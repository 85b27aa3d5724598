using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Kernels.Bench.Alternatives;

/// <summary>A function of a row, known when the loop around it is compiled.</summary>
public interface IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes <paramref name="values"/>, one for each of x, or <paramref name="result"/>, one for the row.</summary>
    static abstract void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result);
}

public readonly struct PlainLogSumExp<T> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        T maximum = x[0];
        foreach (T value in x)
        {
            maximum = T.Max(maximum, value);
        }

        T sum = T.Zero;
        foreach (T value in x)
        {
            sum += T.Exp(value - maximum);
        }

        result = maximum + T.Log(sum);
    }
}

public readonly struct TensorLogSumExp<T> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        T maximum = TensorPrimitives.Max(x);
        TensorPrimitives.Subtract(x, maximum, values);
        TensorPrimitives.Exp(values, values);
        result = maximum + T.Log(TensorPrimitives.Sum<T>(values));
    }
}

public readonly struct PlainSoftmax<T> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        T maximum = x[0];
        foreach (T value in x)
        {
            maximum = T.Max(maximum, value);
        }

        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = T.Exp(x[i] - maximum);
            sum += values[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            values[i] /= sum;
        }

        result = maximum + T.Log(sum);
    }
}

/// <summary>Without the normaliser, which the library's call does not give.</summary>
public readonly struct TensorSoftmax<T> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        TensorPrimitives.SoftMax(x, values);
        result = T.Zero;
    }
}

/// <summary>After subtracting the maximum, which the library's call does not do: logarithms far below 0 would underflow.</summary>
public readonly struct TensorShiftedSoftmax<T> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Max(x), values);
        TensorPrimitives.SoftMax(values[..x.Length], values);
        result = T.Zero;
    }
}

/// <summary>ψ(α_k) − ψ(Σα) with a digamma of one's choice.</summary>
public readonly struct PlainExpectedLog<T, TDigamma> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDigamma : struct, IScalarFunction<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        T total = T.Zero;
        foreach (T value in x)
        {
            total += value;
        }

        result = TDigamma.Evaluate(total);
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = TDigamma.Evaluate(x[i]) - result;
        }
    }
}

/// <summary>exp(ψ(α_k) − ψ(Σα)) with a digamma of one's choice.</summary>
public readonly struct PlainExpExpectedLog<T, TDigamma> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDigamma : struct, IScalarFunction<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        PlainExpectedLog<T, TDigamma>.Evaluate(x, second, values, out result);
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = T.Exp(values[i]);
        }
    }
}

/// <summary>The divergence of Dir(α) from Dir(β) as it stands in books, which loses its digits where the two are close.</summary>
public readonly struct PlainKullbackLeibler<T, TDigamma, TLogGamma> : IRowFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDigamma : struct, IScalarFunction<T>
    where TLogGamma : struct, IScalarFunction<T>
{
    public static void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> second, Span<T> values, out T result)
    {
        T alphas = T.Zero;
        T betas = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            alphas += x[i];
            betas += second[i];
        }

        T normalizer = TDigamma.Evaluate(alphas);
        result = TLogGamma.Evaluate(alphas) - TLogGamma.Evaluate(betas);
        for (int i = 0; i < x.Length; i++)
        {
            result += TLogGamma.Evaluate(second[i]) - TLogGamma.Evaluate(x[i]) + ((x[i] - second[i]) * (TDigamma.Evaluate(x[i]) - normalizer));
        }
    }
}
