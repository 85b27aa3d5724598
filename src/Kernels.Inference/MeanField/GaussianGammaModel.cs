using System;
using System.Collections.Generic;
using System.Threading;

namespace Kernels.Inference;

/// <summary>μ and τ of an exact posterior: μ | τ ~ N(mean, 1/(meanPrecision·τ)), τ ~ Gamma(shape, rate).</summary>
/// <param name="Mean">μ_n.</param>
/// <param name="MeanPrecision">λ_n.</param>
/// <param name="Shape">a_n.</param>
/// <param name="Rate">b_n.</param>
public readonly record struct GaussianGammaPosterior(double Mean, double MeanPrecision, double Shape, double Rate);

/// <summary>Numbers x ~ N(μ, 1/τ) with both unknown: mean field q(μ)·q(τ), and beside it the exact posterior where the prior is conjugate.</summary>
/// <remarks>
/// q(μ) = N(m, 1/p), q(τ) = Gamma(a, b). With μ given τ in the prior (Bishop 2006, section 10.1.3): m = (λ₀·μ₀ + n·x̄)/(λ₀ + n), p = (λ₀ + n)·E[τ],
/// a = a₀ + (n + 1)/2, b = b₀ + ½·E[Σ(x − μ)² + λ₀·(μ − μ₀)²]; at rest E[τ] is the exact posterior's mean. With μ independent of τ:
/// p = λ₀ + n·E[τ], m = (λ₀·μ₀ + n·E[τ]·x̄)/p, a = a₀ + n/2, b = b₀ + ½·E[Σ(x − μ)²]. Sums of squares are taken about x̄, so that a large mean costs no digits.
/// </remarks>
/// <example>
/// <code>
/// var model = new GaussianGammaModel([70, 52, 85, 61, 77], new GaussianGammaPrior { Mean = 60, MeanPrecision = 0.1 });
/// CoordinateAscentResult result = model.Fit();
/// GaussianGammaPosterior exact = model.ExactPosterior();
/// Console.WriteLine($"mean {model.Mean:F3}, exactly {exact.Mean:F3}"); // mean 68.824, exactly 68.824
/// Console.WriteLine($"E τ {model.Shape / model.Rate:F5}, exactly {exact.Shape / exact.Rate:F5}");
/// // E τ 0.01023, exactly 0.01023
/// Console.WriteLine($"KL(q ‖ p) = {model.LogEvidence() - result.Bound:F4}"); // KL(q ‖ p) = 0.0697
/// </code>
/// </example>
public sealed class GaussianGammaModel
{
    private readonly GaussianGammaPrior _prior;
    private readonly double _average;
    private readonly double _squares;

