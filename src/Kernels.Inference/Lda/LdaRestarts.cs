using System;
using System.Collections.Generic;
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
        var runs = new Runs();
        for (int i = 0; i < restarts && (i == 0 || !cancellation.IsCancellationRequested); i++)
        {
            var numbered = progress is null ? null : new NumberedProgress(progress, i + 1, restarts, runs.Ended);
            Run(corpus, _options with { Seed = unchecked(_options.Seed + i) }, runs, numbered, cancellation);

            // A model that was not kept is garbage as large as λ. It goes back to the system before the next run takes its memory, or there would be one more than was told.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        if (runs.Best is not { } best)
        {
            // Those that failed were not all there were to be.
            if (runs.Ended.Count < restarts)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            throw runs.Failure!;
        }

        runs.Ended[runs.Kept] = runs.Ended[runs.Kept] with { IsKept = true };
        bool isCutOff = cancellation.IsCancellationRequested && (runs.Ended.Count < restarts || runs.Ended[^1].Cancelled);
        best.Fit = best.Fit! with { Restarts = runs.Ended };
        result = isCutOff && !best.Fit.Cancelled ? best.Fit with { Cancelled = true } : best.Fit;
        return best;
    }

    /// <summary>One run; the better of its model and the best so far is kept.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Run(ICorpus corpus, LdaOptions run, Runs runs, NumberedProgress? progress, CancellationToken cancellation)
    {
        try
        {
            var trainer = new LdaTrainer<T>(run, _device, inferenceDevices) { Threads = Threads, FinalBound = true };
            LdaModel model = trainer.Fit(corpus, out LdaFitResult fit, progress, cancellation);
            var restart = LdaRestart.Of(run.Seed, fit);
            runs.Ended.Add(restart);
            if (runs.Best is null || restart.IsBetterThan(runs.Ended[runs.Kept]))
            {
                runs.Best?.Dispose();
                (runs.Best, runs.Kept) = (model, runs.Ended.Count - 1);
            }
            else
            {
                model.Dispose();
            }

            Ended?.Invoke(restart, null);
        }
        catch (LdaNumericalException exception)
        {
            runs.Failure ??= exception;
            runs.Ended.Add(new LdaRestart { Seed = run.Seed, Seconds = progress?.Seconds ?? 0, Failure = exception.Message });
            Ended?.Invoke(runs.Ended[^1], exception.Failure);
        }
    }

    /// <summary>What the runs so far have come to.</summary>
    private sealed class Runs
    {
        public List<LdaRestart> Ended { get; } = [];

        public LdaModel? Best { get; set; }

        /// <summary>Which run <see cref="Best"/> is of.</summary>
        public int Kept { get; set; } = -1;

        public LdaNumericalException? Failure { get; set; }
    }

    /// <summary>A run's progress as a part of all of them.</summary>
    private sealed class NumberedProgress : IProgress<LdaProgress>
    {
        private readonly IProgress<LdaProgress> _progress;
        private readonly int _restart;
        private readonly int _restarts;
        private readonly double _secondsBefore;

        public NumberedProgress(IProgress<LdaProgress> progress, int restart, int restarts, List<LdaRestart> ended)
        {
            (_progress, _restart, _restarts) = (progress, restart, restarts);
            foreach (LdaRestart before in ended)
            {
                _secondsBefore += before.Seconds;
            }
        }

        /// <summary>Of this run, so far.</summary>
        public double Seconds { get; private set; }

        public void Report(LdaProgress value)
        {
            Seconds = value.Seconds;
            double whole = value.Seconds + value.Remaining.TotalSeconds;
            double left = value.Remaining.TotalSeconds + ((_restarts - _restart) * whole);
            _progress.Report(value with
            {
                Restart = _restart,
                Restarts = _restarts,
                Seconds = _secondsBefore + value.Seconds,
                Remaining = TimeSpan.FromSeconds(Math.Min(left, TimeSpan.MaxValue.TotalSeconds / 2)),
            });
        }
    }
}
