using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Spans;

namespace Kernels;

/// <summary>Elliptical distributions over rows of d numbers: x = location + L·y, y spherical, L lower triangular. Gaussian, Student's t and Laplace's.</summary>
/// <remarks>
/// Gaussian: y normal. Student's t: y = z·√(ν/(2g)), one Gamma(ν/2) number g a row. Laplace's: y = r·z/‖z‖, r a Gamma(d) number, so the density falls as exp −‖y‖; with d = 1 it is <see cref="LaplaceDistribution"/>.
/// ∂x_i/∂location_i = 1, ∂x_i/∂L_ij = y_j, ∂x/∂ν = (x − location)·½·(1/ν − ½·∂ ln g/∂(ν/2)): y and the last factor come with the draws.
/// Source: Fang, Kotz and Ng 1990, "Symmetric multivariate and related distributions".
/// </remarks>
/// <example>
/// <code>
/// double[] location = [1, -1];
/// double[] factor = [2, 0, 0.5, 1]; // L, row by row: the covariance of a Gaussian is L·Lᵀ
/// var distribution = EllipticalDistribution.StudentT(location, factor, degreesOfFreedom: 5);
/// double[] draws = new double[2 * 10_000];
/// distribution.SampleRows&lt;double&gt;(new RandomStream(Seed: 1, Stream: 0), 0, draws);
/// double covariance = draws.Chunk(2).Average(x =&gt; (x[0] - 1) * (x[1] + 1));
/// Console.WriteLine($"covariance {covariance:F2}, exactly {distribution.CovarianceFactor * 2 * 0.5:F2}");
/// // covariance 1.67, exactly 1.67
/// double[] logDensity = new double[1];
/// distribution.LogDensityRows&lt;double&gt;(location, logDensity);
/// Console.WriteLine($"{Math.Exp(logDensity[0]):F5} = 1/(2π·det L)"); // 0.07958 = 1/(2π·det L)
/// </code>
/// </example>
public sealed unsafe class EllipticalDistribution
{
    private const double LargestScale = double.MaxValue / 16;

    private readonly double[] _location;
    private readonly double[] _factor;
    private readonly Radius _radius;
    private readonly double _degrees;
    private readonly double _logConstant;

    private EllipticalDistribution(ReadOnlySpan<double> location, ReadOnlySpan<double> factor, Radius radius, double degrees)
    {
        if (location.IsEmpty || location.Length > GammaDraws.BlockLength || factor.Length != location.Length * location.Length)
        {
            throw new ArgumentException($"The location holds {location.Length} values and the factor {factor.Length}; expected 1 to {GammaDraws.BlockLength}, and the square of that.");
        }

        _location = location.ToArray();
        _factor = factor.ToArray();
        _radius = radius;
        _degrees = degrees;
        _logConstant = -Check(_location, _factor) + Normaliser(radius, Dimension, degrees);
    }

    private enum Radius
    {
        Gaussian,
        StudentT,
        Laplace,
    }

    /// <summary>d.</summary>
    public int Dimension => _location.Length;

    /// <summary>What the covariance is, as a multiple of L·Lᵀ: 1, ν/(ν − 2) above 2 (else +∞), or d + 1.</summary>
    public double CovarianceFactor => _radius switch
    {
        Radius.Gaussian => 1,
        Radius.StudentT => _degrees > 2 ? _degrees / (_degrees - 2) : double.PositiveInfinity,
        _ => Dimension + 1,
    };

    /// <summary>A Gaussian with the covariance L·Lᵀ.</summary>
    /// <param name="location">d values: the mean.</param>
    /// <param name="factor">L, d rows of d values; what is right of the diagonal is 0, the diagonal above 0.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or the factor is not lower triangular with a positive diagonal.</exception>
    public static EllipticalDistribution Gaussian(ReadOnlySpan<double> location, ReadOnlySpan<double> factor) => new(location, factor, Radius.Gaussian, 1);

