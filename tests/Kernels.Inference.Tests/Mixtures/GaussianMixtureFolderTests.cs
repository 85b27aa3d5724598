using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Parameters, and folders of them.</summary>
public sealed class GaussianMixtureFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-gmm-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(GaussianCovariance.Full, "(3, 2, 2)")]
    [InlineData(GaussianCovariance.Tied, "(2, 2)")]
    [InlineData(GaussianCovariance.Diagonal, "(3, 2)")]
    [InlineData(GaussianCovariance.Spherical, "(3,)")]
    public void A_folder_gives_back_what_was_saved(GaussianCovariance kind, string shape)
    {
        double[] x = MixtureData.Clouds(300, 2, 3, 59);
        GaussianMixture mixture = new GaussianMixtureTrainer<double>(new() { ComponentCount = 3, Covariance = kind }).Fit(x, 2).WithColumns(["a", "b"]);
        string folder = Path.Combine(_root, "model");
        mixture.Save(folder);
        GaussianMixture loaded = GaussianMixture.Load(folder);
        Assert.Equal(mixture.Parameters.Weights.ToArray(), loaded.Parameters.Weights.ToArray());
        Assert.Equal(mixture.Parameters.Means.ToArray(), loaded.Parameters.Means.ToArray());
        Assert.Equal(mixture.Parameters.Covariances.ToArray(), loaded.Parameters.Covariances.ToArray());
        Assert.Equal(mixture.Fit!.History, loaded.Fit!.History);
        Assert.Equal((mixture.Fit.Bic, mixture.Fit.Icl, mixture.Fit.Converged), (loaded.Fit.Bic, loaded.Fit.Icl, loaded.Fit.Converged));
        Assert.Equal(mixture.Columns, loaded.Columns);
        using (NumpyArray array = NumpyArray.Open(Path.Combine(folder, "covariances.npy")))
        {
            Assert.Equal(shape, array.Header.ShapeText);
        }

        Assert.Throws<IOException>(() => mixture.Save(folder));
        mixture.Save(folder, force: true);
    }

    [Fact]
    public void Every_changed_byte_of_an_array_is_noticed()
    {
        string folder = Path.Combine(_root, "model");
        new GaussianMixture(new(GaussianCovariance.Spherical, 1, [0.5, 0.5], [1, 2], [1, 2])).Save(folder);
        foreach (string name in new[] { "weights.npy", "means.npy", "covariances.npy" })
        {
            string path = Path.Combine(folder, name);
            byte[] whole = File.ReadAllBytes(path);
            for (int at = 0; at < whole.Length; at++)
            {
                byte[] changed = [.. whole];
                changed[at] ^= 0x10;
                File.WriteAllBytes(path, changed);
                Assert.Contains(name, Assert.Throws<InvalidDataException>(() => GaussianMixture.Load(folder)).Message, StringComparison.Ordinal);
            }

            File.WriteAllBytes(path, whole[..^1]);
            Assert.Throws<InvalidDataException>(() => GaussianMixture.Load(folder));
            File.Delete(path);
            Assert.Contains("not found", Assert.Throws<InvalidDataException>(() => GaussianMixture.Load(folder)).Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, whole);
        }

        Assert.Equal(2, GaussianMixture.Load(folder).Parameters.ComponentCount);
    }

    [Fact]
    public void Free_parameters_are_counted_and_wrong_ones_refused()
    {
        static GaussianMixtureParameters Of(GaussianCovariance kind, int covariances) => new(kind, 3, [0.5, 0.5], new double[6], [.. Enumerable.Repeat(1.0, covariances)]);
        Assert.Equal(19, Of(GaussianCovariance.Full, 18).FreeParameterCount);
        Assert.Equal(13, Of(GaussianCovariance.Tied, 9).FreeParameterCount);
        Assert.Equal(13, Of(GaussianCovariance.Diagonal, 6).FreeParameterCount);
        Assert.Equal(9, Of(GaussianCovariance.Spherical, 2).FreeParameterCount);
        Assert.Throws<ArgumentException>(() => Of(GaussianCovariance.Full, 17));
        Assert.Throws<ArgumentException>(() => new GaussianMixtureParameters(GaussianCovariance.Spherical, 1, [0.5, 0.6], [1, 2], [1, 1]));
        Assert.Throws<ArgumentException>(() => new GaussianMixtureParameters(GaussianCovariance.Spherical, 1, [1.5, -0.5], [1, 2], [1, 1]));
        Assert.Throws<ArgumentException>(() => new GaussianMixtureParameters(GaussianCovariance.Spherical, 1, [0.5, 0.5], [1, double.NaN], [1, 1]));
        Assert.Throws<SingularCovarianceException>(() => new GaussianMixture(new(GaussianCovariance.Spherical, 1, [0.5, 0.5], [1, 2], [1, 0])));
        Assert.Throws<SingularCovarianceException>(() => new GaussianMixture(Of(GaussianCovariance.Full, 18)));
        Assert.Throws<ArgumentException>(() => new GaussianMixture(Of(GaussianCovariance.Spherical, 2), null, ["a"]));
    }
}
