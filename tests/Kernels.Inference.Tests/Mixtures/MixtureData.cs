using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Tests;

namespace Kernels.Inference.Tests;

/// <summary>Observations: made, and R's example data.</summary>
internal static class MixtureData
{
    /// <summary>Clouds around <paramref name="components"/> centers, correlated and of different sizes; the same on every machine to rounding.</summary>
    public static double[] Clouds(int rows, int dimension, int components, ulong seed, double distance = 4)
    {
        double[] x = new double[rows * dimension];
        double[] centers = [.. Enumerable.Range(0, components * dimension).Select(_ => Inputs.Uniform(ref seed, -distance, distance))];
        for (int n = 0; n < rows; n++)
        {
            int k = (int)Inputs.Uniform(ref seed, 0, components);
            double shared = Normal(ref seed);
            for (int j = 0; j < dimension; j++)
            {
                x[(n * dimension) + j] = centers[(k * dimension) + j] + ((0.3 + (0.2 * k)) * (Normal(ref seed) + (0.6 * shared)));
            }
        }

        return x;
    }

    /// <summary>Columns of a data set under data/gmm, row by row.</summary>
    public static double[] Columns(string file, params int[] columns) =>
    [
        .. File.ReadLines(Path.Combine(SharedData.Folder!, "gmm", file)).Skip(1).Select(line => line.Split(','))
            .SelectMany(fields => columns.Select(column => double.Parse(fields[column], CultureInfo.InvariantCulture))),
    ];

    public static double[][] Rows(double[] x, int dimension) => [.. x.Chunk(dimension)];

    private static double Normal(ref ulong seed) =>
        Math.Sqrt(-2 * Math.Log(1 - Inputs.Uniform(ref seed, 0, 1))) * Math.Cos(2 * Math.PI * Inputs.Uniform(ref seed, 0, 1));
}
