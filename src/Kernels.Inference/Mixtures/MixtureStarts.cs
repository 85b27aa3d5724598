using System;
using System.Numerics;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>First parameters of a mixture.</summary>
/// <remarks>Distances are measured in units of each column's standard deviation, so that the units of the columns do not decide.</remarks>
internal sealed class MixtureStarts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MeansIterations = 10;
    private const int RowsAtOnce = 4096;

    private readonly MixturePass<T> _pass;
    private readonly GaussianMixtureOptions _options;
    private readonly double[] _inverseDeviations;
    private readonly double _regularization;

    /// <summary>Measures the data.</summary>
    public MixtureStarts(MixturePass<T> pass, GaussianMixtureOptions options)
    {
        (_pass, _options, _regularization) = (pass, options, options.Regularization);
        GaussianMixtureParameters spread = Whole(GaussianCovariance.Diagonal, 0);
        _inverseDeviations = Array.ConvertAll(spread.Covariances.ToArray(), variance => variance > 0 ? 1 / Math.Sqrt(variance) : 0);
    }

    /// <summary>The parameters from which a start begins.</summary>
    public GaussianMixtureParameters Create(RandomObservations<T> random) =>
        _options.Start == MixtureStart.Random ? Random(random) : KMeans(random);

    private GaussianMixtureParameters Random(RandomObservations<T> random)
    {
        (int k, int d) = (_options.ComponentCount, _pass.Dimension);
        double[] means = new double[k * d];
        int[] rows = random.Rows(k);
        for (int component = 0; component < k; component++)
        {
            random.CopyTo(rows[component], means.AsSpan(component * d, d));
        }

        double[] spread = Whole(_options.Covariance, _regularization).Covariances.ToArray();
        double[] covariances = new double[GaussianMixtureParameters.CovarianceLength(_options.Covariance, k, d)];
        for (int i = 0; i < covariances.Length; i++)
        {
            covariances[i] = spread[i % spread.Length];
        }

        double[] weights = new double[k];
        Array.Fill(weights, 1.0 / k);
        return new(_options.Covariance, d, weights, means, covariances);
    }

    private GaussianMixtureParameters KMeans(RandomObservations<T> random)
    {
        (int k, int d) = (_options.ComponentCount, _pass.Dimension);
        double[] centers = PlusPlus(random);
        MixtureMoments moments = new(CovarianceShape.Diagonal, k, d);
        for (int iteration = 0; iteration < MeansIterations; iteration++)
        {
            _pass.Run(At(centers), moments, MixtureAssignment.Hard);
            bool moved = false;
            for (int i = 0; i < centers.Length; i++)
            {
                double step = moments.Masses[i / d] > 0 ? moments.Sums[i] / moments.Masses[i / d] : 0;
                centers[i] = double.CreateTruncating(T.CreateTruncating(centers[i] + step));
                moved |= step != 0;
            }

            if (!moved)
            {
                break;
            }
        }

        moments = new(WhitenedComponents<T>.ShapeOf(_options.Covariance, d), k, d);
        _pass.Run(At(centers), moments, MixtureAssignment.Hard);
        return MixtureMaximization.Maximize(_options.Covariance, moments, centers, _regularization, random);
    }

    /// <summary>Observations, each the best of some drawn with a chance in proportion to their squared distance from the nearest of those before.</summary>
    private double[] PlusPlus(RandomObservations<T> random)
    {
        (int k, int d) = (_options.ComponentCount, _pass.Dimension);
        double[] centers = new double[k * d];
        T[] nearest = new T[_pass.RowCount];
        Array.Fill(nearest, T.NegativeInfinity);
        random.CopyTo(random.Row(), centers.AsSpan(0, d));
        Approach(centers[..d], 0, nearest);
        double[] candidates = new double[(2 + (int)Math.Log(k)) * d];
        for (int component = 1; component < k; component++)
        {
            for (int candidate = 0; candidate < candidates.Length; candidate += d)
            {
                random.CopyTo(Draw(nearest, random), candidates.AsSpan(candidate, d));
            }

            int best = Best(candidates, nearest);
            candidates.AsSpan(best * d, d).CopyTo(centers.AsSpan(component * d, d));
            Approach(candidates, best, nearest);
        }

        return centers;
    }

    /// <summary>nearest[n] = max(nearest[n], −½·|x_n − candidate|²).</summary>
    private void Approach(double[] candidates, int best, T[] nearest) => ForParts(candidates, (first, distances, count, _) =>
    {
        for (int n = 0; n < distances.Length / count; n++)
        {
            T distance = distances[(n * count) + best];
            nearest[first + n] = distance > nearest[first + n] ? distance : nearest[first + n];
        }
    });

    /// <summary>The candidate that would leave the least of all squared distances.</summary>
    private int Best(double[] candidates, T[] nearest)
    {
        int count = candidates.Length / _pass.Dimension;
        double[] sums = new double[((nearest.Length + RowsAtOnce - 1) / RowsAtOnce) * count];
        ForParts(candidates, (first, distances, count, part) =>
        {
            for (int i = 0; i < distances.Length; i++)
            {
                int n = first + (i / count);
                sums[(part * count) + (i % count)] += Weighted(n, distances[i] > nearest[n] ? distances[i] : nearest[n]);
            }
        });
        double[] totals = new double[count];
        for (int i = 0; i < sums.Length; i++)
        {
            totals[i % count] += sums[i];
        }

        return System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(totals);
    }

    /// <summary>Hands on −½·|x_n − candidate|² of all candidates, some thousand observations at a time.</summary>
    private void ForParts(double[] candidates, Action<int, T[], int, int> work)
    {
        WhitenedComponents<T> distance = At(candidates);
        int parts = (_pass.RowCount + RowsAtOnce - 1) / RowsAtOnce;
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads }, part =>
        {
            int first = part * RowsAtOnce;
            int rows = Math.Min(RowsAtOnce, _pass.RowCount - first);
            T[] found = new T[rows * distance.ComponentCount];
            distance.LogDensities(_pass.Rows(first, rows), found);
            work(first, found, distance.ComponentCount, part);
        });
    }

    private int Draw(T[] nearest, RandomObservations<T> random)
    {
        double total = 0;
        for (int n = 0; n < nearest.Length; n++)
        {
            total -= Weighted(n, nearest[n]);
        }

        double left = random.Uniform() * total;
        int last = -1;
        for (int n = 0; n < nearest.Length && left >= 0; n++)
        {
            double share = -Weighted(n, nearest[n]);
            left -= share;
            last = share > 0 ? n : last;
        }

        // Where every observation is a center already, any will do: the component is then a double, and EM says what becomes of it.
        return last >= 0 ? last : random.Row();
    }

    /// <summary>A distance as often as its observation counts: 0 where that is never, also of a distance that overflows.</summary>
    private double Weighted(int n, T distance) => _pass.Weight(n) is var weight && weight > 0 ? weight * double.CreateTruncating(distance) : 0;

    /// <summary>Equal spheres around centers, in units of the columns' deviations: the densest is the nearest.</summary>
    private WhitenedComponents<T> At(double[] centers) =>
        new(CovarianceShape.Diagonal, _pass.Dimension, centers, _inverseDeviations, new double[centers.Length / _pass.Dimension]);

    /// <summary>All data as one component.</summary>
    private GaussianMixtureParameters Whole(GaussianCovariance covariance, double regularization)
    {
        int d = _pass.Dimension;
        double[] origin = new double[d];
        new RandomObservations<T>(_pass, 0, 0).CopyTo(0, origin);
        MixtureMoments moments = new(WhitenedComponents<T>.ShapeOf(covariance, d), 1, d);
        _pass.Run(new(CovarianceShape.Diagonal, d, origin, new double[d], [0]), moments);
        return MixtureMaximization.Maximize(covariance, moments, origin, regularization, new RandomObservations<T>(_pass, 0, 0));
    }
}
