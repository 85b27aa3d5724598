using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Lda;

namespace Kernels.Inference.Tests;

/// <summary>A CPU device that compares, in plain loops, the bound of every document under drawn topics with what mean field's γ and φ give under the same topics.</summary>
internal sealed class BoundWatch(double alpha, int topics) : ILdaWordRows<double>
{
    private readonly CpuLdaDevice<double> _inner = new(2);
    private readonly double[] _alpha = [.. Enumerable.Repeat(alpha, topics)];
    private readonly List<(double[] Gamma, double[][] Phi)> _meanField = [];
    private double[] _logBeta = [];

    /// <summary>By how much each document of each draw rose.</summary>
    public List<double> Rises { get; } = [];

    public string Description => _inner.Description;

    public LdaEStepResult EStep(LdaTopics on, in LdaDocuments documents, ReadOnlySpan<double> prior, in LdaEStepSettings settings, Span<double> gamma, Span<int> iterations)
    {
        LdaEStepResult result = _inner.EStep(on, documents, prior, settings, gamma, iterations);
        bool isDraw = settings.CarryGamma;
        if (!isDraw)
        {
            _meanField.Clear();
        }

        double[] logs = isDraw ? _logBeta : MeanFieldLogBeta(on);
        for (int d = 0; d < documents.Count; d++)
        {
            (int first, int end) = ((int)(documents.Offsets[d] - documents.Offsets[0]), (int)(documents.Offsets[d + 1] - documents.Offsets[0]));
            double[][] rows = Array.ConvertAll(documents.TermIds[first..end].ToArray(), id => logs[(id * topics)..((id + 1) * topics)]);
            double[] own = gamma.Slice(d * topics, topics).ToArray();
            double[][] phi = PlainDocuments.Phi(rows, own);
            if (!isDraw)
            {
                _meanField.Add((own, phi));
                continue;
            }

            float[] counts = documents.Counts[first..end].ToArray();
            Rises.Add(PlainDocuments.Bound(rows, counts, _alpha, own, phi) - PlainDocuments.Bound(rows, counts, _alpha, _meanField[d].Gamma, _meanField[d].Phi));
        }

        return result;
    }

    public void WriteLogBeta(LdaTopics on, ReadOnlySpan<double> rows)
    {
        _logBeta = rows.ToArray();
        _inner.WriteLogBeta(on, rows);
    }

    public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => _inner.CreateTopics(vocabularySize, topicCount, kind);

    public LdaTopics CreateLogTopics(int vocabularySize, int topicCount) => _inner.CreateLogTopics(vocabularySize, topicCount);

    public void WriteLambda(LdaTopics on, int firstWord, ReadOnlySpan<double> rows) => _inner.WriteLambda(on, firstWord, rows);

    public void ReadLambda(LdaTopics on, int firstWord, Span<double> destination) => _inner.ReadLambda(on, firstWord, destination);

    public void ReadLambda(LdaTopics on, ReadOnlySpan<int> words, Span<double> destination) => _inner.ReadLambda(on, words, destination);

    public void ReadTopicSums(LdaTopics on, Span<double> destination) => _inner.ReadTopicSums(on, destination);

    public void TakeStatistics(LdaTopics on, ReadOnlySpan<int> words, Span<double> destination) => _inner.TakeStatistics(on, words, destination);

    public void LambdaStep(LdaTopics on, ReadOnlySpan<double> eta, double rho, double scale) => _inner.LambdaStep(on, eta, rho, scale);

    public void LambdaStep(LdaTopics on, ReadOnlySpan<int> words, ReadOnlySpan<double> statistics, ReadOnlySpan<double> eta, ReadOnlySpan<double> rho, double scale) =>
        _inner.LambdaStep(on, words, statistics, eta, rho, scale);

    public LdaTopicBound TopicBound(LdaTopics on, ReadOnlySpan<double> eta) => _inner.TopicBound(on, eta);

    public void Dispose() => _inner.Dispose();

    private double[] MeanFieldLogBeta(LdaTopics on)
    {
        double[] lambda = new double[on.VocabularySize * topics];
        _inner.ReadLambda(on, 0, lambda);
        return PlainDocuments.ExpectedLogBeta(lambda, topics);
    }
}
