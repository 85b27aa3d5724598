using System;

namespace Kernels.Inference;

/// <summary>The score-function estimator: the mean of (f(z) − a)·∂ ln q/∂φ, f = ln p(x, z) − ln q(z). It needs no derivative of the model, and its variance is large.</summary>
/// <remarks>
/// The score is 0 in the mean, so any a that does not depend on the draw leaves no bias. A running baseline is b ← b + (1 − decay)·(mean f − b) after each step, from the first step's mean on.
/// The optimal control variate has for each parameter a = Cov(f·h, h)/Var(h), h its score (Ranganath, Gerrish and Blei 2014, "Black box variational inference", section 3.2); here from the step's other
/// draws, each draw left out of its own a, so that nothing of bias is left. It takes 3 draws a step or more, and is worth having from some 30 on: a slope found from few draws is noise itself. Source of the estimator: Williams 1992; Paisley, Blei and Jordan 2012.
/// An object has room and a baseline of its own: one a thread. Use it as <see cref="SgvbEstimatorA"/> is used, with <c>SamplesPerStep</c> above 1.
/// </remarks>
/// <example>
/// How far 100 estimates from 32 draws spread, plain and with the control variate:
/// <code>
/// var model = new LogisticRegressionModel(features: [1, -2], labels: [1, 0], featureCount: 1, priorDeviation: 1);
/// var family = new DiagonalGaussian(1);
/// foreach (ScoreFunctionVariance variance in new[] { ScoreFunctionVariance.Plain, ScoreFunctionVariance.OptimalControlVariate })
/// {
///     var estimator = new ScoreFunctionEstimator(variance);
///     double[] gradient = new double[2], byMean = new double[100];
///     for (int i = 0; i &lt; 100; i++)
///     {
///         estimator.Estimate(model, family, batch: [0, 1], new RandomStream(Seed: 1, Stream: 0), 32 * i, 32, gradient);
///         byMean[i] = gradient[0];
///     }
///
///     Console.WriteLine($"{variance}: {byMean.Average():F2} ± {Math.Sqrt(byMean.Average(g =&gt; Math.Pow(g - byMean.Average(), 2))):F2}");
/// }
/// // Plain: 1.48 ± 0.56
/// // OptimalControlVariate: 1.49 ± 0.44
/// </code>
/// </example>
public sealed class ScoreFunctionEstimator : IGradientEstimator
{
    private const int FewestForControl = 3;

    private readonly ScoreFunctionVariance _variance;
    private readonly double _decay;
    private readonly SampledBound _sample = new();
    private double[] _scores = [];
    private double[] _values = [];
    private double? _baseline;

    /// <summary>Fixes how.</summary>
    /// <param name="variance">What keeps the variance down.</param>
    /// <param name="decay">How much of the baseline a step keeps, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of its range.</exception>
    public ScoreFunctionEstimator(ScoreFunctionVariance variance = ScoreFunctionVariance.OptimalControlVariate, double decay = 0.9)
    {
        OptimizerChecks.RequireFraction(decay, nameof(decay));
        (_variance, _decay) = (variance, decay);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The control variate has fewer than 3 draws.</exception>
    public double Estimate(IGradientModel model, IVariationalFamily family, ReadOnlySpan<int> batch, in RandomStream stream, long firstSample, int sampleCount, Span<double> gradient)
    {
        SampledBound.Check(model, family, batch, sampleCount, gradient);
        if (_variance == ScoreFunctionVariance.OptimalControlVariate && sampleCount < FewestForControl)
        {
            throw new ArgumentException($"{sampleCount} draws a step; expected at least {FewestForControl} for the optimal control variate.", nameof(sampleCount));
        }

        if (_values.Length < sampleCount || _scores.Length < sampleCount * gradient.Length)
        {
            (_values, _scores) = (new double[sampleCount], new double[sampleCount * gradient.Length]);
        }

        double bound = 0;
        for (int s = 0; s < sampleCount; s++)
        {
            _sample.Evaluate(model, family, batch, stream, firstSample + s);
            _values[s] = _sample.LogPrior + _sample.LogLikelihood - _sample.LogDensity;
            _sample.Score.CopyTo(_scores.AsSpan(s * gradient.Length));
            bound += _values[s];
        }

        bound /= sampleCount;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = _variance == ScoreFunctionVariance.OptimalControlVariate
                ? Controlled(i, sampleCount, gradient.Length)
                : Mean(i, sampleCount, gradient.Length, _variance == ScoreFunctionVariance.RunningBaseline ? _baseline ?? 0 : 0);
        }

        _baseline = _baseline is { } baseline ? baseline + ((1 - _decay) * (bound - baseline)) : bound;
        return bound;
    }

    private double Mean(int parameter, int samples, int parameters, double baseline)
    {
        double sum = 0;
        for (int s = 0; s < samples; s++)
        {
            sum += (_values[s] - baseline) * _scores[(s * parameters) + parameter];
        }

        return sum / samples;
    }

    /// <summary>The mean of (f − a)·h, a for each draw the slope of f·h on h over the other draws.</summary>
    private double Controlled(int parameter, int samples, int parameters)
    {
        // Moments about the mean value of f, so that large sums do not cancel. The slope moves with it by as much: it drops out, and leaves no bias.
        double centre = 0;
        for (int s = 0; s < samples; s++)
        {
            centre += _values[s] / samples;
        }

        (double h, double hh, double fh, double fhh) = (0, 0, 0, 0);
        for (int s = 0; s < samples; s++)
        {
            double score = _scores[(s * parameters) + parameter];
            double product = (_values[s] - centre) * score;
            (h, hh, fh, fhh) = (h + score, hh + (score * score), fh + product, fhh + (product * score));
        }

        double sum = 0;
        int others = samples - 1;
        for (int s = 0; s < samples; s++)
        {
            double score = _scores[(s * parameters) + parameter];
            double product = (_values[s] - centre) * score;
            double covariance = fhh - (product * score) - ((h - score) * (fh - product) / others);
            double variance = hh - (score * score) - ((h - score) * (h - score) / others);
            double slope = variance > 0 ? covariance / variance : -centre;
            sum += (_values[s] - centre - slope) * score;
        }

        return sum / samples;
    }
}
