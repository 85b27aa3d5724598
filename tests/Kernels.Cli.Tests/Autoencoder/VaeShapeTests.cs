using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>Images and networks of the smallest and the largest sizes, and files that promise what they do not hold.</summary>
public sealed class VaeShapeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-vae-").FullName;

    private string Images => Path.Combine(_folder, "images.idx");

    private string Model => Path.Combine(_folder, "model");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One pixel, one latent variable, one hidden value; mini-batches larger than the data; a last one of one image; images that are all alike.</summary>
    [Theory]
    [InlineData(5, 1, 1, 7, "--latent", "1", "--hidden", "1")]
    [InlineData(1, 6, 5, 7, "--latent", "2", "--hidden", "3,1,2", "--batch-size", "1000")]
    [InlineData(33, 3, 4, 7, "--latent", "3", "--hidden", "4", "--batch-size", "32", "--threads", "3")]
    [InlineData(9, 1, 40, 0, "--latent", "1", "--hidden", "5", "--decoder", "gaussian", "--batch-size", "4")]
    [InlineData(9, 40, 1, 7, "--latent", "1", "--hidden", "5", "--categories", "2", "--batch-size", "1")]
    [InlineData(2, 2, 2, 7, "--latent", "1", "--hidden", "1", "--weight-prior", "1", "--estimator", "A", "--samples", "3")]
    public void Every_shape_is_trained_scored_and_shown(int count, int height, int width, int spread, params string[] options)
    {
        Write(count, height, width, spread);
        ToolRun run = ToolRun.Of(["vae", "train", Images, "--test", Images, "--epochs", "2", "--quiet", "--output", Model, .. options]);
        Assert.True((run.ExitCode, run.Error) == (0, string.Empty), run.Error);
        Assert.All(VaeModel<float>.Load(Model).Parameters.ToArray(), parameter => Assert.True(float.IsFinite(parameter)));
        ToolRun score = ToolRun.Of("vae", "score", Model, Images, "--samples", "200", "--json");
        Assert.All(score.Json, line => Assert.True(line.GetProperty("value").ValueKind == JsonValueKind.Number, line.ToString()));
        Assert.Equal(options.Contains("--weight-prior") ? 3 : 2, score.Json.Length);
        Assert.Equal(0, ToolRun.Of("vae", "report", Model).ExitCode);
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(Model, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mini_batch_of_more_images_than_there_are_is_all_of_them()
    {
        Write(33, 3, 4, 7);
        float[][] parameters = [.. new[] { "33", "2000000000" }.Select(size =>
        {
            ToolRun run = ToolRun.Of("vae", "train", Images, "--latent", "2", "--hidden", "4", "--epochs", "3", "--batch-size", size, "--quiet", "--force", "--output", Model);
            Assert.True(run.ExitCode == 0, run.Error);
            return VaeModel<float>.Load(Model).Parameters.ToArray();
        })];
        Assert.Equal(parameters[0], parameters[1]);
    }

    [Theory]
    [InlineData("2000000000 latent variables", "--latent", "2000000000")]
    [InlineData("hidden layers of 2000000000", "--hidden", "2000000000")]
    [InlineData("hidden layers of 2000000000,2000000000", "--hidden", "2000000000,2000000000")]
    [InlineData("", "--samples", "2000000000")]
    [InlineData("latent variables", "--categories", "2000000000")]
    public void A_network_that_no_machine_holds_is_refused_before_it_starts(string why, params string[] options)
    {
        Write(33, 3, 4, 7);
        ToolRun.Refused(why, ["vae", "train", Images, "--output", Model, .. options]);
        Assert.False(Directory.Exists(Model));
    }

    [Theory]
    [InlineData(4, 0, "found 0 images at byte 4, expected at least 1")]
    [InlineData(8, 0, "found 0 rows at byte 8")]
    [InlineData(12, 0, "found 0 columns at byte 12")]
    [InlineData(8, -1, "found 4294967295 rows at byte 8")]
    [InlineData(4, 100_000, "found the end of the file after byte 412, expected 1200016 bytes: 100000 images × 3 rows × 4 columns")]
    [InlineData(4, 32, "found more after byte 400, expected the end of the file")]
    [InlineData(0, 0x803 + 0x500, "found 00000D03 in its first four bytes")]
    public void A_header_that_promises_something_else_is_refused(int place, int value, string why)
    {
        Write(33, 3, 4, 7);
        byte[] file = File.ReadAllBytes(Images);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(place), value);
        File.WriteAllBytes(Images, file);
        ToolRun.Refused($"{Images}: {why}", "vae", "train", Images, "--output", Model);
        Assert.False(Directory.Exists(Model));
    }

    private void Write(int count, int height, int width, int spread)
    {
        byte[] file = [0, 0, 8, 3, 0, 0, (byte)(count >> 8), (byte)count, 0, 0, 0, (byte)height, 0, 0, 0, (byte)width, .. new byte[count * height * width]];
        for (int i = 16; i < file.Length; i++)
        {
            file[i] = (byte)(i * i * spread % 256);
        }

        File.WriteAllBytes(Images, file);
    }
}
