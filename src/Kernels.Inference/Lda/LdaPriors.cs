using System;
using System.IO;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>How a prior of LDA comes to its values.</summary>
public enum PriorLearning
{
    /// <summary>It stays as given.</summary>
    Fixed,

    /// <summary>One value for all, moved to where the bound is highest.</summary>
    Symmetric,

    /// <summary>A value for each topic (or each word), moved to where the bound is highest.</summary>
    Asymmetric,
}

/// <summary>α and η of a training run: fixed, or learnt from γ and λ.</summary>
/// <remarks>
/// The bound in α is D·(ln Γ(Σα) − Σ ln Γ(α_k)) + Σ_k (α_k − 1)·Σ_d E[log θ_dk], and in η the same over topics with E[log β]
/// (Blei, Ng and Jordan 2003, A.4.2): batch training moves each prior to its maximum after λ; online training takes the part ρ of a
/// Newton step for every mini-batch (Hoffman, Blei and Bach 2010, 3.3).
/// </remarks>
internal sealed class LdaPriors<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double LargestMeanLog = -1e-12;
    private const double LeastMeanLog = -1e12;

    private readonly LdaOptions _options;
    private readonly double[] _alpha;
    private readonly double[] _eta;
    private readonly ThetaLogMean<T>? _theta;

    public LdaPriors(LdaOptions options, int vocabularySize)
    {
        _options = options;
        _alpha = options.ResolveAlpha();
        _eta = options.ResolveEta();
        if (options.EtaLearning == PriorLearning.Asymmetric && _eta.Length == 1)
        {
            double all = _eta[0];
            _eta = new double[vocabularySize];
            Array.Fill(_eta, all);
        }

        _theta = options.AlphaLearning == PriorLearning.Fixed ? null : new ThetaLogMean<T>(options.TopicCount);
        (Alpha, Eta) = (new T[_alpha.Length], new T[_eta.Length]);
        Rounded.To<T>(_alpha, Alpha);
        Rounded.To<T>(_eta, Eta);
    }

    /// <summary>α, K values, in the device's precision. Its contents change, not the array.</summary>
    public T[] Alpha { get; }

    /// <summary>η, one value or V, in the device's precision. Its contents change, not the array.</summary>
    public T[] Eta { get; }

    /// <summary>α, K values.</summary>
    public ReadOnlySpan<double> AlphaValues => _alpha;

    /// <summary>η, one value or V.</summary>
    public ReadOnlySpan<double> EtaValues => _eta;

    /// <summary>Both, as a model keeps them.</summary>
    public LdaModelPriors Values => new([.. _alpha], [.. _eta]);

    /// <summary>Newton steps that had to be shortened.</summary>
    public int RejectedSteps { get; private set; }

    /// <summary>Σ_kw η.</summary>
    public double EtaMass(int vocabularySize) =>
        InOrder.Sum(_eta) * _options.TopicCount * (_eta.Length == 1 ? vocabularySize : 1);

    /// <summary>Goes on from a run that was stopped.</summary>
    public void Restore(double[] alpha, double[] eta, int rejectedSteps)
    {
        if (alpha.Length != _alpha.Length || eta.Length != _eta.Length)
        {
            throw new InvalidDataException($"The checkpoint holds {alpha.Length} values of α and {eta.Length} of η; expected {_alpha.Length} and {_eta.Length}.");
        }

        alpha.CopyTo(_alpha, 0);
        eta.CopyTo(_eta, 0);
        Rounded.To<T>(_alpha, Alpha);
        Rounded.To<T>(_eta, Eta);
        RejectedSteps = rejectedSteps;
    }

    /// <summary>Takes note of documents' γ.</summary>
    public void Add(ReadOnlySpan<T> gamma) => _theta?.Add(gamma);

    /// <summary>Forgets what was noted since α was last moved.</summary>
    public void Forget() => _theta?.Clear();

    /// <summary>Moves α by what was noted since the last call.</summary>
    /// <param name="stepSize">ρ; 1 goes to the maximum.</param>
    public void LearnAlpha(double stepSize)
    {
        if (_theta is null || _theta.Count == 0)
        {
            return;
        }

        Span<double> meanLog = _theta.Take();
        Bound(meanLog);
        if (_options.AlphaLearning == PriorLearning.Asymmetric && _alpha.Length > 1)
        {
            Count(stepSize == 1 ? DirichletEstimation.Maximize(meanLog, _alpha) : DirichletEstimation.Step(meanLog, stepSize, _alpha));
        }
        else if (_alpha.Length > 1)
        {
            Array.Fill(_alpha, Symmetric(InOrder.Sum(meanLog) / meanLog.Length, _alpha.Length, stepSize, _alpha[0]));
        }

        Rounded.To<T>(_alpha, Alpha);
    }

    /// <summary>Moves η by the topics as they are.</summary>
    /// <param name="device">Where the topics are.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="stepSize">ρ; 1 goes to the maximum.</param>
    public void LearnEta(ILdaDevice<T> device, LdaTopics topics, double stepSize)
    {
        if (_options.EtaLearning == PriorLearning.Fixed || topics.VocabularySize == 1)
        {
            return;
        }

        double[] meanLog = BetaLogMean.Of(device, topics);
        Bound(meanLog);
        if (_options.EtaLearning == PriorLearning.Asymmetric)
        {
            Count(stepSize == 1 ? DirichletEstimation.Maximize(meanLog, _eta) : DirichletEstimation.Step(meanLog, stepSize, _eta));
        }
        else
        {
            _eta[0] = Symmetric(InOrder.Sum(meanLog) / meanLog.Length, topics.VocabularySize, stepSize, _eta[0]);
        }

        Rounded.To<T>(_eta, Eta);
    }

    /// <summary>Where every document is of one topic the mean logarithm rounds to 0, and where a topic is in none it may overflow: neither is a Dirichlet's.</summary>
    private static void Bound(Span<double> meanLog)
    {
        foreach (ref double value in meanLog)
        {
            value = Math.Clamp(value, LeastMeanLog, LargestMeanLog);
        }
    }

    private double Symmetric(double meanLog, int size, double stepSize, double start)
    {
        Count(stepSize == 1
            ? DirichletEstimation.MaximizeSymmetric(meanLog, size, start, out double value)
            : DirichletEstimation.StepSymmetric(meanLog, size, stepSize, start, out value));
        return value;
    }

    private void Count(DirichletEstimate estimate) => RejectedSteps += estimate.RejectedSteps;
}
