using System;
using System.Numerics;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static unsafe partial class Sampling
{
    private const int GumbelsAtOnce = 256;

    /// <summary>Below this, logits over the temperature may overflow in float.</summary>
    private const double Cold = 1e-18;

    /// <summary>Each row is a Gumbel–softmax draw, softmax((logits + g)/temperature), g standard Gumbel numbers: a differentiable stand-in for a category.</summary>
    /// <remarks>
    /// As the temperature falls, a row comes near the indicator of a category drawn with probabilities softmax(logits); the largest of a row is so distributed at every temperature.
    /// ∂y_j/∂logits_k = y_j·(δ_jk − y_k)/temperature: <see cref="GumbelSoftmaxGradientRows"/>. Sources: Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017.
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [0, 1, 2, 2, 1, 0];     // two rows of three categories
    /// float[] draws = new float[6];
    /// float[] gradient = [1, 0, 0, 1, 0, 0];   // of the first category's share
    /// Sampling.GumbelSoftmaxRows&lt;float&gt;(new RandomStream(Seed: 1, Stream: 0), 0, logits, 3, 0.5f, draws);
    /// Console.WriteLine(string.Join(' ', draws.Select(value =&gt; $"{value:F3}"))); // 0.040 0.870 0.090 0.990 0.009 0.001
    /// Sampling.GumbelSoftmaxGradientRows&lt;float&gt;(draws, gradient, 3, 0.5f, gradient);
    /// Console.WriteLine(string.Join(' ', gradient.Select(value =&gt; $"{value:F3}"))); // 0.077 -0.070 -0.007 0.020 -0.019 -0.001
    /// </code>
    /// </example>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="firstRow">The number of the first draw, 0 or more; row r takes numbers (firstRow + r)·K on.</param>
    /// <param name="logits">Rows of K unnormalised log probabilities.</param>
    /// <param name="rowLength">K.</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="destination">Receives as many values; the same memory as the logits, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit, memory overlaps in part, or the temperature is not above 0.</exception>
    public static void GumbelSoftmaxRows<T>(in RandomStream stream, long firstRow, ReadOnlySpan<T> logits, int rowLength, T temperature, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(logits, destination);
        ThrowHelper.CheckRows(logits.Length, rowLength);
        ThrowHelper.CheckRowDraws<T>(firstRow, logits.Length, rowLength);
        CheckTemperature(temperature);
        Span<T> noise = stackalloc T[GumbelsAtOnce];
        bool isCold = temperature < T.CreateTruncating(Cold);
        T inverse = isCold ? T.One : T.One / temperature;
        for (int start = 0; start < logits.Length; start += GumbelsAtOnce)
        {
            int count = Math.Min(GumbelsAtOnce, logits.Length - start);
            Draws.Sample(stream, (firstRow * rowLength) + start, new LocationScale<T, StandardGumbel<T>>(0, 1), noise[..count]);
            for (int i = 0; i < count; i++)
            {
                destination[start + i] = (logits[start + i] + noise[i]) * inverse;
            }
        }

        for (int start = 0; start < logits.Length; start += rowLength)
        {
            if (isCold)
            {
                Cool(destination.Slice(start, rowLength), temperature);
            }

            Probability.Softmax<T>(destination.Slice(start, rowLength), destination.Slice(start, rowLength));
        }
    }

    /// <summary>destination = the gradient by the logits of each row: y_k·(gradient_k − Σ_j y_j·gradient_j)/temperature.</summary>
    /// <param name="draws">Rows of <see cref="GumbelSoftmaxRows"/>.</param>
    /// <param name="gradient">The gradient by each value of a draw.</param>
    /// <param name="rowLength">K.</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="destination">Receives as many values; may be the same memory as the gradient.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit, memory overlaps in part, or the temperature is not above 0.</exception>
    public static void GumbelSoftmaxGradientRows<T>(ReadOnlySpan<T> draws, ReadOnlySpan<T> gradient, int rowLength, T temperature, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckTemperature(temperature);
        SoftmaxGradientRows(draws, gradient, rowLength, destination);
        for (int i = 0; i < draws.Length; i++)
        {
            // Divided: one over the temperature may be infinite, and a row that is an indicator has gradients of 0.
            destination[i] /= temperature;
        }
    }

    /// <summary>y_k·(gradient_k − Σ_j y_j·gradient_j), each row's sum in double, in order.</summary>
    private static void SoftmaxGradientRows<T>(ReadOnlySpan<T> draws, ReadOnlySpan<T> gradient, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(gradient, destination);
        ThrowHelper.CheckSameLength(draws.Length, gradient.Length, nameof(gradient));
        ThrowHelper.CheckRows(draws.Length, rowLength);
        if (draws.Overlaps(destination))
        {
            throw new ArgumentException("The destination overlaps the draws; expected separate memory.", nameof(destination));
        }

        for (int start = 0; start < draws.Length; start += rowLength)
        {
            double mean = 0;
            for (int i = start; i < start + rowLength; i++)
            {
                mean += double.CreateTruncating(draws[i]) * double.CreateTruncating(gradient[i]);
            }

            for (int i = start; i < start + rowLength; i++)
            {
                destination[i] = draws[i] * T.CreateTruncating(double.CreateTruncating(gradient[i]) - mean);
            }
        }
    }

    /// <summary>(x − the largest x)/temperature: as x/temperature for a softmax, but no overflow makes equals of what differs.</summary>
    private static void Cool<T>(Span<T> row, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = row[0];
        foreach (T value in row)
        {
            // A NaN is kept.
            largest = largest >= value ? largest : value;
        }

        foreach (ref T value in row)
        {
            value = value == largest ? T.Zero : (value - largest) / temperature;
        }
    }

    private static void CheckTemperature<T>(T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(temperature > T.Zero && T.IsFinite(temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, $"The temperature is {temperature}; expected a finite number above 0.");
        }
    }
}
