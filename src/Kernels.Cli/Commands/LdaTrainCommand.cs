using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Numerics;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda train</c>.</summary>
internal sealed class LdaTrainCommand
{
    private const int WordsShown = 10;

    private readonly ToolConsole _console;
    private readonly Command _command = new("train", "Learn the topics of a corpus and write them to a model folder: model.json, lambda.npy, vocabulary.txt.");
    private readonly CorpusInput _corpus;
    private readonly TrainingOptions _training;
    private readonly Option<string?> _init = new("--init") { HelpName = "FILE", Description = "A NumPy matrix, words x topics, from which lambda starts instead of at random: lambda.npy of a model goes on from it." };
    private readonly CheckpointOptions _checkpoints;
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<string?> _device = DeviceOption.Create();
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "The model folder (required, unless --resume)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no notes." };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines on standard output: start, progress, topic, done." };

    private LdaTrainCommand(ToolConsole console)
    {
        _console = console;
        _corpus = new CorpusInput(_command, isKnown: line => _checkpoints!.IsResuming(line));
        _training = new TrainingOptions(_command);
        foreach (Option option in (Option[])[_init, _threads, _device, _output, _force, _quiet, _json])
        {
            _command.Add(option);
        }

        _checkpoints = new CheckpointOptions(_command, "updates of the topics (mini-batches online, passes in batch)", _threads, _device, _quiet, _json);
        _command.Validators.Add(ValidateRestarts);
        _command.SetAction(Run);
    }

    private void ValidateRestarts(CommandResult result)
    {
        if (!_training.HasRestarts(result))
        {
            return;
        }

        if (_checkpoints.IsKeeping(result))
        {
            result.AddError("option --restarts: found with --checkpoint-every, expected one of the two: a checkpoint is of one run");
        }

        if (result.GetResult(_init) is not null)
        {
            result.AddError("option --restarts: found with --init, expected one of the two: all runs would start from the same topics");
        }
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaTrainCommand(console)._command,
        "kernels lda train --sample dotnet --topics 20 --output model",
        "kernels lda train docword.nips.txt.gz --topics 100 --alpha 0.1 --eta 0.01 --output nips",
        "kernels lda train wiki.kcorpus --method online --topics 100 --checkpoint-every 5m --output wiki",
        "kernels lda train --resume wiki",
        "kernels lda train sorted.kcorpus --method online --shuffle --topics 100 --output sorted",
        "kernels lda train docword.kos.txt.gz --method structured --topics 20 --batch-size 256 --output kos",
        "kernels lda train docword.kos.txt.gz --method structured --gradient corrected --samples 32 --topics 20 --batch-size 256 --output kos",
        "kernels lda train wiki.kcorpus --method online --passes 1 --topics 100 --output wiki --json > run.jsonl",
        "kernels lda train letters.txt --topics 20 --restarts 5 --output letters",
        "",
        "lambda.npy is words x topics; for topics x words, in NumPy: numpy.load(\"model/lambda.npy\").T",
        "Ctrl-C saves what was learnt so far.");

    private int Run(ParseResult parsed)
    {
        if (_checkpoints.Folder(parsed) is string folder)
        {
            LdaCheckpoint checkpoint = CheckpointOptions.Open(folder, LdaCheckpoint.Open);
            CorpusRequest request = ResumeNote.Read(checkpoint.Note, checkpoint.Path, _corpus.Path(parsed));
            return checkpoint.Precision == "double"
                ? Run<double>(parsed, request, checkpoint.Options, folder, checkpoint)
                : Run<float>(parsed, request, checkpoint.Options, folder, checkpoint);
        }

        string output = parsed.GetValue(_output) ?? throw Missing(_output);
        if (parsed.GetValue(_training.Topics) is null)
        {
            throw Missing(_training.Topics);
        }

        OutputPath.CheckModelFolder(output, parsed.GetValue(_force));
        CorpusRequest asked = _corpus.Request(parsed);
        LdaOptions options = _training.Read(parsed);
        return parsed.GetValue(_training.Precision) == "double" ? Run<double>(parsed, asked, options, output, null) : Run<float>(parsed, asked, options, output, null);
    }

    private int Run<T>(ParseResult parsed, CorpusRequest request, LdaOptions options, string folder, LdaCheckpoint? checkpoint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Method == LdaMethod.Structured && parsed.GetValue(_device) == "gpu")
        {
            throw new BadInputException("option --device: found gpu with --method structured, expected cpu: structured training does not run elsewhere");
        }

        bool force = checkpoint is not null || parsed.GetValue(_force);
        ILdaDeviceProvider devices = DeviceOption.Devices(parsed, _device, Threads.Of(parsed, _threads));
        Checkpointing? checkpointing = _checkpoints.Read(
            parsed, folder, ResumeNote.Write(request), checkpoint is null ? null : (checkpoint.EveryUpdates, checkpoint.EveryTime), _console.Error);

        Stopwatch clock = Stopwatch.StartNew();
        ICorpus corpus = CorpusOpener.Open(request, _console, isQuiet: parsed.GetValue(_quiet));
        using IDisposable? file = corpus as IDisposable;
        double readSeconds = clock.Elapsed.TotalSeconds;
        _console.Stop.ThrowIfCancellationRequested();

        try
        {
            // What depends on K or V: so many priors.
            options.Validate(corpus.VocabularySize);
            checkpoint?.RequireCorpus(corpus);
        }
        catch (Exception exception) when (BadInput.IsRefusal(exception) || exception is InvalidDataException)
        {
            throw BadInput.From($"corpus {request.Name}", exception);
        }

        int restarts = checkpoint is null ? parsed.GetValue(_training.Restarts) ?? 1 : 1;
        TrainingMemory.Require<T>(corpus, options, restarts, request.Name);
        DiskSpace.Require<T>(folder, corpus, options.TopicCount, models: checkpointing is not null && checkpoint is null ? 2 : 1);
        Action<ILdaDevice<T>, LdaTopics>? start = parsed.GetValue(_init) is string init ? InitialLambda.From<T>(init, corpus.VocabularySize, options.TopicCount) : null;
        using ILdaDevice<T> device = devices.Create<T>();
        TrainingReport report = ReportOf(parsed);
        report.Start(new TrainingPlan(
            request.Name,
            corpus.DocumentCount,
            corpus.VocabularySize,
            corpus.PairCount,
            corpus.TokenCount,
            readSeconds,
            options,
            typeof(T) == typeof(double) ? "double" : "float",
            Threads.Of(parsed, _threads),
            device.Description,
            TrainingMemory.Total<T>(corpus, options, restarts),
            restarts),
            checkpoint);
        if (checkpoint is null && force)
        {
            CheckpointOptions.Delete(folder);
        }

        LdaModel? model = null;
        LdaFitResult? result = null;
        var trainer = new LdaTrainer<T>(options, device, devices) { Threads = Threads.Of(parsed, _threads), Start = start, Checkpointing = checkpointing };
        var starts = new LdaRestarts<T>(options, device, devices) { Threads = Threads.Of(parsed, _threads), Ended = (restart, failure) => Ended(report, folder, restart, failure) };
        try
        {
            report.During(() => model = checkpoint is not null ? Resume(trainer, checkpoint, corpus, out result, report)
                : restarts > 1 ? starts.Fit(corpus, restarts, out result, report, _console.Stop)
                : trainer.Fit(corpus, out result, report, _console.Stop));
        }
        catch (LdaNumericalException exception) when (restarts > 1)
        {
            throw new IOException($"all starts failed, the first because {exception.Message}", exception);
        }
        catch (LdaNumericalException exception)
        {
            throw new IOException($"{exception.Message}; {FailureFile.Keep(exception.Failure, folder, ".failure.json")}", exception);
        }

        using (model)
        {
            if (checkpoint is null && result!.Cancelled && result.History.Count == 0 && OutputPath.HoldsModel(folder))
            {
                // A part of a first pass is worth less than the model that stands there.
                _console.Error.WriteLine($"kernels: stopped within the first pass; the model that was in {folder} is kept");
                return ExitCode.Stopped;
            }

            model!.Save(folder, force || checkpointing is not null);
            if (!result!.Cancelled)
            {
                CheckpointOptions.Delete(folder);
            }

            TopicList.Write(_console, model, WordsShown, parsed.GetValue(_json));
            report.Finish(result, options, folder);
        }

        return result!.Cancelled ? ExitCode.Stopped : ExitCode.Success;
    }

    /// <summary>A start that failed is said at once, and does not lose the others.</summary>
    private void Ended(TrainingReport report, string folder, LdaRestart restart, LdaFailure? failure)
    {
        report.Ended(restart);
        if (failure is not null)
        {
            string kept = FailureFile.Keep(failure, folder, string.Create(CultureInfo.InvariantCulture, $".seed{restart.Seed}.failure.json"));
            _console.Error.WriteLine($"kernels: the start with seed {restart.Seed} failed: {restart.Failure}; {kept}");
        }
    }

    private static BadInputException Missing(Option option) => new($"option {option.Name}: found none, expected {option.HelpName}; see kernels lda train --help");

    private LdaModel Resume<T>(LdaTrainer<T> trainer, LdaCheckpoint checkpoint, ICorpus corpus, out LdaFitResult result, TrainingReport report)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            return trainer.Resume(checkpoint, corpus, out result, report, _console.Stop);
        }
        catch (InvalidDataException exception)
        {
            throw new BadInputException($"option --resume: {exception.Message}", exception);
        }
    }

    private TrainingReport ReportOf(ParseResult parsed) =>
        parsed.GetValue(_json) ? new JsonReport(_console.Out, !parsed.GetValue(_quiet))
        : parsed.GetValue(_quiet) ? new QuietReport(_console.Error)
        : _console.Interactive ? new TerminalReport(_console.Error)
        : new PlainReport(_console.Error);
}
