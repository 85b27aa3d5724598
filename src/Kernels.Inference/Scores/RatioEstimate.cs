using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>A mean per token, R = Σx_d/Σn_d over documents d, and its standard error.</summary>
/// <remarks>
/// Documents are taken as independent draws of (x, n). To first order about the means R − ρ ≈ (x̄ − ρ·n̄)/E[n], so Var R ≈ Var(x − ρ·n)/(D·E[n]²) (delta
/// method). With R for ρ, n̄ for E[n] and s² = Σ(x_d − R·n_d)²/(D − 1), whose residuals add up to 0, the standard error is √(D/(D − 1)·Σ(x_d − R·n_d)²)/Σn.
/// Source: Cochran 1977, "Sampling techniques", chapter 6.
/// One pass: residuals are kept against an earlier ratio, renewed at 1, 2, 4, 8, … documents, so that little cancels when they are moved to R. Sums are compensated.
/// </remarks>
internal sealed class RatioEstimate
{
    private CompensatedSum _values;
    private CompensatedSum _tokens;
    private double _anchor;
    private double _residualSquares;
    private double _residualTokens;
    private double _tokenSquares;

    /// <summary>D.</summary>
    public int Documents { get; private set; }

    /// <summary>Σx.</summary>
    public double Sum => _values.Value;

    /// <summary>Σn.</summary>
    public double Tokens => _tokens.Value;

    /// <summary>R; NaN without tokens.</summary>
    public double Ratio => Tokens > 0 ? Sum / Tokens : double.NaN;

    /// <summary>The standard error of R; NaN for fewer than two documents.</summary>
    public double StandardError
    {
        get
        {
            if (Documents < 2)
            {
                return double.NaN;
            }

            return Math.Sqrt(Documents / (Documents - 1.0) * Squares(Ratio - _anchor)) / Tokens;
        }
    }

    /// <summary>Adds a document.</summary>
    /// <param name="value">x.</param>
    /// <param name="tokens">n, above 0.</param>
    public void Add(double value, double tokens)
    {
        double residual = value - (_anchor * tokens);
        _residualSquares += residual * residual;
        _residualTokens += residual * tokens;
        _tokenSquares += tokens * tokens;
        _values.Add(value);
        _tokens.Add(tokens);
        Documents++;
        if (BitOperations.IsPow2(Documents))
        {
            double shift = Ratio - _anchor;
            (_residualSquares, _residualTokens, _anchor) = (Squares(shift), _residualTokens - (shift * _tokenSquares), Ratio);
        }
    }

    /// <summary>Σ(r − shift·n)² of the residuals r.</summary>
    private double Squares(double shift) => Math.Max(0, _residualSquares - (2 * shift * _residualTokens) + (shift * shift * _tokenSquares));

    /// <summary>Neumaier 1974: what a sum loses in rounding is added at the end.</summary>
    private struct CompensatedSum
    {
        private double _sum;
        private double _lost;

        public readonly double Value => _sum + _lost;

        public void Add(double value)
        {
            double sum = _sum + value;
            _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
            _sum = sum;
        }
    }
}
