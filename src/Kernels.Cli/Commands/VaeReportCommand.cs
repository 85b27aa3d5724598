using System.CommandLine;
using System.IO;
using Kernels.Cli.Autoencoder;
using Kernels.Cli.Options;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels vae report</c>.</summary>
internal sealed class VaeReportCommand
{
    private readonly ToolConsole _console;
    private readonly Command _command = new("report", "Make one HTML page of a model: its loss, reconstructions, samples, and the latent plane coloured by label.");
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly Option<string?> _images = new("--images") { HelpName = "IMAGES", Description = "Images to show it on (default: the test images of training, else those of training)." };
    private readonly Option<string?> _labels = new("--labels") { HelpName = "FILE", Description = "Their labels (default: those given in training)." };
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "The page (default: report.html in the model folder)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a file named by --output that is already there." };

    private VaeReportCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_folder);
        foreach (Option option in (Option[])[_images, _labels, _output, _force])
        {
            _command.Add(option);
        }

        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new VaeReportCommand(console)._command,
        "kernels vae report digits",
        "kernels vae report digits --images t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz --output digits.html",
        "",
        "The page loads nothing and runs no script. Images that are no longer where training found them are left out, and that is said.");

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(_folder)!;
        VaeModel<float> model = VaeFolder.Open(folder, threads: 1);
        string output = parsed.GetValue(_output) ?? Path.Combine(folder, "report.html");

        // The page of before, in the model's own folder, is made anew.
        OutputPath.CheckFile(output, "option --output", parsed.GetValue(_force) || parsed.GetValue(_output) is null);
        (string? imagesPath, string? labelsPath) = Sources(parsed, folder);
        ImageSet? images = imagesPath is null ? null : VaeFolder.RequireSize(model, VaeSources.ReadImages(imagesPath), imagesPath);
        byte[]? labels = labelsPath is null || images is null ? null : VaeSources.ReadLabels(labelsPath, images, imagesPath!);
        string title = OutputPath.NameOf(folder);
        OutputFile.Write(output, stream => VaeReportPage.Write(stream, model, title, images, labels));
        _console.Out.WriteLine(output);
        return ExitCode.Success;
    }

    /// <summary>What the command line names must be there; what training found may have gone.</summary>
    private (string? Images, string? Labels) Sources(ParseResult parsed, string folder)
    {
        (string? images, string? labels) = (parsed.GetValue(_images), parsed.GetValue(_labels));
        if (images is not null)
        {
            return (images, labels);
        }

        VaeSources? trained = VaeSources.Load(folder);
        if (trained is null || !File.Exists(trained.Shown))
        {
            _console.Error.WriteLine($"kernels: found no images{(trained is null ? string.Empty : $" at {trained.Shown}")}: reconstructions and the latent plane are left out; --images names them");
            return labels is null ? (null, null) : throw new BadInputException("option --labels: found without images, expected --images too");
        }

        labels ??= trained.Labels;
        if (labels is not null && parsed.GetValue(_labels) is null && !File.Exists(labels))
        {
            _console.Error.WriteLine($"kernels: found no labels at {labels}: the latent plane has one colour; --labels names them");
            labels = null;
        }

        return (trained.Shown, labels);
    }
}
