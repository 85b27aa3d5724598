using System;

namespace Kernels.Inference;

/// <summary>One draw of z and all that the estimators want to know about it: room that is used again, so that steps allocate nothing.</summary>
internal sealed class SampledBound
{
    private double[] _room = [];

    /// <summary>z.</summary>
    public Span<double> Draw => Part(0);

    /// <summary>∂ ln q/∂z.</summary>
    public Span<double> DensityGradient => Part(1);

    /// <summary>∂ ln p(z)/∂z.</summary>
    public Span<double> PriorGradient => Part(2);

    /// <summary>∂ Σ ln p(x | z)/∂z, times N/M.</summary>
    public Span<double> LikelihoodGradient => Part(3);

    /// <summary>∂z/∂φ.</summary>
    public Span<double> Slopes => _room.AsSpan(4 * Dimension, 2 * Dimension);

    /// <summary>∂ ln q/∂φ.</summary>
    public Span<double> Score => _room.AsSpan(6 * Dimension, 2 * Dimension);

    /// <summary>ln p(z).</summary>
    public double LogPrior { get; private set; }

    /// <summary>N/M·Σ ln p(x | z).</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>ln q(z).</summary>
    public double LogDensity { get; private set; }

    private int Dimension => _room.Length / 8;

    /// <summary>Draws.</summary>
    public void Evaluate(IGradientModel model, IVariationalFamily family, ReadOnlySpan<int> batch, in RandomStream stream, long sample)
    {
        if (Dimension != family.Dimension)
        {
            _room = new double[8 * family.Dimension];
        }

        family.Sample(stream, sample, Draw, Slopes);
        LogDensity = family.LogDensity(Draw, DensityGradient, Score);
        LogPrior = model.LogPrior(Draw, PriorGradient);
        double scale = model.DataCount / (double)batch.Length;
        LogLikelihood = scale * model.LogLikelihood(Draw, batch, LikelihoodGradient);
        foreach (ref double value in LikelihoodGradient)
        {
            value *= scale;
        }
    }

    /// <summary>What every estimator refuses.</summary>
    public static void Check(IGradientModel model, IVariationalFamily family, ReadOnlySpan<int> batch, int sampleCount, Span<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        if (model.Dimension != family.Dimension || gradient.Length != family.Parameters.Length)
        {
            throw new ArgumentException(
                $"The model has {model.Dimension} latent variables, the family {family.Dimension} with {family.Parameters.Length} parameters, and the gradient holds {gradient.Length}; expected as many variables, and a value for each parameter.");
        }

        if (batch.IsEmpty)
        {
            throw new ArgumentException("The batch is empty; expected at least one datum.", nameof(batch));
        }
    }

    private Span<double> Part(int number) => _room.AsSpan(number * Dimension, Dimension);
}
