using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

/// <summary>Losses of images of 784 pixels, or of one image that is smaller, and their derivatives.</summary>
public abstract class LikelihoodSuite<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PixelCount = 784;

    internal override int Elements => Rows * RowLength;

    protected int RowLength => Math.Min(PixelCount, Length);

    protected int Rows => Length / RowLength;

    /// <summary>Values of the decoder for each pixel.</summary>
    protected abstract int ParameterCount { get; }

    protected T[] Parameters { get; private set; } = [];

    protected T[] Targets { get; private set; } = [];

    protected T[] Losses { get; private set; } = [];

    protected T[] Gradient { get; private set; } = [];

    /// <summary>Parameters, their derivatives, and a target.</summary>
    internal override double ValuesAnElement => (2 * ParameterCount) + 1;

    internal override IEnumerable<T> Output() => Losses.Concat(Gradient);

    protected override void Prepare()
    {
        Parameters = NeuralArguments.Sums<T>(ParameterCount * Elements);
        Targets = NeuralArguments.Sums<T>(Elements, seed: 2);

        // Most grey values are black or white.
        TensorPrimitives.Clamp(Targets, T.Zero, T.One, Targets);
        (Losses, Gradient) = (new T[Rows], new T[ParameterCount * Elements]);
    }
}

/// <summary>Of logits: the library's exponential, its ln(1 + x), a dot product and its logistic function.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LikelihoodBernoulliLogitsBenchmarks<T> : LikelihoodSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override int ParameterCount => 1;

    [Benchmark]
    public void Library()
    {
        for (int row = 0; row < Rows; row++)
        {
            Span<T> logits = Parameters.AsSpan(row * RowLength, RowLength);
            Span<T> targets = Targets.AsSpan(row * RowLength, RowLength);
            Span<T> slopes = Gradient.AsSpan(row * RowLength, RowLength);
            TensorPrimitives.Exp<T>(logits, slopes);
            TensorPrimitives.LogP1<T>(slopes, slopes);
            Losses[row] = TensorPrimitives.Sum<T>(slopes) - TensorPrimitives.Dot<T>(logits, targets);
            TensorPrimitives.Sigmoid<T>(logits, slopes);
            TensorPrimitives.Subtract<T>(slopes, targets, slopes);
        }
    }

    protected override void RunPlain()
    {
        for (int row = 0; row < Rows; row++)
        {
            T loss = T.Zero;
            for (int i = row * RowLength; i < (row + 1) * RowLength; i++)
            {
                T logit = Parameters[i];
                T small = T.Exp(-T.Abs(logit));
                loss += T.Max(logit, T.Zero) + T.LogP1(small) - (Targets[i] * logit);
                Gradient[i] = ((logit > T.Zero ? T.One : small) / (T.One + small)) - Targets[i];
            }

            Losses[row] = loss;
        }
    }

    protected override void RunOurs() => Likelihood.BernoulliLogits<T>(Parameters, Targets, RowLength, Losses, Gradient);
}

/// <summary>Of means and log-variances.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class LikelihoodGaussianLogVariancesBenchmarks<T> : LikelihoodSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T s_half = T.CreateTruncating(0.5);
    private static readonly T s_logTwoPi = T.CreateTruncating(Math.Log(2 * Math.PI));

    protected override int ParameterCount => 2;

    [Benchmark]
    public void Library()
    {
        for (int row = 0; row < Rows; row++)
        {
            Span<T> means = Half(Parameters, row, 0);
            Span<T> logVariances = Half(Parameters, row, 1);
            Span<T> meanSlopes = Half(Gradient, row, 0);
            Span<T> slopes = Half(Gradient, row, 1);
            TensorPrimitives.Negate<T>(logVariances, meanSlopes);
            TensorPrimitives.Exp<T>(meanSlopes, meanSlopes);
            TensorPrimitives.Subtract<T>(means, Targets.AsSpan(row * RowLength, RowLength), slopes);
            TensorPrimitives.Multiply<T>(meanSlopes, slopes, meanSlopes);
            TensorPrimitives.Multiply<T>(meanSlopes, slopes, slopes);
            Losses[row] = s_half * ((T.CreateTruncating(RowLength) * s_logTwoPi) + TensorPrimitives.Sum<T>(logVariances) + TensorPrimitives.Sum<T>(slopes));
            TensorPrimitives.Subtract(T.One, slopes, slopes);
            TensorPrimitives.Multiply(slopes, s_half, slopes);
        }
    }

    protected override void RunPlain()
    {
        for (int row = 0; row < Rows; row++)
        {
            T loss = T.Zero;
            Span<T> means = Half(Parameters, row, 0);
            Span<T> logVariances = Half(Parameters, row, 1);
            Span<T> meanSlopes = Half(Gradient, row, 0);
            Span<T> slopes = Half(Gradient, row, 1);
            for (int i = 0; i < means.Length; i++)
            {
                T difference = means[i] - Targets[(row * RowLength) + i];
                T weighted = difference * T.Exp(-logVariances[i]);
                loss += s_half * (s_logTwoPi + logVariances[i] + (difference * weighted));
                meanSlopes[i] = weighted;
                slopes[i] = s_half * (T.One - (difference * weighted));
            }

            Losses[row] = loss;
        }
    }

    protected override void RunOurs() => Likelihood.GaussianLogVariances<T>(Parameters, Targets, RowLength, Losses, Gradient);

    private Span<T> Half(T[] rows, int row, int half) => rows.AsSpan(((2 * row) + half) * RowLength, RowLength);
}
