using System;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Learns the topics of a corpus by variational Bayes: coordinate ascent in batch, or natural-gradient steps on mini-batches.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the precision of λ and of the E-step.</typeparam>
/// <param name="options">What to train.</param>
/// <param name="device">What runs the E-step. It stays the caller's to dispose.</param>
/// <param name="inferenceDevices">Makes the devices on which the learnt model infers; null for the processor.</param>
/// <remarks>
/// Blei, Ng and Jordan 2003 with a Dirichlet on the topics; online: Hoffman, Blei and Bach 2010, algorithm 2.
/// A pass is: γ and φ of every document at fixed λ, the bound, then λ ← (1 − ρ)·λ + ρ·(η + D/|B|·Σ n φ), with ρ = 1 and |B| = D in batch.
/// </remarks>
public sealed class LdaTrainer<T>(LdaOptions options, ILdaDevice<T> device, ILdaDeviceProvider? inferenceDevices = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LdaOptions _options = options ?? throw new ArgumentNullException(nameof(options));
    private readonly ILdaDevice<T> _device = device ?? throw new ArgumentNullException(nameof(device));

    /// <summary>Threads that draw the start of λ, which is done before the device has work; 0 for one a core. They do not show in the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of threads.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Where λ starts, where a test says otherwise than <see cref="LdaStart{T}"/>.</summary>
    internal Action<ILdaDevice<T>, LdaTopics>? Start { get; init; }

    /// <summary>Trains a model.</summary>
    /// <param name="corpus">The documents, at least one; empty documents are allowed.</param>
    /// <param name="result">What the run did.</param>
    /// <param name="progress">Told after every block of documents.</param>
    /// <param name="cancellation">Looked at between blocks of documents; what was learnt until then is returned.</param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">An option does not fit the corpus, or the corpus holds no document.</exception>
    public LdaModel Fit(ICorpus corpus, out LdaFitResult result, IProgress<LdaProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        _options.Validate(corpus.VocabularySize);
        if (corpus.DocumentCount < 1)
        {
            throw new ArgumentException($"The corpus holds {corpus.DocumentCount} documents; expected at least 1.", nameof(corpus));
        }

        using LdaTopics topics = _device.CreateTopics(corpus.VocabularySize, _options.TopicCount, LdaTopicKind.Dirichlet);
        var priors = new LdaPriors<T>(_options, corpus.VocabularySize);
        var run = new Run(_options, _device, topics, corpus, priors, new LdaJournal(_options, corpus, progress), cancellation);
        (Start ?? new LdaStart<T>(_options.Seed, Threads == 0 ? Environment.ProcessorCount : Threads).Draw)(_device, topics);
        run.AllPasses();

        // The model's λ is a copy: without this it would be the fourth array of its size.
        topics.ReleaseWorkingMemory();
        TopicRows<T> lambda = LambdaTransfer.Read(_device, topics);
        result = run.Journal.Close(_device.Description, MassOf(lambda), run.LastEtaMass, priors.RejectedSteps);
        LdaModelPriors final = new(priors.AlphaValues.ToArray(), priors.EtaValues.ToArray());
        return new LdaModel<T>(lambda, corpus.Vocabulary, _options, result, inferenceDevices, final);
    }

    private static double MassOf(TopicRows<T> lambda)
    {
        double mass = 0;
        for (int word = 0; word < lambda.RowCount; word++)
        {
            double row = 0;
            foreach (T value in lambda.Row(word))
            {
                row += double.CreateTruncating(value);
            }

            mass += row;
        }

        return mass;
    }

    /// <summary>One call of <see cref="Fit"/>.</summary>
    private sealed class Run(LdaOptions options, ILdaDevice<T> device, LdaTopics topics, ICorpus corpus, LdaPriors<T> priors, LdaJournal journal, CancellationToken cancellation)
    {
        private readonly LdaDocumentStep<T> _documents = new(device, topics, corpus, priors.Alpha, options.CarryGamma);
        private long _step;

        public LdaJournal Journal => journal;

        /// <summary>Σ_kw of the η that λ was last made with.</summary>
        public double LastEtaMass { get; private set; }

        public void AllPasses()
        {
            for (int pass = 1; pass <= options.Passes && !journal.Converged; pass++)
            {
                journal.BeginPass(pass);
                if (!(options.Method == LdaMethod.Batch ? BatchPass(pass) : OnlinePass(pass)))
                {
                    journal.Cancel();
                    return;
                }
            }
        }

        /// <summary>All documents, the bound at the λ they saw, then λ ← η + Σ n φ.</summary>
        private bool BatchPass(int pass)
        {
            bool wantsBound = options.BoundEvery > 0 && (pass % options.BoundEvery == 0 || pass == options.Passes);
            int documentCount = corpus.DocumentCount;
            int done = EStep(0, documentCount, pass, wantsBound, out LdaEStepResult sum);
            if (done < documentCount)
            {
                // A part of a later pass knows less than the whole pass before it; a part of the first knows more than nothing.
                if (pass == 1 && done > 0)
                {
                    Step(rho: 1, scale: (double)documentCount / done);
                }

                return false;
            }

            LdaBound? bound = wantsBound ? LdaBound.From(sum, device.TopicBound(topics, priors.Eta)) : null;
            Step(rho: 1, scale: 1);
            if (pass >= options.LearnPriorsFrom)
            {
                priors.LearnAlpha(stepSize: 1);
                priors.LearnEta(device, topics, stepSize: 1);
            }

            journal.EndPass(sum, bound, rho: null, priors.AlphaValues, priors.EtaValues);
            return true;
        }

        /// <summary>Mini-batches in the corpus' order; after each, λ ← (1 − ρ)·λ + ρ·(η + D/|B|·Σ n φ), ρ = (τ0 + t)^−κ.</summary>
        private bool OnlinePass(int pass)
        {
            int documentCount = corpus.DocumentCount;
            LdaEStepResult total = default;
            double rho = 0;
            for (int first = 0, size; first < documentCount; first += size)
            {
                size = Math.Min(options.BatchSize, documentCount - first);
                int done = EStep(first, size, pass, computeBound: false, out LdaEStepResult sum);
                if (done < size)
                {
                    return false;
                }

                rho = StepSize(++_step);
                Step(rho, (double)documentCount / size);
                priors.LearnAlpha(rho);
                if (options.EtaEvery > 0 ? _step % options.EtaEvery == 0 : first + size == documentCount)
                {
                    priors.LearnEta(device, topics, rho);
                }

                journal.Stepped(rho);
                total += sum;
            }

            journal.EndPass(total, bound: null, rho, priors.AlphaValues, priors.EtaValues);
            return true;
        }

        private void Step(double rho, double scale)
        {
            device.LambdaStep(topics, priors.Eta, rho, scale);
            LastEtaMass = priors.EtaMass(topics.VocabularySize);
        }

        private void BlockDone(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result)
        {
            priors.Add(gamma);
            journal.BlockDone(firstDocument, gamma, result);
        }

        /// <summary>ρ_t = (τ0 + t)^−κ, the same to the bit everywhere: by the square root where κ is ½, else exp(−κ·ln(τ0 + t)) by this library's own functions.</summary>
        private double StepSize(long step)
        {
            if (options.Kappa == 0.5)
            {
                return 1 / Math.Sqrt(options.Tau0 + step);
            }

            Span<double> value = [options.Tau0 + step];
            SpecialFunctions.Log<double>(value, value);
            value[0] *= -options.Kappa;
            SpecialFunctions.Exp<double>(value, value);
            return Math.Min(value[0], 1);
        }

        private int EStep(int first, int count, int pass, bool computeBound, out LdaEStepResult sum)
        {
            var settings = new LdaEStepSettings
            {
                MaxIterations = options.InnerIterations,
                Tolerance = options.InnerTolerance,
                CarryGamma = options.CarryGamma && pass > 1,
                AccumulateStatistics = true,
                ComputeBound = computeBound,
            };
            return _documents.Run(first, count, settings, out sum, BlockDone, cancellation);
        }
    }
}
