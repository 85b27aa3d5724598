using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using Kernels.Cli.Autoencoder;
using Kernels.Cli.Options;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels vae train</c>.</summary>
internal sealed class VaeTrainCommand
{
    private readonly ToolConsole _console;
    private readonly Command _command = new("train", "Train a variational autoencoder on images and write it to a model folder: model.json, parameters.npy.");
    private readonly Argument<string?> _images = new("IMAGES") { Arity = ArgumentArity.ZeroOrOne, Description = "An idx file of grey images (MNIST's format), gzipped or not." };
    private readonly Option<string?> _test = new("--test") { HelpName = "IMAGES", Description = "Images of the same size that are scored after every pass." };
    private readonly Option<string?> _labels = new("--labels") { HelpName = "FILE", Description = "An idx file of labels, of the test images or, without --test, of IMAGES: they colour the report." };
    private readonly VaeTrainingOptions _training;
    private readonly Option<int?> _every = OptionKinds.WholeNumber("--checkpoint-every", "N", 1, "Keep a checkpoint in the output folder after every N mini-batches.");
    private readonly Option<string?> _resume = new("--resume") { HelpName = "DIR", Description = "Go on with the run whose checkpoint is in the folder DIR, to the same bits as if it had not been stopped." };
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "The model folder (required, unless --resume)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no notes." };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines on standard output: start, epoch, done." };

    private VaeTrainCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_images);
        _command.Add(_test);
        _command.Add(_labels);
        _training = new VaeTrainingOptions(_command);
        foreach (Option option in (Option[])[_every, _resume, _threads, _output, _force, _quiet, _json])
        {
            _command.Add(option);
        }

        _command.Validators.Add(RefuseBesideResume);
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new VaeTrainCommand(console)._command,
        "kernels vae train train-images-idx3-ubyte.gz --test t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz --output digits",
        "kernels vae train train-images-idx3-ubyte.gz --latent 2 --hidden 400,200 --epochs 50 --checkpoint-every 1000 --output plane",
        "kernels vae train --resume plane",
        "",
        "The loss is the negative evidence lower bound an image, in natural logarithms: lower is better.",
        "Ctrl-C saves what was learnt so far.");

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_resume) is string folder)
        {
            VaeCheckpoint checkpoint = OpenCheckpoint(folder);
            return Train(parsed, VaeSources.FromJson(checkpoint.Note, folder), checkpoint.Options, folder, checkpoint);
        }

        string images = parsed.GetValue(_images) ?? throw new BadInputException("found no IMAGES, expected an idx file; see kernels vae train --help");
        string output = parsed.GetValue(_output) ?? throw new BadInputException("option --output: found none, expected DIR; see kernels vae train --help");
        bool force = parsed.GetValue(_force);
        if (VaeCheckpoint.Exists(CheckpointIn(output)))
        {
            if (!force)
            {
                throw new BadInputException($"option --output: found a checkpoint in {output}, expected --resume {output} to go on with it, or --force to start anew");
            }

            VaeCheckpoint.Delete(CheckpointIn(output));
        }

        OutputPath.CheckModelFolder(output, force);
        return Train(parsed, VaeSources.Of(images, parsed.GetValue(_test), parsed.GetValue(_labels)), _training.Read(parsed), output, checkpoint: null);
    }

    private int Train(ParseResult parsed, VaeSources sources, VaeOptions options, string folder, VaeCheckpoint? checkpoint)
    {
        ImageSet images = VaeSources.ReadImages(sources.Images);
        ImageSet? test = sources.Test is null ? null : VaeSources.ReadImages(sources.Test);
        if (test is not null && (test.Height != images.Height || test.Width != images.Width))
        {
            throw new BadInputException(FormattableString.Invariant(
                $"{sources.Test}: found images of {test.Height} × {test.Width}, expected {images.Height} × {images.Width} as in {sources.Images}"));
        }

        if (sources.Labels is not null)
        {
            VaeSources.ReadLabels(sources.Labels, test ?? images, sources.Shown);
        }

        long every = parsed.GetValue(_every) ?? checkpoint?.EverySteps ?? 0;
        VaeText text = new(_console, parsed.GetValue(_quiet), parsed.GetValue(_json));
        VaeTrainer<float> trainer = new(options)
        {
            Threads = Threads.Of(parsed, _threads),
            Checkpointing = every == 0 ? null : new VaeCheckpointing(CheckpointIn(folder))
            {
                EverySteps = every,
                Note = sources.ToJson(),
                Failed = failure => _console.Error.WriteLine($"kernels: a checkpoint could not be written, the one before stays: {failure.Message}"),
            },
        };
        text.Start(sources.Images, images.Count, test?.Count ?? 0, options, trainer.Threads, checkpoint);
        VaeModel<float> model;
        VaeFitResult result;
        try
        {
            model = checkpoint is null
                ? trainer.Fit(images, out result, test, progress => text.Report(progress, options.Epochs), _console.Stop)
                : trainer.Resume(checkpoint, images, out result, test, progress => text.Report(progress, options.Epochs), _console.Stop);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || (exception is InvalidDataException && checkpoint is not null))
        {
            throw BadInput.From(checkpoint is null ? $"images {sources.Images}" : "option --resume", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        model.Save(folder, force: parsed.GetValue(_force) || every != 0);
        sources.Save(folder);
        if (!result.Cancelled)
        {
            VaeCheckpoint.Delete(CheckpointIn(folder));
        }

        text.Finish(result, folder);
        return result.Cancelled ? ExitCode.Stopped : ExitCode.Success;
    }

    private static VaeCheckpoint OpenCheckpoint(string folder)
    {
        if (!VaeCheckpoint.Exists(CheckpointIn(folder)))
        {
            throw new BadInputException(OutputPath.HoldsModel(folder)
                ? $"option --resume: found a finished model in {folder} and no checkpoint, so there is nothing to go on with"
                : $"option --resume: found no checkpoint in {folder}, expected the output folder of a run with --checkpoint-every");
        }

        try
        {
            return VaeCheckpoint.Open(CheckpointIn(folder));
        }
        catch (InvalidDataException exception)
        {
            throw BadInput.From("option --resume", exception);
        }
    }

    private static string CheckpointIn(string folder) => Path.Combine(folder, "checkpoint");

    private void RefuseBesideResume(CommandResult result)
    {
        if (result.GetResult(_resume) is null)
        {
            return;
        }

        Option[] allowed = [_resume, _every, _threads, _quiet, _json];
        foreach (OptionResult other in result.Children.OfType<OptionResult>().Where(other => !other.Implicit && !allowed.Contains(other.Option)))
        {
            result.AddError($"option {other.Option.Name}: found with --resume, expected without it: the options are in the checkpoint");
        }

        if (result.GetResult(_images) is { Tokens.Count: > 0 })
        {
            result.AddError("found IMAGES with --resume, expected none: the checkpoint says where they are");
        }
    }
}
