using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class VaeCommandTests : IDisposable
{
    private readonly TinyImages _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void Training_tells_every_pass_and_leaves_a_model()
    {
        ToolRun run = _images.Trains("model");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("300 images, 120 for tests; 3 passes", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(3, run.ErrorLines.Count(line => line.StartsWith("pass ", StringComparison.Ordinal) && line.Contains(", test ", StringComparison.Ordinal)));
        Assert.Equal(["images.json", "model.json", "parameters.npy"], Directory.GetFiles(_images.At("model")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        ToolRun json = _images.Trains("again", "--json");
        Assert.Empty(json.Error);
        Assert.Equal(["start", "epoch", "epoch", "epoch", "done"], json.Json.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(File.ReadAllBytes(_images.At("model/parameters.npy")), File.ReadAllBytes(_images.At("again/parameters.npy")));

        Assert.Equal(2, _images.Trains("model").ExitCode);
        Assert.Equal(0, _images.Trains("model", "--force", "--quiet", "--threads", "2").ExitCode);
        Assert.Equal(File.ReadAllBytes(_images.At("again/parameters.npy")), File.ReadAllBytes(_images.At("model/parameters.npy")));
    }

    [Theory]
    [InlineData("--categories", "4", "--temperature", "0.7")]
    [InlineData("--decoder", "gaussian", "--activation", "tanh")]
    [InlineData("--estimator", "A", "--samples", "2")]
    [InlineData("--weight-prior", "1", "--hidden", "8,4")]
    public void Every_kind_is_trained_scored_and_shown(params string[] options)
    {
        string[] given = options[0] == "--weight-prior" ? ["--weight-prior", "1"] : options;
        ToolRun run = _images.Trains("kind", given);
        Assert.True(run.ExitCode == 0, run.Error);
        ToolRun score = ToolRun.Of("vae", "score", _images.At("kind"), _images.Test, "--images", "10", "--samples", "300", "--json");
        double[] values = [.. score.Json.Select(line => line.GetProperty("value").GetDouble())];
        Assert.Equal(2, values.Length);
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(0, ToolRun.Of("vae", "report", _images.At("kind")).ExitCode);
        string page = File.ReadAllText(_images.At("kind/report.html"));
        Assert.Contains("Latent plane", page, StringComparison.Ordinal);
        Assert.Equal(options[0] == "--weight-prior", page.Contains("weights under N(0, 1", StringComparison.Ordinal));
        Assert.Matches(@"after each pass\. At the end -?\d+\.\d\d, test -?\d+\.\d\d\.", page);
    }

    [Fact]
    public void Scores_are_lines_with_what_they_are()
    {
        Assert.Equal(0, _images.Trains("model").ExitCode);
        ToolRun score = ToolRun.Of("vae", "score", _images.At("model"), _images.Test, "--images", "20", "--samples", "100");
        Assert.Equal(0, score.ExitCode);
        Assert.Matches(@"^bound       -\d+\.\d\d an image \(120 images\)$", score.OutputLines[0]);
        Assert.Matches(@"^likelihood  -\d+\.\d\d ± \d+\.\d\d an image \(20 images, 100 samples each\)$", score.OutputLines[1]);
        Assert.EndsWith("an image (1 image, 1 sample each)", ToolRun.Of("vae", "score", _images.At("model"), _images.Test, "--images", "1", "--samples", "1").OutputLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_is_one_line_with_exit_code_2()
    {
        byte[] whole = File.ReadAllBytes(_images.Test);
        string cut = _images.At("cut.idx");
        File.WriteAllBytes(cut, whole[..1000]);
        ToolRun.Refused($"{cut}: found the end of the file after byte 1000, expected 3616 bytes: 120 images × 6 rows × 5 columns and a header of 16", "vae", "train", cut, "--output", _images.At("x"));
        ToolRun.Refused("found the end of the file after byte 1000", "vae", "train", _images.Train, "--test", cut, "--output", _images.At("x"));
        File.WriteAllBytes(cut, File.ReadAllBytes(_images.Train)[..500]);
        ToolRun.Refused("found damaged gzip data, or too few of them", "vae", "train", cut, "--output", _images.At("x"));
        ToolRun.Refused("found 00000801 in its first four bytes, expected 00000803", "vae", "train", _images.Labels, "--output", _images.At("x"));
        ToolRun.Refused("cannot be read", "vae", "train", _images.At("nothing.idx"), "--output", _images.At("x"));
        ToolRun.Refused("found 120 labels, expected 300", "vae", "train", _images.Train, "--labels", _images.Labels, "--output", _images.At("x"));
        Assert.False(Directory.Exists(_images.At("x")));
    }

    [Fact]
    public void Options_that_are_wrong_are_one_line_with_exit_code_2()
    {
        ToolRun.Refused("found no IMAGES", "vae", "train", "--output", _images.At("x"));
        ToolRun.Refused("option --output: found none", "vae", "train", _images.Train);
        ToolRun.Refused("option --hidden: found \"400,x\", expected whole numbers of 1 or more, with commas", "vae", "train", _images.Train, "--hidden", "400,x", "--output", _images.At("x"));
        ToolRun.Refused("option --temperature: found without --categories", "vae", "train", _images.Train, "--temperature", "1", "--output", _images.At("x"));
        ToolRun.Refused("expected B: a relaxed sample", "vae", "train", _images.Train, "--categories", "3", "--estimator", "A", "--output", _images.At("x"));
        ToolRun.Refused("not found; expected the description", "vae", "score", _images.At("x"), _images.Test);
        Assert.Equal(0, _images.Trains("model").ExitCode);
        byte[] other = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4];
        File.WriteAllBytes(_images.At("other.idx"), other);
        ToolRun.Refused("found images of 2 × 2, expected 6 × 5", "vae", "score", _images.At("model"), _images.At("other.idx"));
        ToolRun.Refused("found images of 2 × 2, expected 6 × 5", "vae", "report", _images.At("model"), "--images", _images.At("other.idx"));
        ToolRun.Refused("found images of 2 × 2, expected 6 × 5 as in ", "vae", "train", _images.Train, "--test", _images.At("other.idx"), "--output", _images.At("y"));
    }

    [Fact]
    public void A_report_says_which_images_are_gone()
    {
        Assert.Equal(0, _images.Trains("model").ExitCode);
        File.Delete(_images.Labels);
        ToolRun run = ToolRun.Of("vae", "report", _images.At("model"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("found no labels at", run.Error, StringComparison.Ordinal);
        File.Delete(_images.Test);
        run = ToolRun.Of("vae", "report", _images.At("model"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("found no images at", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Latent plane", File.ReadAllText(_images.At("model/report.html")), StringComparison.Ordinal);
    }
}
