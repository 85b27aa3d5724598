using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Report;

/// <summary>A document with its main topics.</summary>
/// <param name="Number">Its place in the corpus, from 0.</param>
/// <param name="Tokens">Its tokens that the model knows.</param>
/// <param name="Main">Its heaviest topics, heaviest first.</param>
internal sealed record ReportDocument(int Number, double Tokens, IReadOnlyList<(int Topic, float Share)> Main);

/// <summary>The documents that hold most of each topic.</summary>
internal sealed class ReportDocuments
{
    /// <summary>From this share on a document counts as one that holds a topic.</summary>
    public const double HoldingShare = 0.1;

    private const int DocumentsOfTopic = 40;
    private const int MainTopics = 4;
    private const float LeastShare = 0.01f;

    private readonly PriorityQueue<ReportDocument, (float Share, int Reverse)>[] _kept;

    private ReportDocuments(ICorpus corpus, int topics, IReadOnlyList<string>? titles)
    {
        (Count, Titles) = (corpus.DocumentCount, titles);
        (Holding, Shares) = (new int[topics], new double[topics]);
        _kept = [.. Enumerable.Range(0, topics).Select(_ => new PriorityQueue<ReportDocument, (float, int)>(DocumentsOfTopic + 1))];
    }

    /// <summary>D.</summary>
    public int Count { get; }

    /// <summary>One a document, or null.</summary>
    public IReadOnlyList<string>? Titles { get; }

    /// <summary>Documents that hold at least <see cref="HoldingShare"/> of each topic.</summary>
    public int[] Holding { get; }

    /// <summary>Each topic's share of the corpus' tokens.</summary>
    public double[] Shares { get; }

    /// <summary>Documents without a word that the model knows.</summary>
    public int Empty { get; private set; }

    /// <summary>Tokens that the model knows.</summary>
    public double Tokens { get; private set; }

    /// <summary>The documents with the largest share of each topic, largest first, equal ones in the corpus' order; none of a share below a hundredth.</summary>
    public IReadOnlyList<IReadOnlyList<(ReportDocument Document, float Share)>> Top { get; private set; } = [];

    /// <summary>Infers all documents of a corpus that is matched to the model.</summary>
    public static ReportDocuments Of(LdaModel model, ICorpus corpus, IReadOnlyList<string>? titles, IProgress<int>? progress, CancellationToken stop)
    {
        ReportDocuments documents = new(corpus, model.TopicCount, titles);
        double[] tokens = TokensOf(corpus, stop);
        documents.Tokens = tokens.Sum();
        model.Infer(
            corpus,
            (first, theta) =>
            {
                for (int i = 0; i < theta.Length / model.TopicCount; i++)
                {
                    documents.Add(first + i, tokens[first + i], theta.Slice(i * model.TopicCount, model.TopicCount));
                }

                progress?.Report(first + (theta.Length / model.TopicCount));
            },
            stop);
        documents.Top = [.. documents._kept.Select(kept => kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => (item.Element, item.Priority.Share)).ToArray())];
        return documents;
    }

    private static double[] TokensOf(ICorpus corpus, CancellationToken stop)
    {
        double[] tokens = new double[corpus.DocumentCount];
        for (int number = 0; number < tokens.Length; number++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (float count in corpus.Read(number, 1).Counts)
            {
                tokens[number] += count;
            }
        }

        return tokens;
    }

    private void Add(int number, double tokens, ReadOnlySpan<float> theta)
    {
        if (tokens == 0)
        {
            // Its shares are the prior's and say nothing of it.
            Empty++;
            return;
        }

        ReportDocument? document = null;
        for (int topic = 0; topic < theta.Length; topic++)
        {
            float share = theta[topic];
            Holding[topic] += share >= HoldingShare ? 1 : 0;
            Shares[topic] += share * (tokens / Tokens);
            PriorityQueue<ReportDocument, (float Share, int)> kept = _kept[topic];
            if (share < LeastShare || (kept.Count == DocumentsOfTopic && kept.TryPeek(out _, out (float Share, int) least) && share <= least.Share))
            {
                continue;
            }

            document ??= new ReportDocument(number, tokens, MainOf(theta));
            kept.Enqueue(document, (share, -number));
            if (kept.Count > DocumentsOfTopic)
            {
                kept.Dequeue();
            }
        }
    }

    private static (int Topic, float Share)[] MainOf(ReadOnlySpan<float> theta)
    {
        float[] shares = theta.ToArray();
        return [.. Enumerable.Range(0, shares.Length).Where(topic => shares[topic] >= LeastShare).OrderByDescending(topic => shares[topic]).Take(MainTopics).Select(topic => (topic, shares[topic]))];
    }
}
