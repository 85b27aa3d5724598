using System;
using System.Linq;
using System.Numerics;

namespace Kernels.Tests;

/// <summary>Arguments of the Gaussian kernels: N observations of d values, K components.</summary>
internal sealed class GaussianCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public GaussianCase(int rows, int dimension, int components, CovarianceShape shape, bool isShared = false)
    {
        (Rows, Dimension, Components, Shape, IsShared) = (rows, dimension, components, shape, isShared);
        int unit = shape switch { CovarianceShape.Full => dimension * dimension, CovarianceShape.Diagonal => dimension, _ => 1 };
        X = [.. Inputs.Signed<T>(rows * dimension, 1)];
        Means = [.. Inputs.Signed<T>(components * dimension, 2)];
        Whitening = [.. Inputs.Signed<T>((isShared ? 1 : components) * unit, 3).Select((w, i) => IsAbove(i % Math.Max(unit, 1)) ? T.Zero : w)];
        LogPeaks = [.. Inputs.Signed<T>(components, 4)];
        Shares = [.. Inputs.Realistic<T>(rows * components, 5).Select((r, i) => i % 7 == 0 ? T.Zero : T.One / (T.One + r))];
        Products = components * unit;
    }

    public int Rows { get; }

    public int Dimension { get; }

    public int Components { get; }

    public CovarianceShape Shape { get; }

    public bool IsShared { get; }

    public int Products { get; }

    public T[] X { get; }

    public T[] Means { get; }

    public T[] Whitening { get; }

    public T[] LogPeaks { get; }

    public T[] Shares { get; }

    public string Name => $"{Rows} observations of {Dimension}, {Components} components, {Shape}{(IsShared ? ", shared" : "")}";

    public static double[] Wide(T[] values) => [.. values.Select(double.CreateChecked)];

    public double[] Observation(int n) => Wide(X[(n * Dimension)..((n + 1) * Dimension)]);

    public double[] Mean(int k) => Wide(Means[(k * Dimension)..((k + 1) * Dimension)]);

    public double[] Factors(int k)
    {
        int unit = Products / Components;
        int at = IsShared ? 0 : k * unit;
        return Wide(Whitening[at..(at + unit)]);
    }

    public T[] LogDensities()
    {
        T[] destination = new T[Rows * Components];
        Gaussian.LogDensityRows<T>(X, Dimension, Means, Whitening, LogPeaks, Shape, destination);
        return destination;
    }

    /// <summary>Masses, sums, products, beginning with what they hold already.</summary>
    public double[] Moments(double before = 0)
    {
        double[] masses = new double[Components], sums = new double[Components * Dimension], products = new double[Products];
        foreach (double[] results in (double[][])[masses, sums, products])
        {
            Array.Fill(results, before);
        }

        Gaussian.AddMomentRows<T>(X, Dimension, Shares, Means, Shape, masses, sums, products);
        return [.. masses, .. sums, .. products];
    }

    private bool IsAbove(int index) => Shape == CovarianceShape.Full && index % Dimension > index / Dimension;
}
