using System;
using System.Threading;

namespace Kernels.Inference;

/// <summary>Hands out a model's topics one after the other, each as λ of all words.</summary>
internal static class TopicVectors
{
    /// <summary>Calls once a topic, in their order, with V values that may be overwritten.</summary>
    public static void ForEach(LdaModel model, Action<int, Span<double>> receive, CancellationToken cancellation)
    {
        int words = model.VocabularySize;
        int block = LambdaMatrix.TopicsAtOnce(words, model.TopicCount);
        double[] lambda = new double[(long)block * words];
        for (int first = 0; first < model.TopicCount; first += block)
        {
            int count = Math.Min(block, model.TopicCount - first);
            model.ReadTopics(first, count, lambda);
            for (int topic = 0; topic < count; topic++)
            {
                cancellation.ThrowIfCancellationRequested();
                receive(first + topic, lambda.AsSpan(topic * words, words));
            }
        }
    }
}
