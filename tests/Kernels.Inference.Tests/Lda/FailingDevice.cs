using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Lda;

namespace Kernels.Inference.Tests;

/// <summary>A device on which the E-steps of some of the topics give NaN.</summary>
internal sealed class FailingDevice(ILdaDevice<double> device, int[] failing) : ILdaDevice<double>
{
    private readonly List<LdaTopics> _topics = [];

    public string Description => device.Description;

    public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind)
    {
        _topics.Add(device.CreateTopics(vocabularySize, topicCount, kind));
        return _topics[^1];
    }

    public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<double> rows) => device.WriteLambda(topics, firstWord, rows);

    public void ReadLambda(LdaTopics topics, int firstWord, Span<double> destination) => device.ReadLambda(topics, firstWord, destination);

    public LdaEStepResult EStep(LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<double> alpha, in LdaEStepSettings settings, Span<double> gamma, Span<int> iterations)
    {
        LdaEStepResult result = device.EStep(topics, documents, alpha, settings, gamma, iterations);
        if (failing.Contains(_topics.IndexOf(topics)))
        {
            gamma[^1] = double.NaN;
        }

        return result;
    }

    public void LambdaStep(LdaTopics topics, ReadOnlySpan<double> eta, double rho, double scale) => device.LambdaStep(topics, eta, rho, scale);

    public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<double> eta) => device.TopicBound(topics, eta);

    public void Dispose() => device.Dispose();
}
