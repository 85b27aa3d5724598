using System;
using System.CommandLine;
using System.IO;
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
    private readonly Argument<string?> _images = new("IMAGES") { Arity = ArgumentArity.ZeroOrOne, Description = "An idx file of grey images (MNIST's format), gzipped or not; with --resume, where it is now if it has moved." };
    private readonly Option<string?> _test = new("--test") { HelpName = "IMAGES", Description = "Images of the same size that are scored after every pass." };
    private readonly Option<string?> _labels = new("--labels") { HelpName = "FILE", Description = "An idx file of labels, of the test images or, without --test, of IMAGES: they colour the report." };
    private readonly VaeTrainingOptions _training;
    private readonly CheckpointOptions _checkpoints;
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
        foreach (Option option in (Option[])[_threads, _output, _force, _quiet, _json])
        {
            _command.Add(option);
        }

        _checkpoints = new CheckpointOptions(_command, "mini-batches", _test, _labels, _threads, _quiet, _json);
        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new VaeTrainCommand(console)._command,
        "kernels vae train train-images-idx3-ubyte.gz --test t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz --output digits",
        "kernels vae train train-images-idx3-ubyte.gz --latent 2 --hidden 400,200 --epochs 50 --checkpoint-every 5m --output plane",
        "kernels vae train --resume plane",
        "kernels vae train --resume plane elsewhere/train-images-idx3-ubyte.gz",
        "",
        "The loss is the negative evidence lower bound an image, in natural logarithms: lower is better.",
        "Ctrl-C saves what was learnt so far.");

    private int Run(ParseResult parsed)
    {
        if (_checkpoints.Folder(parsed) is string folder)
        {
            VaeCheckpoint checkpoint = CheckpointOptions.Open(folder, VaeCheckpoint.Open);
            VaeSources sources = VaeSources.FromJson(checkpoint.Note, checkpoint.Path).Moved(parsed.GetValue(_images), parsed.GetValue(_test), parsed.GetValue(_labels));
            return Train(parsed, sources, checkpoint.Options, folder, checkpoint);
        }

        string images = parsed.GetValue(_images) ?? throw new BadInputException("found no IMAGES, expected an idx file; see kernels vae train --help");
        string output = parsed.GetValue(_output) ?? throw new BadInputException("option --output: found none, expected DIR; see kernels vae train --help");
        OutputPath.CheckModelFolder(output, parsed.GetValue(_force));
        return Train(parsed, VaeSources.Of(images, parsed.GetValue(_test), parsed.GetValue(_labels)), _training.Read(parsed), output, checkpoint: null);
    }

    private int Train(ParseResult parsed, VaeSources sources, VaeOptions options, string folder, VaeCheckpoint? checkpoint)
    {
        Checkpointing? checkpointing = _checkpoints.Read(
            parsed, folder, sources.ToJson(), checkpoint is null ? null : (checkpoint.EveryUpdates, checkpoint.EveryTime), _console.Error);
        ImageSet images = VaeSources.ReadImages(sources.Images);
        ImageSet? test = sources.Test is null ? null : VaeSources.ReadImages(sources.Test);
        Check(sources, options, images, test, checkpoint);
        _console.Stop.ThrowIfCancellationRequested();

        VaeText text = new(_console, parsed.GetValue(_quiet), parsed.GetValue(_json));
        VaeTrainer<float> trainer = new(options) { Threads = Threads.Of(parsed, _threads), Checkpointing = checkpointing };
        text.Start(sources.Images, images.Count, test?.Count ?? 0, options, trainer.Threads, checkpoint);
        if (checkpoint is null)
        {
            CheckpointOptions.Delete(folder);
        }

        VaeModel<float> model = Fit(trainer, checkpoint, images, test, progress => text.Report(progress, options.Epochs), sources, out VaeFitResult result);
        if (checkpoint is null && result.Cancelled && result.Epochs.Count == 0 && OutputPath.HoldsModel(folder))
        {
            // A part of a first pass is worth less than the model that stands there.
            _console.Error.WriteLine($"kernels: stopped within the first pass; the model that was in {folder} is kept");
            return ExitCode.Stopped;
        }

        model.Save(folder, force: parsed.GetValue(_force) || checkpointing is not null);
        sources.Save(folder);
        if (!result.Cancelled)
        {
            CheckpointOptions.Delete(folder);
        }

        text.Finish(result, folder);
        return result.Cancelled ? ExitCode.Stopped : ExitCode.Success;
    }

    /// <summary>What can be refused before any work.</summary>
    private static void Check(VaeSources sources, VaeOptions options, ImageSet images, ImageSet? test, VaeCheckpoint? checkpoint)
    {
        if (test is not null && (test.Height != images.Height || test.Width != images.Width))
        {
            throw new BadInputException(FormattableString.Invariant(
                $"{sources.Test}: found images of {test.Height} × {test.Width}, expected {images.Height} × {images.Width} as in {sources.Images}"));
        }

        if (sources.Labels is not null)
        {
            VaeSources.ReadLabels(sources.Labels, test ?? images, sources.Shown);
        }

        try
        {
            checkpoint?.RequireImages(images, test);
        }
        catch (InvalidDataException exception)
        {
            throw BadInput.From($"images {sources.Images}{(test is null ? string.Empty : $" and {sources.Test}")}", exception);
        }

        VaeMemory.Require(options, images);
    }

    private VaeModel<float> Fit(
        VaeTrainer<float> trainer, VaeCheckpoint? checkpoint, ImageSet images, ImageSet? test, Action<VaeProgress> progress, VaeSources sources, out VaeFitResult result)
    {
        try
        {
            return checkpoint is null
                ? trainer.Fit(images, out result, test, progress, _console.Stop)
                : trainer.Resume(checkpoint, images, out result, test, progress, _console.Stop);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception))
        {
            throw BadInput.From($"images {sources.Images}", exception);
        }
        catch (InvalidDataException exception)
        {
            throw BadInput.From("option --resume", exception);
        }
        catch (VaeNumericalException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
