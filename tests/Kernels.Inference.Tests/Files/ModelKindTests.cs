using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Kernels.Corpora;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>A model saved with force over one of another kind: nothing of the old one stays, and nothing else goes.</summary>
public sealed class ModelKindTests : IDisposable
{
    private static readonly Dictionary<string, string[]> s_files = new()
    {
        ["lda"] = ["lambda.npy", "model.json", "vocabulary.txt"],
        ["gmm"] = ["covariances.npy", "means.npy", "model.json", "weights.npy"],
        ["vae"] = ["model.json", "parameters.npy"],
    };

    private readonly string _root = Directory.CreateTempSubdirectory("kernels-kind-").FullName;

    public static TheoryData<string, string> Pairs()
    {
        TheoryData<string, string> pairs = [];
        foreach (string first in s_files.Keys)
        {
            foreach (string second in s_files.Keys)
            {
                pairs.Add(first, second);
            }
        }

        return pairs;
    }

    private string Folder => Path.Combine(_root, "model");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_model_takes_the_place_of_another_whole(string first, string second)
    {
        Save(first);
        Assert.Equal(s_files[first], Names());
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");
        Directory.CreateDirectory(Path.Combine(Folder, "plots"));
        Save(second);
        Assert.Equal(s_files[second].Concat(["notes.txt", "plots"]).Order(StringComparer.Ordinal), Names());
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    /// <summary>Where the tool's images.json of an autoencoder stays with the next one, and not with a mixture.</summary>
    [Theory]
    [InlineData("vae", true)]
    [InlineData("gmm", false)]
    public void The_list_of_images_goes_with_its_kind(string second, bool stays)
    {
        Save("vae");
        File.WriteAllText(Path.Combine(Folder, "images.json"), "{}");
        Save(second);
        Assert.Equal(stays, File.Exists(Path.Combine(Folder, "images.json")));
    }

    /// <summary>A file that is called as one of the new model's, and was none of the old one's, is not deleted: it stays in the folder set aside.</summary>
    [Theory]
    [InlineData("lda")]
    [InlineData("vae")]
    [InlineData(null)]
    public void A_file_of_a_models_name_that_is_no_models_is_kept(string? first)
    {
        Directory.CreateDirectory(Folder);
        if (first is not null)
        {
            Save(first);
        }

        File.WriteAllText(Path.Combine(Folder, "weights.npy"), "mine");
        Save("gmm");
        Assert.Equal(s_files["gmm"], Names());
        string aside = Assert.Single(Directory.GetFileSystemEntries(_root), entry => entry != Folder);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(aside, "weights.npy")));
    }

    /// <summary>A description that nobody can read is of the kind that replaces it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"format\": 3}")]
    public void A_damaged_description_is_replaced(string text)
    {
        Save("gmm");
        File.WriteAllText(Path.Combine(Folder, "model.json"), text);
        Save("gmm");
        Assert.Equal(s_files["gmm"], Names());
        Assert.Single(Directory.GetFileSystemEntries(_root));
    }

    private void Save(string kind)
    {
        switch (kind)
        {
            case "lda":
                using (LdaModel model = LdaTestModels.Of<float>([[1, 2], [3, 4]], 0.1, 0.1, new Vocabulary(["a", "b"])))
                {
                    model.Save(Folder, force: true);
                }

                break;
            case "gmm":
                new GaussianMixture(new(GaussianCovariance.Spherical, 1, [0.5, 0.5], [1, 2], [1, 2])).Save(Folder, force: true);
                break;
            default:
                VaeOptions options = new() { LatentCount = 1, Hidden = [2], Epochs = 1 };
                new VaeTrainer<float>(options).Fit(TestImages.Bars(6), out _).Save(Folder, force: true);
                break;
        }
    }

    private string[] Names() => [.. Directory.GetFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
}