    /// <summary>Takes the data's count, average and sum of squares; q(τ) begins as the prior.</summary>
    /// <param name="observations">x, also none.</param>
    /// <param name="prior">The prior.</param>
    /// <exception cref="ArgumentException">An observation is not finite, or a parameter of the prior is out of range: the message says which.</exception>
    public GaussianGammaModel(ReadOnlySpan<double> observations, GaussianGammaPrior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        prior.Validate();
        for (int i = 0; i < observations.Length; i++)
        {
            if (!double.IsFinite(observations[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Observation {i} is {observations[i]}; expected a finite number."), nameof(observations));
            }
        }

        (_prior, Count) = (prior, observations.Length);
        double[] statistics = new double[2];
        var family = new GaussianFamily();
        if (Count > 0)
        {
            family.SumStatistics(observations, statistics);
            double first = statistics[0] / Count;
            double[] centered = observations.ToArray();
            foreach (ref double x in centered.AsSpan())
            {
                x -= first;
            }

            family.SumStatistics(centered, statistics);
            _average = first + (statistics[0] / Count);
            _squares = statistics[1] - (statistics[0] * statistics[0] / Count);
        }

        (Mean, MeanPrecision, Shape, Rate) = (prior.Mean, prior.MeanPrecision, prior.Shape, prior.Rate);
        Blocks = [new MeanBlock(this), new PrecisionBlock(this)];
    }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>m of q(μ).</summary>
    public double Mean { get; private set; }

    /// <summary>p of q(μ), the inverse of its variance.</summary>
    public double MeanPrecision { get; private set; }

    /// <summary>a of q(τ).</summary>
    public double Shape { get; private set; }

    /// <summary>b of q(τ).</summary>
    public double Rate { get; private set; }

    /// <summary>q(μ) and q(τ), in this order.</summary>
    public IReadOnlyList<IMeanFieldBlock> Blocks { get; }

    /// <summary>Observations that the prior mean is worth beside τ: λ₀, or 0 where the two are independent.</summary>
    private double Conditional => _prior.MeanIsIndependent ? 0 : _prior.MeanPrecision;

    /// <summary>E[Σ(x − μ)²].</summary>
    private double ExpectedSquares => _squares + (Count * (((_average - Mean) * (_average - Mean)) + (1 / MeanPrecision)));

    /// <summary>E[(μ − μ₀)²].</summary>
    private double ExpectedShift => ((Mean - _prior.Mean) * (Mean - _prior.Mean)) + (1 / MeanPrecision);

    /// <summary>Updates q(μ) and q(τ) in turn until the bound comes to rest.</summary>
    /// <param name="options">When to stop; the defaults where null.</param>
    /// <param name="cancellation">Looked at before every update.</param>
    public CoordinateAscentResult Fit(CoordinateAscentOptions? options = null, CancellationToken cancellation = default) =>
        CoordinateAscent.Run(Blocks, options, cancellation: cancellation);

    /// <summary>p(μ, τ | x).</summary>
    /// <exception cref="InvalidOperationException">The prior is not conjugate: its mean is independent of the precision.</exception>
    public GaussianGammaPosterior ExactPosterior()
    {
        CheckConjugate();
        double lambda = _prior.MeanPrecision, shift = _average - _prior.Mean;
        return new GaussianGammaPosterior(
            ((lambda * _prior.Mean) + (Count * _average)) / (lambda + Count),
            lambda + Count,
            _prior.Shape + (0.5 * Count),
            _prior.Rate + (0.5 * _squares) + (0.5 * lambda * Count / (lambda + Count) * shift * shift));
    }

    /// <summary>ln p(x), exactly.</summary>
    /// <exception cref="InvalidOperationException">The prior is not conjugate: its mean is independent of the precision.</exception>
    public double LogEvidence()
    {
        GaussianGammaPosterior posterior = ExactPosterior();
        return LogPartition(posterior.MeanPrecision, posterior.Shape, posterior.Rate)
            - LogPartition(_prior.MeanPrecision, _prior.Shape, _prior.Rate) - (0.5 * Count * OneNumber.LogTwoPi);
    }

    private static double LogPartition(double meanPrecision, double shape, double rate)
    {
        var parameters = new GaussianWishartParameters(1);
        return parameters.TrySet(meanPrecision, [0], shape, [rate]) is { } wrong ? throw new ArithmeticException(wrong) : parameters.LogPartition;
    }

    private void CheckConjugate()
    {
        if (_prior.MeanIsIndependent)
        {
            throw new InvalidOperationException("The prior's mean is independent of the precision, so the exact posterior has no closed form; expected a prior whose mean is given the precision.");
        }
    }

    /// <summary>q(μ): its entropy and the prior of μ.</summary>
    private sealed class MeanBlock(GaussianGammaModel model) : IMeanFieldBlock
    {
        public string Name => "mean";

        public void Update()
        {
            double precision = model.Shape / model.Rate, weight = model._prior.MeanPrecision / (model._prior.MeanIsIndependent ? precision : 1);
            model.MeanPrecision = (weight + model.Count) * precision;
            model.Mean = ((weight * model._prior.Mean) + (model.Count * model._average)) / (weight + model.Count);
        }

        public double BoundTerms()
        {
            GaussianGammaPrior prior = model._prior;
            double factor = prior.MeanIsIndependent ? 1 : model.Shape / model.Rate;
            double logFactor = prior.MeanIsIndependent ? 0 : PrecisionBlock.ExpectedLog(model);
            return 0.5 * (1 + OneNumber.Log(prior.MeanPrecision) + logFactor - OneNumber.Log(model.MeanPrecision) - (prior.MeanPrecision * factor * model.ExpectedShift));
        }
    }

    /// <summary>q(τ): minus its divergence from the prior, and the likelihood.</summary>
    private sealed class PrecisionBlock(GaussianGammaModel model) : IMeanFieldBlock
    {
        private readonly GammaFamily _family = new();

        public string Name => "precision";

        public static double ExpectedLog(GaussianGammaModel model) => MultivariateGamma.Digamma(1, model.Shape) - OneNumber.Log(model.Rate);

        public void Update()
        {
            model.Shape = model._prior.Shape + (0.5 * (model.Count + (model._prior.MeanIsIndependent ? 0 : 1)));
            model.Rate = model._prior.Rate + (0.5 * (model.ExpectedSquares + (model.Conditional * model.ExpectedShift)));
        }

        public double BoundTerms()
        {
            double divergence = _family.KullbackLeibler([model.Shape, -model.Rate], [model._prior.Shape, -model._prior.Rate]);
            return (0.5 * model.Count * (ExpectedLog(model) - OneNumber.LogTwoPi)) - (0.5 * model.Shape / model.Rate * model.ExpectedSquares) - divergence;
        }
    }
}
