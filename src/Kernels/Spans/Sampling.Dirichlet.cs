using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

public static unsafe partial class Sampling
{
    /// <summary>Each row of destination is a Dirichlet(alpha) draw: row r is draw number firstRow + r.</summary>
    /// <remarks>
    /// θ_k = g_k/Σ g with Gamma(α_k, 1) numbers g, in logarithms and in double, then rounded: rows of tiny α are right, too. Row r's numbers are numbers (firstRow + r)·K to (firstRow + r)·K + K − 1 of the stream.
    /// ∂θ_j/∂α_k = θ_j·(δ_jk − θ_k)·s_k, s_k = ∂ ln g_k/∂α_k the implicit derivative (Figurnov, Mohamed and Mnih 2018); <see cref="DirichletGradientRows"/> applies it to a gradient.
    /// </remarks>
    /// <example>
    /// <code>
    /// double[] alpha = [0.1, 2, 5];
    /// double[] theta = new double[3 * 1000], slopes = new double[3 * 1000];
    /// Sampling.DirichletRows&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, alpha, theta, slopes);
    /// double[] gradient = new double[3 * 1000]; // of f = Σ θ² by θ, then by α
    /// for (int i = 0; i &lt; theta.Length; i++)
    /// {
    ///     gradient[i] = 2 * theta[i];
    /// }
    ///
    /// Sampling.DirichletGradientRows&lt;double&gt;(theta, slopes, gradient, 3, gradient);
    /// double byLast = gradient.Where((_, i) =&gt; i % 3 == 2).Average();
    /// double exact = (11 / 57.51) - (36.11 * 15.2 / (57.51 * 57.51)); // E f = Σ α(α + 1)/(A(A + 1)), A = Σ α
    /// Console.WriteLine($"∂E f/∂α₃: {byLast:F3}, exactly {exact:F3}"); // ∂E f/∂α₃: 0.024, exactly 0.025
    /// </code>
    /// </example>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="firstRow">The number of the first draw, 0 or more.</param>
    /// <param name="alpha">K values above 0.</param>
    /// <param name="destination">Receives whole rows of K values.</param>
    /// <param name="logGammaSlopes">Receives s, as many; empty, if nobody asks.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit, or a value of alpha is not above 0.</exception>
    public static void DirichletRows<T>(in RandomStream stream, long firstRow, ReadOnlySpan<T> alpha, Span<T> destination, Span<T> logGammaSlopes = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int topics = alpha.Length;
        ThrowHelper.CheckType<T>();
        ThrowHelper.CheckRows(destination.Length, topics);
        ThrowHelper.CheckShapes(alpha);
        ThrowHelper.CheckRowDraws<T>(firstRow, destination.Length, topics);
        if (!logGammaSlopes.IsEmpty)
        {
            ThrowHelper.CheckDerivatives<T>(destination, logGammaSlopes, 1);
        }

        if (destination.Overlaps(alpha))
        {
            throw new ArgumentException("The destination overlaps alpha; expected separate memory.", nameof(destination));
        }

        for (int row = 0; row < destination.Length / topics; row++)
        {
            DirichletRow(stream, (firstRow + row) * topics, alpha, destination.Slice(row * topics, topics), logGammaSlopes.IsEmpty ? default : logGammaSlopes.Slice(row * topics, topics));
        }
    }

    /// <summary>destination = gradient by α of each row: (∂θ/∂α)ᵀ·gradient = s_k·θ_k·(gradient_k − Σ_j θ_j·gradient_j).</summary>
    /// <param name="draws">Rows of <see cref="DirichletRows"/>.</param>
    /// <param name="logGammaSlopes">Their slopes s.</param>
    /// <param name="gradient">The gradient by each θ.</param>
    /// <param name="rowLength">K.</param>
    /// <param name="destination">Receives as many values; may be the same memory as the gradient.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit, or memory overlaps in part.</exception>
    public static void DirichletGradientRows<T>(ReadOnlySpan<T> draws, ReadOnlySpan<T> logGammaSlopes, ReadOnlySpan<T> gradient, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckSameLength(draws.Length, logGammaSlopes.Length, nameof(logGammaSlopes));
        SoftmaxGradientRows(draws, gradient, rowLength, destination);
        for (int i = 0; i < draws.Length; i++)
        {
            destination[i] *= logGammaSlopes[i];
        }
    }

    /// <summary>A row, its Gamma numbers a block at a time.</summary>
    [SkipLocalsInit]
    private static void DirichletRow<T>(in RandomStream stream, long first, ReadOnlySpan<T> alpha, Span<T> destination, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double* room = stackalloc double[3 * GammaDraws.BlockLength];
        double normalizer = double.NegativeInfinity;

        // Twice: the normaliser first. A row of one block is not drawn again.
        for (int pass = 0; pass < 2; pass++)
        {
            for (int start = 0; start < alpha.Length; start += GammaDraws.BlockLength)
            {
                int count = Math.Min(GammaDraws.BlockLength, alpha.Length - start);
                Span<double> shapes = new(room, count);
                Span<double> values = new(room + GammaDraws.BlockLength, count);
                Span<double> logarithms = new(room + (2 * GammaDraws.BlockLength), count);
                if (pass == 0 || alpha.Length > GammaDraws.BlockLength)
                {
                    ComposedDraws.Widen(alpha.Slice(start, count), shapes);
                    GammaDraws.Block(stream, RandomParts.Gamma, first + start, shapes, values, logarithms);
                }

                if (pass == 0)
                {
                    normalizer = Added(normalizer, Probability.LogSumExp<double>(logarithms));
                    continue;
                }

                if (!slopes.IsEmpty)
                {
                    GammaShapeDerivatives.OfLogarithms(shapes, values, logarithms, shapes);
                    ComposedDraws.RoundWithin(shapes, slopes.Slice(start, count));
                }

                for (int i = 0; i < count; i++)
                {
                    destination[start + i] = T.CreateTruncating(SingleValue.Exp(logarithms[i] - normalizer));
                }
            }
        }
    }

    /// <summary>ln(exp x + exp y).</summary>
    private static double Added(double x, double y) => double.IsNegativeInfinity(x) ? y : Probability.LogSumExp<double>([x, y]);
}
