using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Numerics;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Composition;

/// <summary>Reads a corpus, trains on it and keeps the model, as asked.</summary>
internal sealed class LdaTraining<T>(ToolConsole console, LdaTrainingRequest request)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int WordsShown = 10;

    private readonly TrainingReport _report =
        request.Json ? new JsonReport(console.Out, !request.Quiet)
        : request.Quiet ? new QuietReport(console.Error)
        : console.Interactive ? new TerminalReport(console.Error)
        : new PlainReport(console.Error);

    /// <summary>Returns the exit code.</summary>
    public int Run()
    {
        Stopwatch clock = Stopwatch.StartNew();
        ICorpus corpus = CorpusOpener.Open(request.Corpus, console, isQuiet: request.Quiet);
        using IDisposable? file = corpus as IDisposable;
        double readSeconds = clock.Elapsed.TotalSeconds;
        console.Stop.ThrowIfCancellationRequested();
        Check(corpus);
        Action<ILdaDevice<T>, LdaTopics>? start = request.Init is string init ? InitialLambda.From<T>(init, corpus.VocabularySize, request.Options.TopicCount) : null;
        using ILdaDevice<T> device = request.Devices.Create<T>();
        _report.Start(Plan(corpus, readSeconds, device.Description), request.Resumed);
        if (request.Resumed is null && request.Force)
        {
            CheckpointOptions.Delete(request.Folder);
        }

        using LdaModel model = Train(corpus, device, start, out LdaFitResult result);
        return Keep(model, result);
    }

    /// <summary>What can be known to fail is refused before the work.</summary>
    private void Check(ICorpus corpus)
    {
        try
        {
            // What depends on K or V: so many priors.
            request.Options.Validate(corpus.VocabularySize);
            request.Resumed?.RequireCorpus(corpus);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is InvalidDataException)
        {
            throw BadInput.From($"corpus {request.Corpus.Name}", exception);
        }

        TrainingMemory.Require<T>(corpus, request.Options, request.Restarts, request.Corpus.Name);
        DiskSpace.Require<T>(request.Folder, corpus, request.Options.TopicCount, ModelsOnDisk);
    }

    /// <summary>The model that comes out and, where checkpoints are kept, that of the checkpoint, unless it is there already, and of several runs the best so far.</summary>
    private int ModelsOnDisk => request.Checkpointing is null ? 1 : (request.Resumed is null ? 2 : 1) + (request.Restarts > 1 ? 1 : 0);

    private TrainingPlan Plan(ICorpus corpus, double readSeconds, string device) => new(
        request.Corpus.Name,
        corpus.DocumentCount,
        corpus.VocabularySize,
        corpus.PairCount,
        corpus.TokenCount,
        readSeconds,
        request.Options,
        typeof(T) == typeof(double) ? "double" : "float",
        request.Threads,
        device,
        TrainingMemory.Total<T>(corpus, request.Options, request.Restarts),
        request.Restarts);

    private LdaModel Train(ICorpus corpus, ILdaDevice<T> device, Action<ILdaDevice<T>, LdaTopics>? start, out LdaFitResult result)
    {
        LdaModel? model = null;
        LdaFitResult? found = null;
        LdaTrainer<T> trainer = new(request.Options, device, request.Devices) { Threads = request.Threads, Start = start, Checkpointing = request.Checkpointing };
        LdaRestarts<T> starts = new(request.Options, device, request.Devices) { Threads = request.Threads, Ended = Ended, Checkpointing = request.Checkpointing };
        try
        {
            _report.During(() => model =
                request.Resumed is { } checkpoint ? Resuming(() => request.Restarts > 1
                    ? starts.Resume(checkpoint, corpus, out found, _report, console.Stop)
                    : trainer.Resume(checkpoint, corpus, out found, _report, console.Stop))
                : request.Restarts > 1 ? starts.Fit(corpus, request.Restarts, out found, _report, console.Stop)
                : trainer.Fit(corpus, out found, _report, console.Stop));
        }
        catch (LdaNumericalException exception) when (request.Restarts > 1)
        {
            throw new IOException($"all starts failed, the first because {exception.Message}", exception);
        }
        catch (LdaNumericalException exception)
        {
            throw new IOException($"{exception.Message}; {FailureFile.Keep(exception.Failure, request.Folder, ".failure.json")}", exception);
        }

        result = found!;
        return model!;
    }

    private static LdaModel Resuming(Func<LdaModel> training)
    {
        try
        {
            return training();
        }
        catch (InvalidDataException exception)
        {
            throw new BadInputException($"option --resume: {exception.Message}", exception);
        }
    }

    private int Keep(LdaModel model, LdaFitResult result)
    {
        if (request.Resumed is null && result.Cancelled && result.History.Count == 0 && OutputPath.HoldsModel(request.Folder))
        {
            // A part of a first pass is worth less than the model that stands there.
            console.Error.WriteLine($"kernels: stopped within the first pass; the model that was in {request.Folder} is kept");
            return ExitCode.Stopped;
        }

        model.Save(request.Folder, request.Force || request.Checkpointing is not null);
        if (!result.Cancelled)
        {
            CheckpointOptions.Delete(request.Folder);
        }

        TopicList.Write(console, model, WordsShown, request.Json);
        _report.Finish(result, request.Options, request.Folder);
        return result.Cancelled ? ExitCode.Stopped : ExitCode.Success;
    }

    /// <summary>A start that failed is said at once, and does not lose the others.</summary>
    private void Ended(LdaRestart restart, LdaFailure? failure)
    {
        _report.Ended(restart);
        if (failure is not null)
        {
            string kept = FailureFile.Keep(failure, request.Folder, string.Create(CultureInfo.InvariantCulture, $".seed{restart.Seed}.failure.json"));
            console.Error.WriteLine($"kernels: the start with seed {restart.Seed} failed: {restart.Failure}; {kept}");
        }
    }
}
