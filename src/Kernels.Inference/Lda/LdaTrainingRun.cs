using System;
using System.IO;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>One training: its passes, and where it stands in them.</summary>
internal sealed partial class LdaTrainingRun<T> : IDisposable
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly LdaOptions _options;
    private readonly RobbinsMonroSchedule _schedule;
    private readonly ILdaDevice<T> _device;
    private readonly LdaTopics _topics;
    private readonly ICorpus _corpus;
    private readonly LdaDocumentStep<T> _documents;
    private readonly ShuffledCorpus? _shuffled;
    private readonly LdaCheckpointSeries? _checkpoints;
    private readonly CancellationToken _cancellation;
    private int _pass = 1;
    private int _firstDocument;
    private LdaEStepResult _passSum;
    private LdaShufflePlace? _window;

    public LdaTrainingRun(
        LdaOptions options,
        ILdaDevice<T> device,
        LdaTopics topics,
        ICorpus corpus,
        LdaPriors<T> priors,
        LdaJournal journal,
        LdaCheckpointSeries? checkpoints,
        CancellationToken cancellation)
    {
        (_options, _device, _topics, _corpus, Priors, Journal, _cancellation) = (options, device, topics, corpus, priors, journal, cancellation);
        _schedule = new RobbinsMonroSchedule(options.Tau0, options.Kappa, options.RhoFloor);
        TotalDocuments = corpus.DocumentCount;
        _shuffled = options.Shuffle ? new ShuffledCorpus(corpus, options.Seed) : null;
        _documents = new LdaDocumentStep<T>(device, topics, _shuffled ?? corpus, Priors.Alpha, options.CarryGamma);
        _checkpoints = checkpoints;
    }

    public LdaJournal Journal { get; }

    public LdaPriors<T> Priors { get; }

    /// <summary>D of the online scale D/|B|: the corpus, unless it is a part of something larger.</summary>
    public double TotalDocuments { get; init; }

    /// <summary>Online: steps of λ so far.</summary>
    public long Step { get; set; }

    /// <summary>Online: documents of the mini-batches that came to their step.</summary>
    public long DocumentsDone { get; private set; }

    /// <summary>Σ_kw of the η that λ was last made with.</summary>
    public double LastEtaMass { get; private set; }

    /// <summary>Goes on from a checkpoint instead of from the start.</summary>
    public void Restore(LdaCheckpoint checkpoint)
    {
        LdaCheckpointState state = checkpoint.State;
        if (state.Pass < 1 || state.Pass > _options.Passes || state.Step < 0 || state.FirstDocument < 0 || state.FirstDocument >= _corpus.DocumentCount || state.HasGamma != _documents.KeepsGamma
            || (state.Window is { } window && (_shuffled is null || !_shuffled.Holds(window) || window.Document > state.FirstDocument)))
        {
            throw new InvalidDataException(
                $"{checkpoint.Path}: is at pass {state.Pass} and document {state.FirstDocument}, after {state.Step} steps; expected a place in {_options.Passes} passes over {_corpus.DocumentCount} documents, and what its options ask to be kept.");
        }

        Priors.Restore(state.Alpha, state.Eta, state.RejectedPriorSteps);
        (_pass, _firstDocument, _passSum, _window, Step, LastEtaMass) = (state.Pass, state.FirstDocument, state.PassSum, state.Window, state.Step, state.EtaMass);
        checkpoint.ReadArrays(stream =>
        {
            _device.ReadState(_topics, stream);
            if (state.HasGamma)
            {
                _documents.ReadGamma(stream);
            }
        });
    }

    public void AllPasses()
    {
        for (; _pass <= _options.Passes && !Journal.Converged; _pass++, _firstDocument = 0, _passSum = default, _window = null)
        {
            _shuffled?.BeginPass(_pass, _window);
            Journal.BeginPass(_pass, _firstDocument);
            if (!(_options.Method == LdaMethod.Batch ? BatchPass() : OnlinePass()))
            {
                Journal.Cancel();
                return;
            }

            if (_pass < _options.Passes && !Journal.Converged)
            {
                KeepCheckpoint(_pass + 1, 0, default);
            }
        }
    }

    /// <summary>The bound of the topics and priors as they are; null where it was cancelled.</summary>
    public LdaBound? BoundOfTopics()
    {
        // The statistics tell the bound's terms apart; nothing is learnt from them.
        var settings = new LdaEStepSettings { MaxIterations = _options.InnerIterations, Tolerance = _options.InnerTolerance, AccumulateStatistics = true, ComputeBound = true };
        var documents = new LdaDocumentStep<T>(_device, _topics, _corpus, Priors.Alpha);
        int done = documents.Run(0, _corpus.DocumentCount, settings, out LdaEStepResult sum, RefuseNotFinite, _cancellation);
        return done < _corpus.DocumentCount ? null : LdaBound.From(sum, _device.TopicBound(_topics, Priors.Eta));

        void RefuseNotFinite(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result) =>
            LdaFailure.ThrowIfNotFinite(gamma, place => firstDocument + place, _options.Passes, Step, _corpus, _device, _topics, Priors, _options);
    }

    /// <summary>All documents, the bound at the λ they saw, then λ ← η + Σ n φ.</summary>
    private bool BatchPass()
    {
        bool wantsBound = _options.BoundEvery > 0 && (_pass % _options.BoundEvery == 0 || _pass == _options.Passes);
        int documentCount = _corpus.DocumentCount;
        int done = EStep(0, documentCount, wantsBound, out LdaEStepResult sum);
        if (done < documentCount)
        {
            // A part of a later pass knows less than the whole pass before it; a part of the first knows more than nothing.
            if (_pass == 1 && done > 0)
            {
                LambdaStep(rho: 1, scale: (double)documentCount / done);
            }

            return false;
        }

        LdaBound? bound = wantsBound ? LdaBound.From(sum, _device.TopicBound(_topics, Priors.Eta)) : null;
        LambdaStep(rho: 1, scale: 1);
        if (_pass >= _options.LearnPriorsFrom)
        {
            Priors.LearnAlpha(stepSize: 1);
            Priors.LearnEta(_device, _topics, stepSize: 1);
        }

        Journal.EndPass(sum, bound, Priors.AlphaValues, Priors.EtaValues);
        return true;
    }

    /// <summary>Mini-batches in the corpus' order, or in the pass' random one; after each, λ ← (1 − ρ)·λ + ρ·(η + D/|B|·Σ n φ), ρ = (τ0 + t)^−κ or its floor.</summary>
    private bool OnlinePass()
    {
        int documentCount = _corpus.DocumentCount;
        while (_firstDocument < documentCount)
        {
            int size = Math.Min(_options.BatchSize, documentCount - _firstDocument);
            bool isWhole = _structured is null
                ? EStep(_firstDocument, size, computeBound: false, out LdaEStepResult sum) == size
                : StructuredEStep(_structured, size, out sum);
            if (!isWhole)
            {
                return false;
            }

            bool isLast = _firstDocument + size == documentCount;
            double rho = _schedule.StepSize(++Step);
            if (_structured is null)
            {
                LambdaStep(rho, TotalDocuments / size);
            }
            else
            {
                StructuredLambdaStep(_structured, rho, TotalDocuments / size);
            }

            Priors.LearnAlpha(rho);
            if (_options.EtaEvery > 0 ? Step % _options.EtaEvery == 0 : isLast)
            {
                Priors.LearnEta(_device, _topics, rho);
            }

            Journal.Stepped(rho, size);
            DocumentsDone += size;
            _passSum += sum;
            _firstDocument += size;
            if (!isLast)
            {
                KeepCheckpoint(_pass, _firstDocument, _passSum);
            }
        }

        Journal.EndPass(_passSum, bound: null, Priors.AlphaValues, Priors.EtaValues);
        return true;
    }

    private void LambdaStep(double rho, double scale)
    {
        _device.LambdaStep(_topics, Priors.Eta, rho, scale);
        LastEtaMass = Priors.EtaMass(_topics.VocabularySize);
    }

    private void BlockDone(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result)
    {
        RefuseNotFinite(firstDocument, gamma);
        if (_options.Method != LdaMethod.Batch || _pass >= _options.LearnPriorsFrom)
        {
            Priors.Add(gamma);
        }

        Journal.BlockDone(firstDocument, gamma, result);
    }

    private void RefuseNotFinite(int firstDocument, ReadOnlySpan<T> gamma) => LdaFailure.ThrowIfNotFinite(
        gamma, place => _shuffled?.DocumentAt(firstDocument + place) ?? (firstDocument + place), _pass, Step, _corpus, _device, _topics, Priors, _options);

    private LdaEStepSettings Inner(bool computeBound) => new()
    {
        MaxIterations = _options.InnerIterations,
        Tolerance = _options.InnerTolerance,
        CarryGamma = _options.CarryGamma && _pass > 1,
        AccumulateStatistics = true,
        ComputeBound = computeBound,
    };

    private int EStep(int first, int count, bool computeBound, out LdaEStepResult sum)
    {
        return _documents.Run(first, count, Inner(computeBound), out sum, BlockDone, _cancellation);
    }

    /// <summary>After an update of λ: a checkpoint of where the run would go on, if it is time for one.</summary>
    private void KeepCheckpoint(int pass, int firstDocument, in LdaEStepResult passSum)
    {
        if (_checkpoints is null || !_checkpoints.IsDue())
        {
            return;
        }

        LdaCheckpointState state = LdaCheckpointState.AtStart(_options, _device, _corpus) with
        {
            Pass = pass,
            FirstDocument = firstDocument,
            PassSum = passSum,
            Window = firstDocument > 0 ? _shuffled?.Place : null,
            Step = Step,
            Alpha = Priors.AlphaValues.ToArray(),
            Eta = Priors.EtaValues.ToArray(),
            EtaMass = LastEtaMass,
            RejectedPriorSteps = Priors.RejectedSteps,
            Journal = Journal.State,
            HasGamma = _documents.KeepsGamma,
        };
        _checkpoints.Keep(state, stream =>
        {
            _device.WriteState(_topics, stream);
            if (state.HasGamma)
            {
                _documents.WriteGamma(stream);
            }
        });
    }
}
