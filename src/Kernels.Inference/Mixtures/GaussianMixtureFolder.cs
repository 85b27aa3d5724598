using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kernels.Inference;

/// <summary>A mixture as a folder: <c>model.json</c>, <c>weights.npy</c>, <c>means.npy</c>, <c>covariances.npy</c>.</summary>
internal static class GaussianMixtureFolder
{
    private const string Description = "model.json";
    private const string Weights = "weights.npy";
    private const string Means = "means.npy";
    private const string Covariances = "covariances.npy";
    private const int MostDescriptionBytes = 1 << 28;

    public static void Save(GaussianMixture mixture, string directory, bool force) =>
        FolderSwap.Write(directory, force, [Description, Weights, Means, Covariances], folder =>
        {
            GaussianMixtureParameters p = mixture.Parameters;
            GaussianMixtureDescription description = new()
            {
                Format = GaussianMixtureDescription.ModelFormat,
                Version = GaussianMixtureDescription.ModelVersion,
                Library = typeof(GaussianMixture).Assembly.GetName().Version?.ToString(3) ?? "",
                Covariance = p.Covariance,
                ComponentCount = p.ComponentCount,
                Dimension = p.Dimension,
                Columns = mixture.Columns?.ToArray(),
                Fit = mixture.Fit,
                WeightsChecksum = Write(Path.Combine(folder, Weights), [p.ComponentCount], p.Weights),
                MeansChecksum = Write(Path.Combine(folder, Means), [p.ComponentCount, p.Dimension], p.Means),
                CovariancesChecksum = Write(Path.Combine(folder, Covariances), ShapeOf(p.Covariance, p.ComponentCount, p.Dimension), p.Covariances),
            };
            using FileStream stream = File.Create(Path.Combine(folder, Description));
            JsonSerializer.Serialize(stream, description, GaussianMixtureJson.Default.GaussianMixtureDescription);
            stream.Flush(flushToDisk: true);
        });

    public static GaussianMixture Load(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string path = Path.Combine(directory, Description);
        GaussianMixtureDescription description = LoadDescription(path);
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

    private static string Write(string path, long[] shape, ReadOnlySpan<double> values)
    {
        using FileStream file = File.Create(path);
        using var stream = new HashingStream(file);
        new NumpyHeader(NumpyMatrix.Descriptor("double"), ColumnMajor: false, shape).Write(stream);
        NumpyMatrix.WriteRows(stream, values);
        file.Flush(flushToDisk: true);
        return stream.Checksum;
    }

    private static double[] Read(string path, long[] shape, string checksum)
    {
        using FileStream file = Open(path);
        using var stream = new HashingStream(file);
        NumpyHeader header = NumpyHeader.Read(stream, path);
        NumpyHeader expected = new(NumpyMatrix.Descriptor("double"), ColumnMajor: false, shape);
        if (header.Type != expected.Type || header.ColumnMajor || !header.Shape.SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"{path}: holds {header.ShapeText} values of type '{header.Type}'{(header.ColumnMajor ? ", column by column" : "")}; {Description} says {expected.ShapeText} of '{expected.Type}'.");
        }

        if (file.Length - header.Bytes != header.Count * sizeof(double))
        {
            throw new InvalidDataException($"{path}: {file.Length - header.Bytes} bytes follow the header; expected {header.Count * sizeof(double)} for {header.ShapeText} values.");
        }

        double[] values = new double[(long)header.Count];
        NumpyHeader.ReadExactly(stream, MemoryMarshal.AsBytes(values.AsSpan()), path);
        return stream.Checksum == checksum ? values : throw new InvalidDataException(
            $"{path}: its checksum is {stream.Checksum}; {Description} says {checksum}, so one of the two is damaged or another model's.");
    }

    private static GaussianMixtureDescription LoadDescription(string path)
    {
        using FileStream stream = Open(path);
        try
        {
            if (stream.Length > MostDescriptionBytes)
            {
                throw new InvalidDataException($"{path}: {stream.Length} bytes; expected at most {MostDescriptionBytes}.");
            }

            GaussianMixtureDescription? description = JsonSerializer.Deserialize(stream, GaussianMixtureJson.Default.GaussianMixtureDescription);
            return (description ?? throw new InvalidDataException($"{path}: holds null; expected a mixture's description.")).Checked(path);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a mixture's description: {exception.Message}", exception);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            string remains = FolderRemains.SetAside(Path.GetDirectoryName(path)!) is { } old
                ? $" A run that was killed while it replaced the model left the old one in {old}; rename that folder to have it back."
                : "";
            throw new InvalidDataException($"{path}: not found; expected a mixture's folder with {Description}, {Weights}, {Means} and {Covariances}.{remains}", exception);
        }
    }
}
