using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>q(θ) = N(μ, diag exp v) over weights whose prior is N(0, s²·I): samples, the divergence from the prior, and the way back of both.</summary>
/// <remarks>
/// θ = μ + exp(v/2)·ζ with ζ ~ N(0, I); KL = ½Σ((μ² + exp v)/s² − 1 − v + ln s²). Its parameters are one span, μ then v.
/// Source: Kingma and Welling (2014), appendix F.
/// </remarks>
internal sealed class WeightPosterior<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T s_half = T.CreateChecked(0.5);
    private static readonly int[] s_onlyExample = [0];

    private readonly int _count;
    private readonly T _inversePriorVariance;
    private readonly double _priorLogVariance;
    private readonly T[] _deviations;
    private readonly T[] _noise;

    public WeightPosterior(int count, double priorDeviation)
    {
        _count = count;
        _inversePriorVariance = T.CreateChecked(1 / (priorDeviation * priorDeviation));
        _priorLogVariance = 2 * OneNumber.Log(priorDeviation);
        (_deviations, _noise) = (new T[count], new T[count]);
    }

    /// <summary>Values of μ and v.</summary>
    public int ParameterCount => checked(2 * _count);

    /// <summary>Makes every v the same.</summary>
    public void Initialize(double deviation, Span<T> parameters) => parameters.Slice(_count, _count).Fill(T.CreateChecked(2 * OneNumber.Log(deviation)));

    /// <summary>A sample of the weights, keyed by (seed, stream, step).</summary>
    public void Sample(ReadOnlySpan<T> parameters, NoiseSource noise, uint stream, uint step, Span<T> weights)
    {
        noise.Fill<T>(NoiseKind.Normal, stream, step, s_onlyExample, _count, _noise);
        Deviations(parameters);
        for (int i = 0; i < _count; i++)
        {
            weights[i] = parameters[i] + (_deviations[i] * _noise[i]);
        }
    }

    /// <summary>gradient += derivatives by μ and v of a loss, given those by the weights of the last <see cref="Sample"/>, plus weight·divergence.</summary>
    public void Back(ReadOnlySpan<T> parameters, ReadOnlySpan<T> weightGradient, T weight, Span<T> gradient)
    {
        for (int i = 0; i < _count; i++)
        {
            T variance = _deviations[i] * _deviations[i];
            gradient[i] += weightGradient[i] + (weight * parameters[i] * _inversePriorVariance);
            gradient[_count + i] += s_half * ((weightGradient[i] * _deviations[i] * _noise[i]) + (weight * ((variance * _inversePriorVariance) - T.One)));
        }
    }

    /// <summary>KL(q ‖ prior).</summary>
    public double Divergence(ReadOnlySpan<T> parameters)
    {
        Deviations(parameters);
        double twice = 0;
        for (int i = 0; i < _count; i++)
        {
            T squares = ((parameters[i] * parameters[i]) + (_deviations[i] * _deviations[i])) * _inversePriorVariance;
            twice += double.CreateTruncating(squares) - 1 - double.CreateTruncating(parameters[_count + i]) + _priorLogVariance;
        }

        return 0.5 * twice;
    }

    private void Deviations(ReadOnlySpan<T> parameters)
    {
        for (int i = 0; i < _count; i++)
        {
            _deviations[i] = s_half * parameters[_count + i];
        }

        SpecialFunctions.Exp<T>(_deviations, _deviations);
    }
}
