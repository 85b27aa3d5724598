using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Kernels.Inference;

/// <summary>A mixture as a folder: <c>model.json</c>, <c>weights.npy</c>, <c>means.npy</c>, <c>covariances.npy</c>.</summary>
internal static class GaussianMixtureFolder
{
    public const string Weights = "weights.npy";
    public const string Means = "means.npy";
    public const string Covariances = "covariances.npy";
    private const string Folder = $"a mixture's folder with {ModelFile.Description}, {Weights}, {Means} and {Covariances}";

    public static void Save(GaussianMixture mixture, string directory, bool force) =>
        FolderSwap.Write(directory, force, GaussianMixtureDescription.ModelFormat, folder =>
        {
            GaussianMixtureParameters p = mixture.Parameters;
            GaussianMixtureDescription description = new()
            {
                Format = GaussianMixtureDescription.ModelFormat,
                Version = GaussianMixtureDescription.ModelVersion,
                Library = ModelFile.Library,
                Covariance = p.Covariance,
                ComponentCount = p.ComponentCount,
                Dimension = p.Dimension,
                Columns = mixture.Columns?.ToArray(),
                Fit = mixture.Fit,
                WeightsChecksum = Write(Path.Combine(folder, Weights), [p.ComponentCount], p.Weights),
                MeansChecksum = Write(Path.Combine(folder, Means), [p.ComponentCount, p.Dimension], p.Means),
                CovariancesChecksum = Write(Path.Combine(folder, Covariances), ShapeOf(p.Covariance, p.ComponentCount, p.Dimension), p.Covariances),
            };
            ModelFile.WriteDescription(Path.Combine(folder, ModelFile.Description), description, GaussianMixtureJson.Default.GaussianMixtureDescription);
        });

    public static GaussianMixture Load(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string file = Path.Combine(directory, ModelFile.Description);
        GaussianMixtureDescription description = ModelFile.ReadDescription(file, GaussianMixtureJson.Default.GaussianMixtureDescription, "a mixture's description", Folder).Checked(file);
        (int k, int d) = (description.ComponentCount, description.Dimension);
        try
        {
            GaussianMixtureParameters parameters = new(
                description.Covariance,
                d,
                Read(Path.Combine(directory, Weights), [k], description.WeightsChecksum),
                Read(Path.Combine(directory, Means), [k, d], description.MeansChecksum),
                Read(Path.Combine(directory, Covariances), ShapeOf(description.Covariance, k, d), description.CovariancesChecksum));
            return new GaussianMixture(parameters, description.Fit, description.Columns);
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException)
        {
            throw new InvalidDataException($"{directory}: {exception.Message}", exception);
        }
    }

    private static long[] ShapeOf(GaussianCovariance covariance, int k, int d) => covariance switch
    {
        GaussianCovariance.Full => [k, d, d],
        GaussianCovariance.Tied => [d, d],
        GaussianCovariance.Diagonal => [k, d],
        _ => [k],
    };

    private static string Write(string path, long[] shape, ReadOnlySpan<double> values) => ModelFile.Write(path, values, (stream, values) =>
    {
        new NumpyHeader(NumpyMatrix.Descriptor("double"), ColumnMajor: false, shape).Write(stream);
        NumpyMatrix.WriteRows(stream, values);
    });

    private static double[] Read(string path, long[] shape, string checksum)
    {
        using FileStream file = ModelFile.Open(path, Folder);
        using var stream = new HashingStream(file);
        NumpyHeader header = NumpyHeader.Read(stream, path);
        NumpyHeader expected = new(NumpyMatrix.Descriptor("double"), ColumnMajor: false, shape);
        if (header.Type != expected.Type || header.ColumnMajor || !header.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"{path}: holds {header.ShapeText} values of type '{header.Type}'{(header.ColumnMajor ? ", column by column" : "")}; {ModelFile.Description} says {expected.ShapeText} of '{expected.Type}'.");
        }

        if (file.Length - header.Bytes != header.Count * sizeof(double))
        {
            throw new InvalidDataException($"{path}: {file.Length - header.Bytes} bytes follow the header; expected {header.Count * sizeof(double)} for {header.ShapeText} values.");
        }

        double[] values = new double[(long)header.Count];
        NumpyHeader.ReadExactly(stream, MemoryMarshal.AsBytes(values.AsSpan()), path);
        ModelFile.RequireChecksum(path, stream.Checksum, checksum);
        return values;
    }
}