    /// <summary>Student's t with the scale matrix L·Lᵀ.</summary>
    /// <param name="location">d values: the centre.</param>
    /// <param name="factor">L, as above.</param>
    /// <param name="degreesOfFreedom">ν, above 0.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, the factor is not lower triangular with a positive diagonal, or ν is not above 0.</exception>
    public static EllipticalDistribution StudentT(ReadOnlySpan<double> location, ReadOnlySpan<double> factor, double degreesOfFreedom) =>
        new(location, factor, Radius.StudentT, ThrowHelper.CheckShape(degreesOfFreedom, nameof(degreesOfFreedom)));

    /// <summary>Laplace's, whose density falls as exp −√((x − location)ᵀ·(L·Lᵀ)⁻¹·(x − location)).</summary>
    /// <param name="location">d values: the centre.</param>
    /// <param name="factor">L, as above.</param>
    /// <returns>The distribution.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or the factor is not lower triangular with a positive diagonal.</exception>
    public static EllipticalDistribution Laplace(ReadOnlySpan<double> location, ReadOnlySpan<double> factor) => new(location, factor, Radius.Laplace, 1);

    /// <summary>Each row of destination is a draw: row r is draw number firstRow + r.</summary>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="firstRow">The number of the first draw, 0 or more.</param>
    /// <param name="destination">Receives n rows of d values.</param>
    /// <param name="standardised">Receives y, n rows of d values; separate memory. Empty, if nobody asks.</param>
    /// <param name="degreesSlopes">Receives for each row the factor of (x − location) that gives ∂x/∂ν, 0 but for Student's t: n values. Empty, if nobody asks.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit, or memory overlaps.</exception>
    /// <exception cref="InvalidOperationException">A parameter is beyond the range of <typeparamref name="T"/>.</exception>
    [SkipLocalsInit]
    public void SampleRows<T>(in RandomStream stream, long firstRow, Span<T> destination, Span<T> standardised = default, Span<T> degreesSlopes = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckRows(destination.Length, Dimension);
        ThrowHelper.CheckRowDraws<T>(firstRow, destination.Length, Dimension);
        CheckHeld<T>();
        int rows = destination.Length / Dimension;
        if ((!standardised.IsEmpty && standardised.Length != destination.Length) || (!degreesSlopes.IsEmpty && degreesSlopes.Length != rows) || destination.Overlaps(standardised))
        {
            throw new ArgumentException($"The standardised draws hold {standardised.Length} values and the slopes {degreesSlopes.Length}; expected {destination.Length} and {rows}, or none, in separate memory.");
        }

        Span<double> y = stackalloc double[Dimension];
        for (int row = 0; row < rows; row++)
        {
            double slope = Standardised(stream, firstRow + row, y);
            for (int i = 0; i < Dimension; i++)
            {
                double sum = 0;
                for (int j = 0; j <= i; j++)
                {
                    sum += _factor[(i * Dimension) + j] * y[j];
                }

                destination[(row * Dimension) + i] = T.CreateTruncating(_location[i] + sum);
            }

            if (!standardised.IsEmpty)
            {
                ComposedDraws.Round(y, standardised.Slice(row * Dimension, Dimension));
            }

            if (!degreesSlopes.IsEmpty)
            {
                degreesSlopes[row] = T.CreateTruncating(slope);
            }
        }
    }

    /// <summary>destination[r] = ln p of row r.</summary>
    /// <param name="x">n rows of d values.</param>
    /// <param name="destination">Receives n values, or more than n are there.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    [SkipLocalsInit]
    public void LogDensityRows<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ThrowHelper.CheckType<T>();
        ThrowHelper.CheckRows(x.Length, Dimension);
        if (destination.Length < x.Length / Dimension)
        {
            throw new ArgumentException($"The destination holds {destination.Length} values; expected at least {x.Length / Dimension}, one a row.", nameof(destination));
        }

