using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Inference;

namespace Kernels.Bench;

/// <summary>Our side of bench/peers/mixture_sklearn.py: so many iterations of EM on the observations it wrote, from its means, identity covariances and equal weights. <c>mixtures DIR COVARIANCE PRECISION ITERATIONS THREADS</c></summary>
internal static class PeerMixtures
{
    public static void Run(string[] args)
    {
        if (args.Length != 5)
        {
            throw new ArgumentException("mixtures takes 5 arguments: DIR, where bench/peers/mixture_sklearn.py wrote, a covariance, float or double, iterations, threads.");
        }

        GaussianCovariance covariance = args[1] switch
        {
            "full" => GaussianCovariance.Full,
            "tied" => GaussianCovariance.Tied,
            "diag" => GaussianCovariance.Diagonal,
            "spherical" => GaussianCovariance.Spherical,
            _ => throw new ArgumentException($"The covariance is \"{args[1]}\"; expected full, tied, diag or spherical."),
        };
        (int iterations, int threads) = (int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture));
        switch (args[2])
        {
            case "float":
                Measure<float>(args[0], covariance, iterations, threads);
                break;
            case "double":
                Measure<double>(args[0], covariance, iterations, threads);
                break;
            default:
                throw new ArgumentException($"The precision is \"{args[2]}\"; expected float or double.");
        }
    }

    private static void Measure<T>(string folder, GaussianCovariance covariance, int iterations, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double[] x, int d) = Load(Path.Combine(folder, "observations.npy"));
        (double[] means, _) = Load(Path.Combine(folder, "means.npy"));
        int k = means.Length / d;
        GaussianMixtureParameters start = new(covariance, d, [.. Enumerable.Repeat(1.0 / k, k)], means, Identities(covariance, k, d));
        T[] observations = Array.ConvertAll(x, T.CreateTruncating);
        GaussianMixtureOptions options = new() { ComponentCount = k, Covariance = covariance, MaxIterations = iterations, Tolerance = 0, Threads = threads };
        Stopwatch clock = Stopwatch.StartNew();
        GaussianMixture mixture = new GaussianMixtureTrainer<T>(options).Fit(observations, start);
        double seconds = clock.Elapsed.TotalSeconds;
        double logLikelihood = mixture.Fit!.History[^1] / mixture.Fit.ObservationCount;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"seconds\": {seconds}, \"logLikelihood\": {logLikelihood}}}"));
    }

    private static double[] Identities(GaussianCovariance covariance, int k, int d) => covariance switch
    {
        GaussianCovariance.Full => [.. Enumerable.Range(0, k * d * d).Select(i => i % (d * d) % (d + 1) == 0 ? 1.0 : 0)],
        GaussianCovariance.Tied => [.. Enumerable.Range(0, d * d).Select(i => i % (d + 1) == 0 ? 1.0 : 0)],
        GaussianCovariance.Diagonal => [.. Enumerable.Repeat(1.0, k * d)],
        _ => [.. Enumerable.Repeat(1.0, k)],
    };

    private static (double[] Values, int Columns) Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        (_, long rows, long columns) = NumpyMatrix.ReadHeader(file, path);
        double[] values = new double[rows * columns];
        NumpyMatrix.ReadRows<double>(file, values, path);
        return (values, (int)columns);
    }
}
