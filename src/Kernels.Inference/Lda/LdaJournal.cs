using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Keeps a training run's history, reports its progress, and says when its bound has stopped rising.</summary>
internal sealed class LdaJournal(LdaOptions options, ICorpus corpus, IProgress<LdaProgress>? progress, LdaJournalState? resumed = null)
{
    private const double FallTolerance = 1e-9;
    private readonly List<LdaPass> _history = [.. resumed?.History ?? []];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _secondsBefore = resumed?.Seconds ?? 0;
    private int _pass;
    private long _passDocuments;
    private long _visits = resumed?.Visits ?? 0;
    private double? _rho = resumed?.Rho;
    private LdaBound? _bound = resumed?.Bound;
    private int _falls = resumed?.BoundFalls ?? 0;
    private double _weight = resumed?.Weight ?? 0;
    private double _squaredWeight = resumed?.SquaredWeight ?? 0;
    private long _shortenedSteps = resumed?.ShortenedSteps ?? 0;
    private long _shortenedTopicSteps = resumed?.ShortenedTopicSteps ?? 0;
    private bool _cancelled;

    /// <summary>Whether the bound has stopped rising.</summary>
    public bool Converged { get; private set; }

    /// <summary>Whether the last pass did not come to its end.</summary>
    public bool HasUnfinished => _cancelled || _history.Count == 0;

    /// <summary>The bound of the last finished pass, if it had one.</summary>
    public LdaBound? LastPassBound => _history.Count > 0 ? _history[^1].Bound : null;

    /// <summary>What a later run's journal needs.</summary>
    public LdaJournalState State => new([.. _history], _visits, _falls, _bound, _rho, _weight, _squaredWeight, Seconds, _shortenedSteps, _shortenedTopicSteps);

    /// <summary>Seconds of training, those before a stop included.</summary>
    private double Seconds => _secondsBefore + _clock.Elapsed.TotalSeconds;

    public void BeginPass(int pass, int firstDocument) => (_pass, _passDocuments) = (pass, firstDocument);

    public void Cancel() => _cancelled = true;

    /// <summary>Takes note of an online step, and of how much of λ each mini-batch still is: Σ w² over documents, with Σ w.</summary>
    public void Stepped(double rho, int documents)
    {
        _rho = rho;
        double keep = 1 - rho;
        _weight = (keep * _weight) + rho;
        _squaredWeight = (keep * keep * _squaredWeight) + (rho * rho / documents);
    }

    /// <summary>Takes note of the topics whose step was shortened.</summary>
    public void Shortened(int topics)
    {
        _shortenedSteps += topics > 0 ? 1 : 0;
        _shortenedTopicSteps += topics;
    }

    /// <summary>Counts the work of a block of documents that is not done yet.</summary>
    public void Visited(in LdaEStepResult result) => _visits += result.Visits;

    /// <summary>Counts a block of documents and reports.</summary>
    public void BlockDone<T>(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result)
    {
        _passDocuments = firstDocument + (gamma.Length / options.TopicCount);
        Visited(result);
        Report();
    }

    /// <summary>Writes a finished pass down, and reports its bound.</summary>
    public void EndPass(in LdaEStepResult sum, LdaBound? bound, ReadOnlySpan<double> alpha, ReadOnlySpan<double> eta)
    {
        _history.Add(new LdaPass
        {
            Pass = _pass,
            Seconds = Seconds,
            Visits = sum.Visits,
            Bound = bound,
            BoundPerWord = PerWord(bound),
            UnconvergedDocuments = sum.UnconvergedDocuments,
            RescuedPairs = sum.RescuedPairs,
            Rho = _rho,
            AlphaSum = options.AlphaLearning == PriorLearning.Fixed ? null : InOrder.Sum(alpha) * (alpha.Length == 1 ? options.TopicCount : 1),
            EtaSum = options.EtaLearning == PriorLearning.Fixed ? null : InOrder.Sum(eta) * (eta.Length == 1 ? corpus.VocabularySize : 1),
        });
        if (bound is not null)
        {
            Compare(bound.Total);
            _bound = bound;
            Report();
        }
    }

    /// <summary>The run's result.</summary>
    /// <param name="device">What ran it.</param>
    /// <param name="lambdaMass">Σλ at the end.</param>
    /// <param name="etaMass">Σ_kw of the η in it.</param>
    /// <param name="steps">Online steps.</param>
    /// <param name="priors">The priors.</param>
    public LdaFitResult Close<T>(string device, double lambdaMass, double etaMass, long steps, LdaPriors<T> priors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            History = _history,
            Converged = Converged,
            Cancelled = _cancelled,
            UnfinishedDocuments = _cancelled ? _passDocuments : 0,
            BoundFalls = _falls,
            TokenMassError = options.Method == LdaMethod.Batch && _history.Count > 0 ? MassError(lambdaMass, etaMass) : null,
            RejectedPriorSteps = priors.RejectedSteps,
            Steps = steps,
            ShortenedSteps = _shortenedSteps,
            ShortenedTopicSteps = _shortenedTopicSteps,
            EffectiveDocuments = _squaredWeight > 0 ? _weight * _weight / _squaredWeight : null,
            Seconds = Seconds,
            Visits = _visits,
            DocumentCount = corpus.DocumentCount,
            TokenCount = corpus.TokenCount,
            Device = device,
        };

    private void Compare(double bound)
    {
        if (_bound?.Total is double before)
        {
            double rise = (bound - before) / Math.Max(Math.Abs(before), double.Epsilon);
            _falls += rise < -FallTolerance ? 1 : 0;
            Converged = options.BoundTolerance > 0 && rise < options.BoundTolerance;
        }
    }

    private double MassError(double lambdaMass, double etaMass) =>
        Math.Abs(lambdaMass - etaMass - corpus.TokenCount) / Math.Max(1, corpus.TokenCount);

    private void Report()
    {
        if (progress is null)
        {
            return;
        }

        double seconds = Seconds;
        double documents = ((_pass - 1) * (double)corpus.DocumentCount) + _passDocuments;
        double left = (options.Passes * (double)corpus.DocumentCount) - documents;
        progress.Report(new LdaProgress
        {
            Pass = _pass,
            Passes = options.Passes,
            DocumentsDone = _passDocuments,
            DocumentCount = corpus.DocumentCount,
            Seconds = seconds,
            DocumentsPerSecond = documents / seconds,
            VisitsPerSecond = _visits / seconds,
            Bound = _bound?.Total,
            BoundPerWord = PerWord(_bound),
            Remaining = TimeSpan.FromSeconds(Math.Min(seconds * left / documents, TimeSpan.MaxValue.TotalSeconds / 2)),
            Rho = _rho,
        });
    }

    private double? PerWord(LdaBound? bound) => bound is not null && corpus.TokenCount > 0 ? bound.Total / corpus.TokenCount : null;
}
