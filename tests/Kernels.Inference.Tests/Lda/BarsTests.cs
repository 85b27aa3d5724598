using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Griffiths and Steyvers' bars: topics are the rows and the columns of a 5 × 5 grid.</summary>
public class BarsTests
{
    private const int Side = 5;

    [Fact]
    public void FindsEveryBar()
    {
        var options = new LdaOptions { TopicCount = 2 * Side, Alpha = [1], Eta = [0.1], Passes = 40, InnerIterations = 20, BoundEvery = 40 };
        TestCorpus corpus = Bars(400);
        (double Total, double[] Found) best = Enumerable.Range(0, 4).Select(seed => Fit(options with { Seed = seed }, corpus)).MaxBy(fit => fit.Total);
        Assert.All(best.Found, mass => Assert.InRange(mass, 0.8, 1));
    }

    /// <summary>The last bound, and for each bar the most mass that any topic has on it.</summary>
    private static (double Total, double[] Found) Fit(LdaOptions options, TestCorpus corpus)
    {
        using LdaModel model = LdaTestModels.Trainer<double>(options).Fit(corpus, out LdaFitResult result);
        double[][] lambda = LdaTestModels.Lambda(model);
        double[] totals = [.. Enumerable.Range(0, options.TopicCount).Select(k => lambda.Sum(row => row[k]))];
        double[] found = [.. Enumerable.Range(0, 2 * Side).Select(bar => Enumerable.Range(0, options.TopicCount).Max(k => Cells(bar).Sum(word => lambda[word][k]) / totals[k]))];
        return (result.History[^1].Bound!.Total, found);
    }

    private static IEnumerable<int> Cells(int bar) => Enumerable.Range(0, Side).Select(i => bar < Side ? (bar * Side) + i : (i * Side) + bar - Side);

    /// <summary>θ ~ Dir(1), 100 words a document.</summary>
    private static TestCorpus Bars(int documents)
    {
        var drawn = new List<(int, float)[]>();
        for (uint d = 0; d < documents; d++)
        {
            double[] theta = new double[2 * Side];
            new GammaDraws(1, d, 1).Fill(0, theta);
            var counts = new SortedDictionary<int, float>();
            for (uint i = 0; i < 100; i++)
            {
                (double first, double second) = Philox4x32.Uniforms(d, 2, i, 0);
                double left = first * theta.Sum();
                int bar = 0;
                for (; bar < theta.Length - 1 && left > theta[bar]; bar++)
                {
                    left -= theta[bar];
                }

                int word = Cells(bar).ElementAt((int)(second * Side));
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }

            drawn.Add([.. counts.Select(pair => (pair.Key, pair.Value))]);
        }

        return new TestCorpus(Side * Side, drawn);
    }
}
