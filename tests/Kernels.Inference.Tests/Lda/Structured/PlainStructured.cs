using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Corpora;
using Kernels.Tests.Reference;

namespace Kernels.Inference.Tests;

/// <summary>Structured stochastic variational inference in plain loops over all of λ, with a dense Fisher information; only the draws and their derivatives are the library's, which have tests of their own.</summary>
internal sealed class PlainStructured(LdaOptions options, ICorpus corpus, double[] lambda)
{
    private readonly int _topics = options.TopicCount;
    private readonly int _words = corpus.VocabularySize;
    private readonly double[] _alpha = options.ResolveAlpha();
    private readonly double _eta = options.ResolveEta()[0];

    public double[] Lambda { get; } = [.. lambda];

    public long ShortenedTopicSteps { get; private set; }

    public void Train()
    {
        for (int step = 1, pass = 0; pass < options.Passes; pass++)
        {
            for (int first = 0; first < corpus.DocumentCount; first += options.BatchSize, step++)
            {
                Step(step, [.. Enumerable.Range(first, Math.Min(options.BatchSize, corpus.DocumentCount - first))]);
            }
        }
    }

    private void Step(int step, int[] documents)
    {
        (int[] Ids, float[] Counts)[] batch = Array.ConvertAll(documents, Document);
        int[] words = [.. batch.SelectMany(document => document.Ids).Distinct()];
        var gammas = new double[batch.Length][];
        double[] meanField = Statistics(batch, PlainDocuments.ExpectedLogBeta(Lambda, _topics), gammas, carry: false);
        double[] sum = new double[Lambda.Length];
        double[][] gradient = [.. Enumerable.Range(0, _topics).Select(_ => new double[words.Length])];
        for (int draw = 0; draw < options.StructuredSamples; draw++)
        {
            uint stream = 0x8000_0000 + (uint)((step * options.StructuredSamples) + draw);
            (double[] logBeta, double[] logTotal) = Draw(stream, words);
            double[] statistics = Statistics(batch, logBeta, [.. gammas], carry: true);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += statistics[i] / options.StructuredSamples;
            }

            for (int k = 0; k < _topics; k++)
            {
                AddGradient(k, words, logBeta, logTotal[k], statistics, meanField, gradient[k]);
            }
        }

        if (options.StructuredGradient == StructuredGradient.Corrected)
        {
            for (int k = 0; k < _topics; k++)
            {
                double[] natural = Solve(Fisher(k, words), gradient[k]);
                for (int i = 0; i < words.Length; i++)
                {
                    sum[(words[i] * _topics) + k] = meanField[(words[i] * _topics) + k] + natural[i];
                }
            }
        }

