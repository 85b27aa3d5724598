using System;
using System.CommandLine;
using System.Globalization;
using Kernels.Cli.Autoencoder;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels vae score</c>.</summary>
internal sealed class VaeScoreCommand
{
    private const int UsualImages = 100;
    private const int UsualSamples = 1000;
    private const string Weights = "weight-divergence";

    private readonly ToolConsole _console;
    private readonly Command _command = new("score", "The evidence lower bound of images, and their log-likelihood by importance sampling, each a mean an image.");
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly Argument<string> _images = new("IMAGES") { Description = "An idx file of images of the model's size, gzipped or not." };
    private readonly Option<int?> _count = OptionKinds.WholeNumber("--images", "N", 1, $"The first N images for the log-likelihood (default: {UsualImages}); the bound takes all.");
    private readonly Option<int?> _samples = OptionKinds.WholeNumber("--samples", "S", 1, $"Importance samples for each image (default: {UsualSamples}).");
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<bool> _json = new("--json") { Description = "A JSON object a score." };

    private VaeScoreCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_folder);
        _command.Add(_images);
        foreach (Option option in (Option[])[_count, _samples, _threads, _json])
        {
            _command.Add(option);
        }

        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new VaeScoreCommand(console)._command,
        "kernels vae score digits t10k-images-idx3-ubyte.gz",
        "kernels vae score digits t10k-images-idx3-ubyte.gz --images 1000 --samples 5000",
        "",
        "bound       the evidence lower bound, one sample of the latent variables an image.",
        "likelihood  ln of the mean of p(x, z)/q(z | x) over samples of z: it rises with their number towards ln p(x).",
        "",
        "Where training learnt a posterior over the decoder's weights (vae train --weight-prior), both take the weights at their means, as their names then say,",
        "and weight-divergence is what they leave out: KL of the weights from their prior, an image of those trained on, or in all where their number is not known.");

    private int Run(ParseResult parsed)
    {
        VaeModel<float> model = VaeFolder.Open(parsed.GetValue(_folder)!, Threads.Of(parsed, _threads));
        string path = parsed.GetValue(_images)!;
        ImageSet images = VaeFolder.RequireSize(model, VaeSources.ReadImages(path), path);
        int samples = parsed.GetValue(_samples) ?? UsualSamples;
        int count = Math.Min(images.Count, parsed.GetValue(_count) ?? UsualImages);
        bool json = parsed.GetValue(_json);
        double? divergence = model.WeightDivergence();
        string at = divergence is null ? string.Empty : "-at-mean-weights";
        Say($"bound{at}", -model.Loss(images), images.Count, null, null, json);
        (double mean, double squares) = (0, 0);
        using (ProgressLine progress = new(_console, "likelihood", count, "image"))
        {
            for (int image = 0; image < count; image++)
            {
                progress.Report(image);
                if (_console.Stop.IsCancellationRequested)
                {
                    throw new StoppedMidwayException($"the bound was written, and the likelihood of {Amounts.Of(image, "image")} of {Amounts.Count(count)} is known: too few to write");
                }

                double value = model.LogLikelihood(images[image], samples, image);
                double before = value - mean;
                mean += before / (image + 1);
                squares += before * (value - mean);
            }
        }

        Say($"likelihood{at}", mean, count, count > 1 ? Math.Sqrt(squares / (count - 1) / count) : null, samples, json);
        if (divergence is double ofAll)
        {
            SayWeights(ofAll, model.Fit?.ImageCount is > 0 and int known ? known : null, json);
        }

        return ExitCode.Success;
    }

    /// <summary>An image's share, or all of it where the number of images is not known.</summary>
    private void SayWeights(double divergence, int? images, bool json)
    {
        if (json)
        {
            JsonLine.Write(_console.Out, "score", line =>
            {
                line.WriteString("evaluator", Weights);
                line.Number("value", divergence / images);
                line.Number("total", divergence);
                line.Number("trainingImages", images);
            });
            return;
        }

        _console.Out.WriteLine(images is int count
            ? string.Create(CultureInfo.InvariantCulture, $"{Name(Weights, true)}  {divergence / count:0.00} an image trained on ({divergence:#,0.0} over {Amounts.Of(count, "image")})")
            : string.Create(CultureInfo.InvariantCulture, $"{Name(Weights, true)}  {divergence:#,0.0} over all images trained on, whose number the model does not know"));
    }

    private void Say(string name, double value, int count, double? error, int? samples, bool json)
    {
        if (json)
        {
            JsonLine.Write(_console.Out, "score", line =>
            {
                line.WriteString("evaluator", name);
                line.Number("value", value);
                line.Number("standardError", error);
                line.WriteNumber("images", count);
                line.Number("samples", samples);
            });
            return;
        }

        string about = error is double deviation ? string.Create(CultureInfo.InvariantCulture, $" ± {deviation:0.00}") : string.Empty;
        string drawn = samples is int number ? $", {Amounts.Of(number, "sample")} each" : string.Empty;
        _console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(name, name.Contains('-', StringComparison.Ordinal))}  {value:0.00}{about} an image ({Amounts.Of(count, "image")}{drawn})"));
    }

    /// <summary>As wide as the longest beside it.</summary>
    private static string Name(string name, bool beLong) => name.PadRight(beLong ? "likelihood-at-mean-weights".Length : "likelihood".Length);
}
