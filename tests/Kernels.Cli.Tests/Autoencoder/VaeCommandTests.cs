using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;
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
        Assert.Equal(options[0] == "--weight-prior" ? 3 : 2, values.Length);
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

    /// <summary>At the means of the weights, and without their divergence, it is no bound of the evidence, and is not called so.</summary>
    [Fact]
    public void Scores_at_mean_weights_say_so_and_what_they_leave_out()
    {
        ToolRun run = _images.Trains("model", "--weight-prior", "1");
        Assert.All(run.ErrorLines[1..^1], line => Assert.Contains(", test at mean weights ", line, StringComparison.Ordinal));
        string[] command = ["vae", "score", _images.At("model"), _images.Test, "--images", "1", "--samples", "1"];
        string[] lines = ToolRun.Of(command).OutputLines;
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^bound-at-mean-weights       -\d+\.\d\d an image \(120 images\)$", lines[0]);
        Assert.Matches(@"^likelihood-at-mean-weights  -\d+\.\d\d an image \(1 image, 1 sample each\)$", lines[1]);
        Assert.Matches(@"^weight-divergence           \d+\.\d\d an image trained on \([\d,]+\.\d over 300 images\)$", lines[2]);

        JsonElement[] json = ToolRun.Of([.. command, "--json"]).Json;
        Assert.Equal(["bound-at-mean-weights", "likelihood-at-mean-weights", "weight-divergence"], json.Select(line => line.GetProperty("evaluator").GetString()));
        double total = VaeModel<float>.Load(_images.At("model")).WeightDivergence()!.Value;
        Assert.Equal(total, json[2].GetProperty("total").GetDouble(), 1e-9);
        Assert.Equal(total / 300, json[2].GetProperty("value").GetDouble(), 1e-9);

        // A folder from before the number of images was kept.
        string description = _images.At("model/model.json");
        File.WriteAllText(description, File.ReadAllText(description).Replace("\"imageCount\": 300", "\"imageCount\": null", StringComparison.Ordinal));
        Assert.Matches(@"^weight-divergence           [\d,]+\.\d over all images trained on, whose number the model does not know$", ToolRun.Of(command).OutputLines[2]);
        Assert.Equal(JsonValueKind.Null, ToolRun.Of([.. command, "--json"]).Json[2].GetProperty("value").ValueKind);
    }

    [Fact]
    public void One_is_not_called_several()
    {
        ToolRun run = ToolRun.Of("vae", "train", _images.Test, "--latent", "1", "--hidden", "4", "--epochs", "1", "--threads", "1", "--output", _images.At("model"));
        Assert.EndsWith(": 120 images; 1 pass, 1 thread", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(0, ToolRun.Of("vae", "report", _images.At("model")).ExitCode);
        Assert.Contains("a hidden layer of 4, 1 Gaussian latent variable, Bernoulli pixels, 292 parameters, trained in 1 pass.", File.ReadAllText(_images.At("model/report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9e-38")]
    [InlineData("0")]
    public void A_temperature_beyond_float_is_refused(string temperature)
    {
        ToolRun.Refused($"option --temperature: found \"{temperature}\", expected a number from 1E-37 on", [.. _images.Training("cold"), "--categories", "4", "--temperature", temperature]);
        Assert.Equal(0, _images.Trains("cold", "--categories", "4", "--temperature", "1e-37").ExitCode);
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
