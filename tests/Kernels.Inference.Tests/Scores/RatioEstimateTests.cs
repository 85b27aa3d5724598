using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

public class RatioEstimateTests
{
    [Fact]
    public void IsTheFormulaInTwoPasses()
    {
        (double Value, double Tokens)[] documents = [(-700, 100), (-30, 5), (-3.5e5, 5e4), (-1, 1), (-80, 11)];
        RatioEstimate estimate = Of(documents);
        double ratio = documents.Sum(d => d.Value) / documents.Sum(d => d.Tokens);
        double squares = documents.Sum(d => Math.Pow(d.Value - (ratio * d.Tokens), 2));
        Assert.Equal(ratio, estimate.Ratio, 1e-15 * Math.Abs(ratio));
        Assert.Equal(Math.Sqrt(5 / 4.0 * squares) / documents.Sum(d => d.Tokens), estimate.StandardError, 1e-13);
        Assert.Equal((5, documents.Sum(d => d.Tokens)), (estimate.Documents, estimate.Tokens));
    }

    [Fact]
    public void FewerThanTwoDocumentsHaveNoStandardErrorAndNoneHaveNoRatio()
    {
        Assert.True(double.IsNaN(Of([]).Ratio));
        Assert.True(double.IsNaN(Of([]).StandardError));
        Assert.Equal(-7, Of([(-70, 10)]).Ratio);
        Assert.True(double.IsNaN(Of([(-70, 10)]).StandardError));
        Assert.Equal(0, Of([(-70, 10), (-7, 1), (-21, 3)]).StandardError);
    }

    /// <summary>An outlier as the first document, and many documents after it: what cancels stays small, and the sums lose nothing.</summary>
    [Fact]
    public void ManyDocumentsAfterAnOutlierAreExactToRounding()
    {
        const int Documents = 300_000;
        List<(double Value, double Tokens)> documents = [(-1e6, 10)];
        for (int d = 1; d < Documents; d++)
        {
            documents.Add((-7.0 * (d % 89 + 1) * (1 + (0.01 * ((d % 7) - 3))), d % 89 + 1));
        }

        RatioEstimate estimate = Of(documents);
        decimal values = documents.Sum(d => (decimal)d.Value);
        double tokens = documents.Sum(d => d.Tokens);
        double ratio = (double)(values / (decimal)tokens);
        double squares = documents.Sum(d => Math.Pow(d.Value - (ratio * d.Tokens), 2));
        Assert.Equal(ratio, estimate.Ratio, 1e-14 * Math.Abs(ratio));
        Assert.Equal(1, estimate.StandardError * tokens / Math.Sqrt(Documents / (Documents - 1.0) * squares), 1e-9);
    }

    /// <summary>2,000 corpora of 200 documents from one distribution: the ratios scatter as the standard errors say.</summary>
    [Fact]
    public void TheStandardErrorIsTheScatterOfRepetitions()
    {
        const int Repetitions = 2000;
        double[] ratios = new double[Repetitions];
        double meanVariance = 0;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            var estimate = new RatioEstimate();
            for (int d = 0; d < 200; d++)
            {
                (double length, double value) = Philox4x32.Uniforms(7, 1, (ulong)((repetition * 200) + d), 0);
                double tokens = Math.Ceiling(300 * length * length);
                estimate.Add(tokens * (-6 - (4 * value * value)), tokens);
            }

            ratios[repetition] = estimate.Ratio;
            meanVariance += estimate.StandardError * estimate.StandardError / Repetitions;
        }

        double mean = ratios.Average();
        double deviation = Math.Sqrt(ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / (Repetitions - 1));
        // First order only: it is a little small where lengths scatter as here (1 to 300 tokens). The scatter itself is known to 1.6 %.
        Assert.InRange(Math.Sqrt(meanVariance) / deviation, 0.95, 1.05);
    }

    private static RatioEstimate Of(IEnumerable<(double Value, double Tokens)> documents)
    {
        var estimate = new RatioEstimate();
        foreach ((double value, double tokens) in documents)
        {
            estimate.Add(value, tokens);
        }

        return estimate;
    }
}
