using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Cli.Output;
using Kernels.Inference;

namespace Kernels.Cli.Autoencoder;

/// <summary>Training as text: a line a pass on standard error, redrawn within a pass on a terminal; or JSON lines on standard output.</summary>
internal sealed class VaeText(ToolConsole console, bool quiet, bool json)
{
    private const string EraseLine = "\r\u001b[2K";
    private const int StepsBetween = 20;

    private int _steps;
    private string _testedAt = "test";

    /// <summary>A model in one sentence.</summary>
    public static string Describe(VaeModel<float> model)
    {
        VaeOptions options = model.Options;
        string latent = options.Latent == VaeLatent.Gaussian
            ? Amounts.Of(options.LatentCount, "Gaussian latent variable")
            : $"{Amounts.Of(options.LatentCount, "latent variable")} of {options.CategoryCount} categories";
        string trained = model.Fit is { } fit ? $", trained in {Amounts.Of(fit.Epochs.Count, "pass", "passes")}" : string.Empty;
        string weights = options.WeightPriorDeviation > 0 ? Text($"a posterior on the decoder's weights under N(0, {options.WeightPriorDeviation}²), ") : string.Empty;
        return Text($"Images of {model.Height} × {model.Width}, {(options.Hidden.Count == 1 ? "a hidden layer" : "hidden layers")} of {string.Join(", ", options.Hidden)}, {latent}, {(options.Decoder == VaeDecoder.Bernoulli ? "Bernoulli" : "Gaussian")} pixels, {weights}{Amounts.Of(model.Parameters.Length, "parameter")}{trained}.");
    }

    public void Start(string images, int count, int testCount, VaeOptions options, int threads, VaeCheckpoint? resumed)
    {
        _testedAt = options.WeightPriorDeviation > 0 ? "test at mean weights" : "test";
        if (json)
        {
            JsonLine.Write(console.Out, "start", line =>
            {
                line.WriteString("images", images);
                line.WriteNumber("imageCount", count);
                line.WriteNumber("testCount", testCount);
                line.WriteNumber("epochs", options.Epochs);
                line.WriteNumber("latent", options.LatentCount);
                line.WriteNumber("threads", threads);
                line.WriteNumber("resumedAtEpoch", resumed?.Epoch ?? 1);
            });
        }
        else if (!quiet)
        {
            string test = testCount > 0 ? Text($", {testCount:#,0} for tests") : string.Empty;
            console.Error.WriteLine($"{images}: {Amounts.Of(count, "image")}{test}; {Amounts.Of(options.Epochs, "pass", "passes")}, {Amounts.Of(threads, "thread")}");
            if (resumed is not null)
            {
                console.Error.WriteLine(Text($"goes on at pass {resumed.Epoch}, image {resumed.ImagesDone:#,0}"));
            }
        }
    }

    public void Report(VaeProgress progress, int epochs)
    {
        if (progress.Ended is { } epoch)
        {
            Ended(epoch, epochs);
        }
        else if (!quiet && !json && console.Interactive && ++_steps % StepsBetween == 0)
        {
            string line = Text($"pass {progress.Epoch} of {epochs}: {progress.ImagesDone:#,0} of {Amounts.Of(progress.ImageCount, "image")}, loss {progress.TrainLoss:0.00}");
            console.Error.Write(EraseLine + (console.Width is int width ? CellWidth.Cut(line, width) : line));
        }
    }

    public void Finish(VaeFitResult result, string folder)
    {
        if (json)
        {
            JsonLine.Write(console.Out, "done", line =>
            {
                line.WriteString("output", folder);
                line.WriteNumber("steps", result.StepCount);
                line.WriteBoolean("cancelled", result.Cancelled);
            });
        }
        else if (!quiet)
        {
            console.Error.WriteLine(result.Cancelled ? Text($"stopped; what was learnt so far is in {folder}") : Text($"{folder} holds the model; kernels vae report {folder} makes a page of it"));
        }
    }

    private void Ended(VaeEpoch epoch, int epochs)
    {
        if (json)
        {
            JsonLine.Write(console.Out, "epoch", line =>
            {
                line.WriteNumber("number", epoch.Number);
                line.Number("trainLoss", epoch.TrainLoss);
                line.Number("reconstruction", epoch.Reconstruction);
                line.Number("divergence", epoch.Divergence);
                line.Number("testLoss", epoch.TestLoss);
                line.Number("seconds", epoch.Seconds);
            });
        }
        else if (!quiet)
        {
            string test = epoch.TestLoss is double loss ? Text($", {_testedAt} {loss:0.00}") : string.Empty;
            string erase = console.Interactive ? EraseLine : string.Empty;
            console.Error.WriteLine(Text($"{erase}pass {epoch.Number} of {epochs}: loss {epoch.TrainLoss:0.00} ({epoch.Reconstruction:0.00} reconstruction, {epoch.Divergence:0.00} divergence){test}, {Amounts.Time(epoch.Seconds)}"));
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