        Move(1 / Math.Sqrt(options.Tau0 + step), (double)corpus.DocumentCount / batch.Length, sum);
    }

    private (int[] Ids, float[] Counts) Document(int index)
    {
        DocumentBlock block = corpus.Read(index, 1);
        return (block.TermIds.ToArray(), block.Counts.ToArray());
    }

    private double TopicSum(int topic) => Enumerable.Range(0, _words).Sum(word => Lambda[(word * _topics) + topic]);

    private double[] Statistics((int[] Ids, float[] Counts)[] batch, double[] logBeta, double[][] gammas, bool carry)
    {
        double[] statistics = new double[Lambda.Length];
        for (int d = 0; d < batch.Length; d++)
        {
            (int[] ids, float[] counts) = batch[d];
            double[][] rows = Array.ConvertAll(ids, id => logBeta[(id * _topics)..((id + 1) * _topics)]);
            double[] start = carry ? gammas[d] : [.. _alpha.Select(value => value + (counts.Sum() / (double)_topics))];
            gammas[d] = PlainDocuments.Iterate(rows, counts, _alpha, start, options.InnerIterations);
            double[][] phi = PlainDocuments.Phi(rows, gammas[d]);
            for (int w = 0; w < ids.Length; w++)
            {
                for (int k = 0; k < _topics; k++)
                {
                    statistics[(ids[w] * _topics) + k] += counts[w] * phi[w][k];
                }
            }
        }

        return statistics;
    }

    /// <summary>ln β of the batch's words; of the others nothing is asked.</summary>
    private (double[] LogBeta, double[] LogTotal) Draw(uint stream, int[] words)
    {
        double[] logs = new double[Lambda.Length];
        double[] row = new double[_topics];
        var columns = Enumerable.Range(0, _topics).Select(_ => new List<double>()).ToArray();
        double[] rest = [.. Enumerable.Range(0, _topics).Select(k => TopicSum(k) - words.Sum(word => Lambda[(word * _topics) + k]))];
        foreach (int word in words.Length < _words ? [.. words, _words] : words)
        {
            Sampling.LogGamma<double>(new RandomStream((ulong)options.Seed, stream), word * _topics, word == _words ? rest : Lambda.AsSpan(word * _topics, _topics), row);
            for (int k = 0; k < _topics; k++)
            {
                columns[k].Add(row[k]);
                if (word < _words)
                {
                    logs[(word * _topics) + k] = row[k];
                }
            }
        }

        double[] totals = Array.ConvertAll(columns, column => PlainFunctions.LogSumExp([.. column]));
        return ([.. logs.Select((value, i) => value - totals[i % _topics])], totals);
    }

    private void AddGradient(int topic, int[] words, double[] logBeta, double logTotal, double[] statistics, double[] meanField, double[] gradient)
    {
        double total = words.Sum(word => statistics[(word * _topics) + topic] - meanField[(word * _topics) + topic]);
        for (int i = 0; i < words.Length; i++)
        {
            int at = (words[i] * _topics) + topic;
            double[] derivative = new double[1];
            Sampling.LogGammaShapeDerivative<double>([Lambda[at]], [logBeta[at] + logTotal], derivative);
            gradient[i] += derivative[0] * (statistics[at] - meanField[at] - (Math.Exp(logBeta[at]) * total)) / options.StructuredSamples;
        }
    }

    private double[][] Fisher(int topic, int[] words)
    {
        double common = PlainFunctions.Trigamma(TopicSum(topic));
        return [.. words.Select((word, i) => Enumerable.Range(0, words.Length).Select(j => (i == j ? PlainFunctions.Trigamma(Lambda[(word * _topics) + topic]) : 0) - common).ToArray())];
    }

    public static double[] Solve(double[][] matrix, double[] right)
    {
        double[] x = [.. right];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++)
            {
                double factor = matrix[j][i] / matrix[i][i];
                for (int c = i; c < x.Length; c++)
                {
                    matrix[j][c] -= factor * matrix[i][c];
                }

                x[j] -= factor * x[i];
            }
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int c = i + 1; c < x.Length; c++)
            {
                x[i] -= matrix[i][c] * x[c];
            }

            x[i] /= matrix[i][i];
        }

        return x;
    }

    private void Move(double rho, double scale, double[] statistics)
    {
        for (int k = 0; k < _topics; k++)
        {
            double step = rho;
            for (int i = k; i < Lambda.Length; i += _topics)
            {
                double target = _eta + (scale * statistics[i]);
                step = target < _eta / 2 && Lambda[i] > 1.000001 * _eta / 2 ? Math.Min(step, (Lambda[i] - (_eta / 2)) / (Lambda[i] - target)) : step;
            }

            ShortenedTopicSteps += step < rho ? 1 : 0;
            for (int i = k; i < Lambda.Length; i += _topics)
            {
                Lambda[i] = ((1 - step) * Lambda[i]) + (step * (_eta + (scale * statistics[i])));
                Lambda[i] = statistics[i] < 0 ? Math.Max(Lambda[i], _eta / 2) : Lambda[i];
            }
        }
    }
}
