using System;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Gpu.Tests;

/// <summary>A device that passes everything on, and keeps λ as it was after the last λ step.</summary>
internal sealed class LambdaCatcher<T>(ILdaDevice<T> device) : ILdaDevice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T[] Lambda { get; private set; } = [];

    public string Description => device.Description;

    public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => device.CreateTopics(vocabularySize, topicCount, kind);

    public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows) => device.WriteLambda(topics, firstWord, rows);

    public void ReadLambda(LdaTopics topics, int firstWord, Span<T> destination) => device.ReadLambda(topics, firstWord, destination);

    public LdaEStepResult EStep(
        LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations) =>
        device.EStep(topics, documents, alpha, settings, gamma, iterations);

    public void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale)
    {
        device.LambdaStep(topics, eta, rho, scale);
        Lambda = new T[topics.VocabularySize * topics.TopicCount];
        device.ReadLambda(topics, 0, Lambda);
    }

    public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta) => device.TopicBound(topics, eta);

    public void Dispose()
    {
    }
}