        Span<double> y = stackalloc double[Dimension];
        for (int row = 0; row < x.Length / Dimension; row++)
        {
            double square = 0;
            for (int i = 0; i < Dimension; i++)
            {
                double rest = double.CreateTruncating(x[(row * Dimension) + i]) - _location[i];
                for (int j = 0; j < i; j++)
                {
                    rest -= _factor[(i * Dimension) + j] * y[j];
                }

                y[i] = rest / _factor[(i * Dimension) + i];
                square += y[i] * y[i];
            }

            destination[row] = T.CreateTruncating(_logConstant + _radius switch
            {
                Radius.Gaussian => -0.5 * square,
                Radius.StudentT => -0.5 * (_degrees + Dimension) * SingleValue.LogOnePlusSquare(Norm(y, square), Math.Sqrt(_degrees)),
                _ => -Norm(y, square),
            });
        }
    }

    /// <summary>‖y‖ from its square, or from y where the square is no number.</summary>
    private static double Norm(ReadOnlySpan<double> y, double square)
    {
        if (double.IsFinite(square))
        {
            return Math.Sqrt(square);
        }

        (double largest, double sum) = (0, 0);
        foreach (double value in y)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        foreach (double value in y)
        {
            sum += value / largest * (value / largest);
        }

        return double.IsInfinity(largest) ? largest : largest * Math.Sqrt(sum);
    }

    /// <summary>y of a row; returns ½·(1/ν − ½·∂ ln g/∂(ν/2)).</summary>
    private double Standardised(in RandomStream stream, long row, Span<double> y)
    {
        Sampling.Normal(stream, row * Dimension, y);
        if (_radius == Radius.Gaussian)
        {
            return 0;
        }

        double shape = _radius == Radius.StudentT ? _degrees / 2 : Dimension;
        (double value, double logarithm, double slope) = (0, 0, 0);
        GammaDraws.Block(stream, RandomParts.Gamma, row, new ReadOnlySpan<double>(in shape), new Span<double>(ref value), new Span<double>(ref logarithm));
        double scale;
        if (_radius == Radius.StudentT)
        {
            GammaShapeDerivatives.OfLogarithms(new ReadOnlySpan<double>(in shape), new ReadOnlySpan<double>(in value), new ReadOnlySpan<double>(in logarithm), new Span<double>(ref slope));
            slope = 0.5 * ((1 / _degrees) - (0.5 * slope));

            // The largest numbers stand for what is beyond them: an infinity times a 0 of the factor would be NaN.
            scale = Math.Min(SingleValue.Exp(0.5 * (SingleValue.Log(shape) - logarithm)), LargestScale);
        }
        else
        {
            double square = 0;
            foreach (double z in y)
            {
                square += z * z;
            }

            scale = value / Math.Sqrt(square);
        }

        foreach (ref double z in y)
        {
            z *= scale;
        }

        return slope;
    }

    /// <summary>Refuses parameters that the type of the draws does not hold.</summary>
    private void CheckHeld<T>()
    {
        foreach (double value in _location)
        {
            ThrowHelper.CheckHeld<T>(value, "A number of the location");
        }

        foreach (double value in _factor)
        {
            ThrowHelper.CheckHeld<T>(value, "A number of the factor");
        }
    }

    /// <summary>The logarithm of the determinant of L, once L is known to be lower triangular.</summary>
    private static double Check(double[] location, double[] factor)
    {
        double logDeterminant = 0;
        for (int i = 0; i < location.Length; i++)
        {
            ThrowHelper.CheckFinite(location[i], nameof(location));
            for (int j = 0; j < location.Length; j++)
            {
                double value = factor[(i * location.Length) + j];
                if (!double.IsFinite(value) || (j > i && value != 0) || (j == i && !(value > 0)))
                {
                    throw new ArgumentException($"The factor holds {value} in row {i}, column {j}; expected finite values, 0 right of the diagonal and above 0 on it.", nameof(factor));
                }
            }

            logDeterminant += SingleValue.Log(factor[(i * location.Length) + i]);
        }

        return logDeterminant;
    }

    /// <summary>ln of the density of y at 0.</summary>
    private static double Normaliser(Radius radius, int dimension, double degrees)
    {
        double half = dimension / 2.0;
        double logPi = SingleValue.Log(Math.PI);
        return radius switch
        {
            Radius.Gaussian => -half * (logPi + SingleValue.Log(2)),
            Radius.StudentT => StirlingRemainder.LogGammaRatio(degrees / 2, half) - (half * (logPi + SingleValue.Log(2))),
            _ => SingleValue.LogGamma(half) - SingleValue.Log(2) - (half * logPi) - SingleValue.LogGamma(dimension),
        };
    }
}
