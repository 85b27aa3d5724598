using System;
using System.CommandLine;
using System.Diagnostics;
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
    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<string?> _device = DeviceOption.Create();
    private readonly Option<string> _output = new("--output") { HelpName = "DIR", Required = true, Description = "The model folder." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress and no notes." };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines on standard output: start, progress, topic, done." };

    private LdaTrainCommand(ToolConsole console)
    {
        _console = console;
        _corpus = new CorpusInput(_command);
        _training = new TrainingOptions(_command);
        foreach (Option option in (Option[])[_threads, _device, _output, _force, _quiet, _json])
        {
            _command.Add(option);
        }

        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaTrainCommand(console)._command,
        "kernels lda train --sample dotnet --topics 20 --output model",
        "kernels lda train docword.nips.txt.gz --topics 100 --alpha 0.1 --eta 0.01 --output nips",
        "kernels lda train wiki.kcorpus --method online --passes 1 --topics 100 --output wiki --json > run.jsonl",
        "",
        "lambda.npy is words x topics; for topics x words, in NumPy: numpy.load(\"model/lambda.npy\").T",
        "Ctrl-C saves what was learnt so far.");

    private int Run(ParseResult parsed) => parsed.GetValue(_training.Precision) == "double" ? Run<double>(parsed) : Run<float>(parsed);

    private int Run<T>(ParseResult parsed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string folder = parsed.GetValue(_output)!;
        bool force = parsed.GetValue(_force);
        OutputPath.CheckModelFolder(folder, force);
        CorpusRequest request = _corpus.Request(parsed);
        LdaOptions options = _training.Read(parsed);
        ILdaDeviceProvider devices = DeviceOption.Devices(parsed, _device, Threads.Of(parsed, _threads));

        Stopwatch clock = Stopwatch.StartNew();
        ICorpus corpus = CorpusOpener.Open(request, _console.Stop);
        using IDisposable? file = corpus as IDisposable;
        double readSeconds = clock.Elapsed.TotalSeconds;
        _console.Stop.ThrowIfCancellationRequested();

        try
        {
            // What depends on K or V: so many priors.
            options.Validate(corpus.VocabularySize);
        }
        catch (ArgumentException exception) when (BadInput.IsRefusal(exception))
        {
            throw BadInput.From($"corpus {request.Name}", exception);
        }

        TrainingMemory.Require<T>(corpus, options.TopicCount, request.Name);
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
            TrainingMemory.Total<T>(corpus, options.TopicCount)));

        LdaModel? model = null;
        LdaFitResult? result = null;
        report.During(() => model = new LdaTrainer<T>(options, device, devices) { Threads = Threads.Of(parsed, _threads) }.Fit(corpus, out result, report, _console.Stop));
        using (model)
        {
            if (result!.Cancelled && result.History.Count == 0 && OutputPath.HoldsModel(folder))
            {
                // A part of a first pass is worth less than the model that stands there.
                _console.Error.WriteLine($"kernels: stopped within the first pass; the model that was in {folder} is kept");
                return ExitCode.Stopped;
            }

            model!.Save(folder, force);
            TopicList.Write(_console.Out, model, WordsShown, parsed.GetValue(_json));
            report.Finish(result, options, folder);
        }

        return result!.Cancelled ? ExitCode.Stopped : ExitCode.Success;
    }

    private TrainingReport ReportOf(ParseResult parsed) =>
        parsed.GetValue(_json) ? new JsonReport(_console.Out, !parsed.GetValue(_quiet))
        : parsed.GetValue(_quiet) ? new QuietReport(_console.Error)
        : _console.Interactive ? new TerminalReport(_console.Error)
        : new PlainReport(_console.Error);
}
