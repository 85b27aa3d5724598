using System;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Numerics;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;
using Kernels.Lda;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda update</c>.</summary>
internal sealed class LdaUpdateCommand
{
    private const int WordsShown = 10;
    private static readonly LdaOptions s_defaults = new() { TopicCount = 1, Method = LdaMethod.Online };

    private readonly ToolConsole _console;
    private readonly Argument<string> _folder = ModelOptions.Folder();
    private readonly Option<string?> _output = new("--output") { HelpName = "DIR", Description = "Where the new model goes (default: DIR, which is replaced once the new model is whole)." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a model that is already in the folder of --output." };
    private readonly Option<bool> _fixed = new("--fixed-vocabulary") { Description = "Leave words out that the model does not know. Otherwise they get rows of their own." };
    private readonly Option<double?> _total = OptionKinds.Positive(
        "--total-documents", "D", "How many documents the model stands for (default: those it was trained on and these).");

    private readonly Option<int?> _batchSize = OptionKinds.WholeNumber("--batch-size", "B", 1, $"Documents of a mini-batch (default: {s_defaults.BatchSize}).");
    private readonly Option<double?> _floor = ScheduleOptions.RhoFloor("No step is smaller than this, so old documents are forgotten (default: as the model was trained).");

    private readonly Option<int?> _threads = Threads.Create();
    private readonly Option<string?> _device = DeviceOption.Create();
    private readonly Command _command = new("update", "Go on learning from new documents: mini-batches move the model's topics, new words get rows of their own.");
    private readonly CorpusInput _corpus;

    private LdaUpdateCommand(ToolConsole console)
    {
        _console = console;
        _command.Add(_folder);
        _corpus = new CorpusInput(_command);
        foreach (Option option in (Option[])[_output, _force, _fixed, _total, _batchSize, _floor, _threads, _device])
        {
            _command.Add(option);
        }

        _command.SetAction(Run);
    }

    public static Command Create(ToolConsole console) => ExampleHelp.WithExamples(
        new LdaUpdateCommand(console)._command,
        "kernels lda update news today.txt --rho-floor 0.02",
        "kernels lda update news today.txt --output news-today --fixed-vocabulary",
        "",
        "Steps go on from those of the model's training: a model trained in batch begins with the largest step.");

    private int Run(ParseResult parsed)
    {
        string folder = parsed.GetValue(_folder)!;
        string output = parsed.GetValue(_output) ?? folder;
        bool force = parsed.GetValue(_output) is null || parsed.GetValue(_force);
        CorpusRequest request = _corpus.Request(parsed);
        ILdaDeviceProvider devices = DeviceOption.Devices(parsed, _device, Threads.Of(parsed, _threads));
        using LdaModel model = ModelFolder.Open(folder, devices);
        OutputPath.CheckModelFolder(output, force);

        // What a killed run may have left of one is nothing to go on with.
        if (output == folder && File.Exists(CheckpointOptions.FileIn(folder)) && LdaCheckpoint.Exists(CheckpointOptions.FileIn(folder)))
        {
            throw new BadInputException($"model {folder}: found a checkpoint of a run that was stopped, expected none: go on with it by kernels lda train --resume {folder}, or give --output");
        }

        return model.Precision == "double" ? Run<double>(parsed, model, request, devices, output, force) : Run<float>(parsed, model, request, devices, output, force);
    }

    private int Run<T>(ParseResult parsed, LdaModel model, CorpusRequest request, ILdaDeviceProvider devices, string output, bool force)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ICorpus corpus = CorpusOpener.Open(request, _console);
        using IDisposable? file = corpus as IDisposable;
        LdaOptions options = model.Options with
        {
            Method = LdaMethod.Online,
            Passes = 1,
            CarryGamma = false,
            BoundTolerance = 0,
            BatchSize = parsed.GetValue(_batchSize) ?? model.Options.BatchSize,
            RhoFloor = parsed.GetValue(_floor) ?? model.Options.RhoFloor,
        };
        using ILdaDevice<T> device = devices.Create<T>();
        using var trainer = new LdaOnlineTrainer<T>(model, options, device, devices)
        {
            TotalDocuments = parsed.GetValue(_total) ?? 0,
            GrowsVocabulary = !parsed.GetValue(_fixed),
        };
        int known = model.VocabularySize;
        long steps = trainer.Steps;
        Stopwatch clock = Stopwatch.StartNew();
        MatchText.Write(_console.Error, BadInput.Naming($"corpus {request.Name}", () => trainer.PartialFit(corpus, null, _console.Stop)));

        // A part of the documents is no update: which part could not be told afterwards.
        _console.Stop.ThrowIfCancellationRequested();
        using LdaModel<T> updated = trainer.Model();
        updated.Save(output, force);

        // It is of the model that was there.
        LdaCheckpoint.Delete(CheckpointOptions.FileIn(output));
        TopicList.Write(_console, updated, WordsShown, asJson: false);
        _console.Error.WriteLine(
            $"{Amounts.Of(corpus.DocumentCount, "document")} in {Amounts.Of(trainer.Steps - steps, "step")} and {Amounts.Time(clock.Elapsed.TotalSeconds)}, {Amounts.Count(updated.VocabularySize - known)} new words; "
            + $"the topics rest on about {Amounts.Count((long)(trainer.Result?.EffectiveDocuments ?? 0))} of the documents since then; the model is in {output}");
        return ExitCode.Success;
    }
}
