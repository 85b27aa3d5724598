using System;
using System.CommandLine;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda train</c>.</summary>
internal sealed class LdaTrainCommand
{
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
        _command.Validators.Add(result => _training.Restarts.Validate(result, _init));
        _command.SetAction(Run);
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
        "kernels lda train letters.txt --topics 20 --restarts 5 --checkpoint-every 5m --output letters",
        "",
        "lambda.npy is words x topics; for topics x words, in NumPy: numpy.load(\"model/lambda.npy\").T",
        "Ctrl-C saves what was learnt so far.");

    private int Run(ParseResult parsed)
    {
        if (_checkpoints.Folder(parsed) is string folder)
        {
            LdaCheckpoint checkpoint = CheckpointOptions.Open(folder, LdaCheckpoint.Open);
            CorpusRequest request = ResumeNote.Read(checkpoint.Note, checkpoint.Path, _corpus.Path(parsed));
            return Run(checkpoint.Precision, RequestOf(parsed, request, checkpoint.Options, folder, checkpoint));
        }

        string output = parsed.GetValue(_output) ?? throw Missing(_output);
        if (parsed.GetValue(_training.Topics) is null)
        {
            throw Missing(_training.Topics);
        }

        OutputPath.CheckModelFolder(output, parsed.GetValue(_force));
        CorpusRequest asked = _corpus.Request(parsed);
        return Run(_training.Precision(parsed), RequestOf(parsed, asked, _training.Read(parsed), output, resumed: null));
    }

    private int Run(string precision, LdaTrainingRequest request) =>
        precision == "double" ? new LdaTraining<double>(_console, request).Run() : new LdaTraining<float>(_console, request).Run();

    private LdaTrainingRequest RequestOf(ParseResult parsed, CorpusRequest corpus, LdaOptions options, string folder, LdaCheckpoint? resumed)
    {
        if (options.Method == LdaMethod.Structured && parsed.GetValue(_device) == "gpu")
        {
            throw new BadInputException("option --device: found gpu with --method structured, expected cpu: structured training does not run elsewhere");
        }

        int threads = Threads.Of(parsed, _threads);
        return new LdaTrainingRequest
        {
            Corpus = corpus,
            Options = options,
            Folder = folder,
            Devices = DeviceOption.Devices(parsed, _device, threads),
            Threads = threads,
            Resumed = resumed,
            Checkpointing = _checkpoints.Read(
                parsed, folder, ResumeNote.Write(corpus), resumed is null ? null : (resumed.EveryUpdates, resumed.EveryTime), _console.Error),
            Restarts = resumed is null ? _training.Restarts.Count(parsed) : resumed.Restarts ?? 1,
            Init = parsed.GetValue(_init),
            Force = resumed is not null || parsed.GetValue(_force),
            Quiet = parsed.GetValue(_quiet),
            Json = parsed.GetValue(_json),
        };
    }

    private static BadInputException Missing(Option option) => new($"option {option.Name}: found none, expected {option.HelpName}; see kernels lda train --help");
}
