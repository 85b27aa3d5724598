using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Spans;

namespace Kernels;

public static unsafe partial class Sampling
{
    /// <summary>destination[i] = ln g, g the Gamma(shape[i], 1) number first + i.</summary>
    /// <remarks>
    /// In double, then rounded. Marsaglia and Tsang 2000; a shape below 1: ln g(shape) = ln g(shape + 1) + ln U/shape, so shapes down to 1e-300 have their number.
    /// Rows of it less their log-sum-exp are Dirichlet numbers in logarithms. The numbers are those of <see cref="GammaDistribution"/> with the same stream.
    /// </remarks>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="first">The number of the first draw, 0 or more.</param>
    /// <param name="shape">The shape of each, above 0.</param>
    /// <param name="destination">Receives the logarithms; as long as <paramref name="shape"/> or longer.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A shape is not above 0, or <paramref name="destination"/> is too short or overlaps in part.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [SkipLocalsInit]
    public static void LogGamma<T>(in RandomStream stream, long first, ReadOnlySpan<T> shape, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(shape, destination);
        ThrowHelper.CheckDraws<T>(first, shape.Length);
        ThrowHelper.CheckShapes(shape);
        double* room = stackalloc double[3 * GammaDraws.BlockLength];
        for (int start = 0; start < shape.Length; start += GammaDraws.BlockLength)
        {
            int count = Math.Min(GammaDraws.BlockLength, shape.Length - start);
            Span<double> shapes = new(room, count);
            Span<double> logarithms = new(room + (2 * GammaDraws.BlockLength), count);
            ComposedDraws.Widen(shape.Slice(start, count), shapes);
            GammaDraws.Block(stream, RandomParts.Gamma, first + start, shapes, new Span<double>(room + GammaDraws.BlockLength, count), logarithms);
            ComposedDraws.Round(logarithms, destination.Slice(start, count));
        }
    }

    /// <summary>destination[i] = ∂ ln g/∂shape at the Gamma(shape[i], 1) number whose logarithm is logDraws[i], its distribution function held.</summary>
    /// <remarks>
    /// −(∂F/∂shape)/(g·p(g)) (Figurnov, Mohamed and Mnih 2018, "Implicit reparameterization gradients"), with a relative error of at most 1e-10 in double for shapes from 1e-6 to 1e6, in float as rounded.
    /// It is always positive. Shapes below 10 and g up to exp ψ(shape + 1): a power series of one sign. Elsewhere: ∂F/∂shape is the integral of (ln t − ψ(shape))·p(t) up to g, and minus that from g on; on one of
    /// the two sides the integrand keeps its sign, and there Gauss's quadrature with 24 nodes gives it without cancellation.
    /// </remarks>
    /// <example>
    /// <code>
    /// var stream = new RandomStream(Seed: 1, Stream: 0);
    /// double[] shape = [0.01, 0.5, 30];
    /// double[] logDraws = new double[3];
    /// double[] derivatives = new double[3];
    /// Sampling.LogGamma&lt;double&gt;(stream, 0, shape, logDraws);
    /// Sampling.LogGammaShapeDerivative&lt;double&gt;(shape, logDraws, derivatives);
    /// Console.WriteLine($"ln g: {logDraws[0]:F3} {logDraws[1]:F3} {logDraws[2]:F3}"); // ln g: -80.720 0.334 3.416
    /// Console.WriteLine($"by the shape: {derivatives[0]:F3} {derivatives[1]:F3} {derivatives[2]:F4}");
    /// // by the shape: 8015.917 1.556 0.0333
    /// </code>
    /// </example>
    /// <param name="shape">The shapes, above 0.</param>
    /// <param name="logDraws">Logarithms of the draws; as many.</param>
    /// <param name="destination">Receives the derivatives; as long as <paramref name="shape"/> or longer. The same memory as <paramref name="shape"/>, or none of it.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A shape is not above 0, or lengths do not fit.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [SkipLocalsInit]
    public static void LogGammaShapeDerivative<T>(ReadOnlySpan<T> shape, ReadOnlySpan<T> logDraws, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckDestination(shape, destination);
        ThrowHelper.CheckSameLength(shape.Length, logDraws.Length, nameof(logDraws));
        ThrowHelper.CheckDestination(logDraws, destination);
        ThrowHelper.CheckShapes(shape);
        double* room = stackalloc double[3 * GammaDraws.BlockLength];
        for (int start = 0; start < shape.Length; start += GammaDraws.BlockLength)
        {
            int count = Math.Min(GammaDraws.BlockLength, shape.Length - start);
            Span<double> shapes = new(room, count);
            Span<double> values = new(room + GammaDraws.BlockLength, count);
            Span<double> logarithms = new(room + (2 * GammaDraws.BlockLength), count);
            ComposedDraws.Widen(shape.Slice(start, count), shapes);
            ComposedDraws.Widen(logDraws.Slice(start, count), logarithms);
            SpecialFunctions.Exp<double>(logarithms, values);
            GammaShapeDerivatives.OfLogarithms(shapes, values, logarithms, shapes);
            ComposedDraws.RoundWithin(shapes, destination.Slice(start, count));
        }
    }
}
