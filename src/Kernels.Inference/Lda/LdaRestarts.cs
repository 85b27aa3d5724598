using System;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Trains from several random starts, one after another, and keeps the model with the highest bound.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the precision of λ and of the E-step.</typeparam>
/// <param name="options">What to train. Run i, from 0, has the seed <see cref="LdaOptions.Seed"/> + i.</param>
/// <param name="device">What runs the E-step. It stays the caller's to dispose.</param>
/// <param name="inferenceDevices">Makes the devices on which the learnt model infers; null for the processor.</param>
/// <remarks>
/// Compared is <see cref="LdaFitResult.Bound"/>: in batch training the last pass's, which costs nothing; online, where a run computes none, the bound of its
/// final topics over the whole corpus, one pass more. Equal bounds keep the earlier run. Beside the run under way one model is in memory, the best so far.
/// With <see cref="Checkpointing"/> there is one checkpoint for all runs. It holds where the run under way stands and what the ended ones did, is written at each run's
/// end too, and refers to a file beside it with the best model so far, which is written once when a better run has ended.
/// </remarks>
/// <example>
/// <code>
/// string[] lines = ["sun sea sand", "sea sand sun sun", "snow ski sun", "ski snow snow", "rain tea book", "tea book rain", "book tea sun"];
/// File.WriteAllLines("notes.txt", lines);
/// LdaOptions options = new() { TopicCount = 3, Alpha = [0.1], Eta = [0.1], Passes = 30, Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using LdaModel best = new LdaRestarts&lt;double&gt;(options, device).Fit(CorpusReader.Read("notes.txt"), restarts: 4, out LdaFitResult result);
/// foreach (LdaRestart run in result.Restarts!)
/// {
///     Console.WriteLine($"seed {run.Seed}: {run.Bound:F3}{(run.IsKept ? ", kept" : string.Empty)}");
/// }
/// // seed 1: -59.503
/// // seed 2: -61.437
/// // seed 3: -55.084, kept
/// // seed 4: -55.084
/// </code>
/// </example>
public sealed class LdaRestarts<T>(LdaOptions options, ILdaDevice<T> device, ILdaDeviceProvider? inferenceDevices = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LdaOptions _options = options ?? throw new ArgumentNullException(nameof(options));
    private readonly ILdaDevice<T> _device = device ?? throw new ArgumentNullException(nameof(device));

    /// <summary>Threads that draw the starts of λ, see <see cref="LdaTrainer{T}.Threads"/>.</summary>
    public int Threads { get; init; }

    /// <summary>Told of each run when it has ended, before it is known which will be kept; with what shows its failure again, if it failed.</summary>
    public Action<LdaRestart, LdaFailure?>? Ended { get; init; }

    /// <summary>Where and how often the runs are kept on disk; null for never. The end of each run but the last counts as due.</summary>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    public Checkpointing? Checkpointing
    {
        get;
        init
        {
            value?.Validate();
            field = value;
        }
    }

    /// <summary>Trains the models.</summary>
    /// <param name="corpus">The documents, at least one.</param>
    /// <param name="restarts">How many runs, at least 1.</param>
    /// <param name="result">What the kept run did, and in <see cref="LdaFitResult.Restarts"/> what each did.</param>
    /// <param name="progress">Told after every block of documents of every run.</param>
    /// <param name="cancellation">Looked at between blocks of documents. A run that is cut off is dropped where an earlier one was finished.</param>
    /// <returns>The best model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">An option does not fit the corpus, the corpus holds no document, or there is to be no run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before a run came to a model.</exception>
    /// <exception cref="LdaNumericalException">Every run failed; this is the first failure. A run that fails beside others is only recorded.</exception>
    public LdaModel Fit(ICorpus corpus, int restarts, out LdaFitResult result, IProgress<LdaProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1);
        return Train(corpus, restarts, new LdaEndedRuns(), null, out result, progress, cancellation);
    }

    /// <summary>Goes on with runs that were stopped, to the bits that they would have had without the stop.</summary>
    /// <param name="checkpoint">Where they were; how many there are to be is in it.</param>
    /// <param name="corpus">The corpus they were trained on.</param>
    /// <param name="result">What the kept run did from its first start, and in <see cref="LdaFitResult.Restarts"/> what each did, those before the stop included.</param>
    /// <param name="progress">Told after every block of documents.</param>
    /// <param name="cancellation">Looked at between blocks of documents, see <see cref="Fit"/>.</param>
    /// <returns>The best model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The checkpoint is of another precision, its options are not these, or it is of a single run (<see cref="LdaTrainer{T}"/>).</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another corpus or of another kind of device, or its best model cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before a run came to a model.</exception>
    /// <exception cref="LdaNumericalException">Every run failed, those before the stop included; this is the first failure.</exception>
    public LdaModel Resume(LdaCheckpoint checkpoint, ICorpus corpus, out LdaFitResult result, IProgress<LdaProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(corpus);
        if (checkpoint.Restarts is not int restarts)
        {
            throw new ArgumentException($"The checkpoint is of a single run; expected one of several from different starts: {nameof(LdaTrainer<>)} goes on with it.", nameof(checkpoint));
        }

        checkpoint.RequireSame(_options, _device, corpus);
        if (checkpoint.Options.Passes != _options.Passes)
        {
            // Of a single run more passes are more of the same; here some runs would have fewer than others.
            throw new ArgumentException($"{checkpoint.Path}: runs of {checkpoint.Options.Passes} passes; expected {_options.Passes}, as these options have it.", nameof(checkpoint));
        }

        if (checkpoint.State.IsStart)
        {
            checkpoint.ReadArrays(static _ => { });
        }

        return Train(corpus, restarts, LdaEndedRuns.Before<T>(checkpoint, corpus.Vocabulary, inferenceDevices), checkpoint, out result, progress, cancellation);
    }

    private LdaModel Train(
        ICorpus corpus, int restarts, LdaEndedRuns runs, LdaCheckpoint? checkpoint, out LdaFitResult result, IProgress<LdaProgress>? progress, CancellationToken cancellation)
    {
        LdaCheckpointSeries? checkpoints = Checkpointing is not { } settings ? null : new LdaCheckpointSeries(
            settings, place => place with { Options = _options, Restarts = runs.Keep(settings.Path, restarts) });
        for (int first = runs.Count, i = first; i < restarts && (i == first || !cancellation.IsCancellationRequested); i++)
        {
            LdaCheckpoint? resumed = i == first ? checkpoint : null;
            var numbered = new LdaRestartProgress(progress, i + 1, restarts, runs.Seconds, resumed?.State.Journal.Seconds ?? 0);
            (LdaRestart ended, LdaFailure? failure) = Run(corpus, _options with { Seed = unchecked(_options.Seed + i) }, resumed, runs, checkpoints, numbered, cancellation);

            // A model that was not kept is garbage as large as λ. It goes back to the system before the next run takes its memory, or there would be one more than was told.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

            // Told before it is kept: whoever dies in between is told again, not never.
            Ended?.Invoke(ended, failure);
            if (!ended.Cancelled && runs.Count < restarts)
            {
                checkpoints?.Keep(LdaCheckpointState.AtStart(_options, _device, corpus), static _ => { });
            }
        }

        if (runs.Best is not { } best)
        {
            // Those that failed were not all there were to be.
            if (runs.Count < restarts)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            throw runs.Failure!;
        }

        bool isCutOff = cancellation.IsCancellationRequested && (runs.Count < restarts || runs.LastWasCancelled);
        best.Fit = best.Fit! with { Restarts = runs.Told };
        result = isCutOff && !best.Fit.Cancelled ? best.Fit with { Cancelled = true } : best.Fit;
        return best;
    }

    /// <summary>One run; the better of its model and the best so far is kept.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (LdaRestart Ended, LdaFailure? Failure) Run(
        ICorpus corpus, LdaOptions run, LdaCheckpoint? resumed, LdaEndedRuns runs, LdaCheckpointSeries? checkpoints, LdaRestartProgress progress, CancellationToken cancellation)
    {
        LdaRestart ended;
        try
        {
            var trainer = new LdaTrainer<T>(run, _device, inferenceDevices) { Threads = Threads, FinalBound = true, Checkpoints = checkpoints };
            LdaModel model = trainer.Train(corpus, resumed is { State.IsStart: true } ? null : resumed, out LdaFitResult fit, progress, cancellation);
            runs.Add(ended = LdaRestart.Of(run.Seed, fit), model);
            return (ended, null);
        }
        catch (LdaNumericalException exception)
        {
            runs.Add(ended = new LdaRestart { Seed = run.Seed, Seconds = progress.Seconds, Failure = exception.Message }, exception);
            return (ended, exception.Failure);
        }
    }
}
