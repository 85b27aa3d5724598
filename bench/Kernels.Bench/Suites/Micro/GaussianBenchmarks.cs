using System;
using System.Collections.Generic;
using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace Kernels.Bench.Suites.Micro;

/// <summary>Observations of eight values and eight components with full covariances: as many densities, and as many responsibilities, as values.</summary>
public abstract class GaussianSuite<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected const int Dimension = 8;
    protected const int Components = 8;

    protected int Rows => Length / Dimension;

    protected T[] Observations { get; private set; } = [];

    protected T[] Means { get; private set; } = [];

    internal override int Elements => Rows * Components;

    protected override void Prepare()
    {
        Random random = new(1);
        Observations = Draw(random, Rows * Dimension, 4);
        Means = Draw(random, Components * Dimension, 4);
    }

    protected static T[] Draw(Random random, int count, double spread)
    {
        T[] values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = T.CreateTruncating(spread * (random.NextDouble() - 0.5));
        }

        return values;
    }
}

/// <summary>ln N(x | μ_k, Σ_k) of every observation and component.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class GaussianLogDensityRowsBenchmarks<T> : GaussianSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _whitening = [];
    private T[] _logPeaks = [];
    private T[] _logDensities = [];

    internal override IEnumerable<T> Output() => _logDensities;

    protected override void Prepare()
    {
        base.Prepare();
        Random random = new(2);
        _whitening = Draw(random, Components * Dimension * Dimension, 1);
        for (int i = 0; i < _whitening.Length; i++)
        {
            (int row, int column) = (i / Dimension % Dimension, i % Dimension);
            _whitening[i] = column > row ? T.Zero : column == row ? T.One + _whitening[i] : _whitening[i];
        }

        _logPeaks = Draw(random, Components, 2);
        _logDensities = new T[Elements];
    }

    protected override void RunPlain()
    {
        T[] whitening = _whitening;
        for (int n = 0; n < Rows; n++)
        {
            for (int k = 0; k < Components; k++)
            {
                T squares = T.Zero;
                for (int i = 0; i < Dimension; i++)
                {
                    T sum = T.Zero;
                    for (int j = 0; j <= i; j++)
                    {
                        sum += whitening[(((k * Dimension) + i) * Dimension) + j] * (Observations[(n * Dimension) + j] - Means[(k * Dimension) + j]);
                    }

                    squares += sum * sum;
                }

                _logDensities[(n * Components) + k] = _logPeaks[k] - (squares * T.CreateTruncating(0.5));
            }
        }
    }

    protected override void RunOurs() =>
        Gaussian.LogDensityRows<T>(Observations, Dimension, Means, _whitening, _logPeaks, CovarianceShape.Full, _logDensities);
}

/// <summary>Σ r, Σ r·z and Σ r·z·zᵀ of every component.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class GaussianAddMomentRowsBenchmarks<T> : GaussianSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _masses = new double[Components];
    private readonly double[] _sums = new double[Components * Dimension];
    private readonly double[] _products = new double[Components * Dimension * Dimension];
    private T[] _responsibilities = [];

    internal override IEnumerable<T> Output()
    {
        foreach (double[] results in (double[][])[_masses, _sums, _products])
        {
            foreach (double value in results)
            {
                yield return T.CreateTruncating(value);
            }
        }
    }

    protected override void Prepare()
    {
        base.Prepare();
        _responsibilities = Array.ConvertAll(Draw(new Random(3), Rows * Components, 0.25), T.Abs);
    }

    protected override void RunPlain()
    {
        Clear();
        for (int n = 0; n < Rows; n++)
        {
            for (int k = 0; k < Components; k++)
            {
                double r = double.CreateTruncating(_responsibilities[(n * Components) + k]);
                _masses[k] += r;
                for (int i = 0; i < Dimension; i++)
                {
                    double z = double.CreateTruncating(Observations[(n * Dimension) + i] - Means[(k * Dimension) + i]);
                    _sums[(k * Dimension) + i] += r * z;
                    for (int j = 0; j <= i; j++)
                    {
                        _products[(((k * Dimension) + i) * Dimension) + j] += r * z * double.CreateTruncating(Observations[(n * Dimension) + j] - Means[(k * Dimension) + j]);
                    }
                }
            }
        }
    }

    protected override void RunOurs()
    {
        Clear();
        Gaussian.AddMomentRows<T>(Observations, Dimension, _responsibilities, Means, CovarianceShape.Full, _masses, _sums, _products);
    }

    private void Clear()
    {
        Array.Clear(_masses);
        Array.Clear(_sums);
        Array.Clear(_products);
    }
}
