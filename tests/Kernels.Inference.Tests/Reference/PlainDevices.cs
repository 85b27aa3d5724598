using System;
using System.Numerics;
using Kernels.Lda;

namespace Kernels.Inference.Tests;

/// <summary>Devices that compute nothing and allocate nothing, to see what the code around them allocates.</summary>
internal sealed class PlainDevices : ILdaDeviceProvider
{
    public ILdaDevice<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new PlainDevice<T>();

    private sealed class PlainDevice<T> : ILdaDevice<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public string Description => "nothing";

        public LdaTopics CreateTopics(int vocabularySize, int topicCount, LdaTopicKind kind) => new ReferenceTopics(vocabularySize, topicCount, kind);

        public void WriteLambda(LdaTopics topics, int firstWord, ReadOnlySpan<T> rows)
        {
        }

        public void ReadLambda(LdaTopics topics, int firstWord, Span<T> destination) => destination.Fill(T.One);

        public LdaEStepResult EStep(
            LdaTopics topics, in LdaDocuments documents, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma, Span<int> iterations)
        {
            gamma.Fill(T.One);
            return default;
        }

        public void LambdaStep(LdaTopics topics, ReadOnlySpan<T> eta, double rho, double scale)
        {
        }

        public LdaTopicBound TopicBound(LdaTopics topics, ReadOnlySpan<T> eta) => default;

        public void Dispose()
        {
        }
    }
}
