using System;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>The document-completion score of point topics, a block of documents at a time.</summary>
internal sealed class DocumentCompletion(LdaModel model, ILdaDevice<double> device, LdaTopics topics)
{
    private const double Alpha = 0.1;
    private const int BlockDocuments = 1024;

    private static readonly LdaEStepSettings s_schedule = new() { MaxIterations = 100, Tolerance = 1e-4 };

    private readonly double[] _row = new double[model.TopicCount];
    private double _logSum;
    private double _tokens;
    private int _documents;
    private int _skipped;

    public LdaDocumentCompletion Score(ICorpus corpus)
    {
        for (int first = 0; first < corpus.DocumentCount; first += BlockDocuments)
        {
            ScoreBlock(corpus.Read(first, Math.Min(BlockDocuments, corpus.DocumentCount - first)));
        }

        return new LdaDocumentCompletion(_tokens > 0 ? _logSum / _tokens : double.NaN, _tokens, _documents, _skipped);
    }

    private void ScoreBlock(DocumentBlock block)
    {
        int topicCount = model.TopicCount;
        float[] even = new float[block.TermIds.Length];
        float[] odd = new float[block.TermIds.Length];
        Split(block, even, odd);

        double[] alpha = new double[topicCount];
        Array.Fill(alpha, Alpha);
        double[] gamma = new double[block.Count * topicCount];
        EStepOnHalf(block, even, alpha, gamma);
        for (int document = 0; document < block.Count; document++)
        {
            int start = (int)(block.Offsets[document] - block.Offsets[0]);
            int length = block.TermIdsOf(document).Length;
            Predict(block.TermIdsOf(document), even.AsSpan(start, length), odd.AsSpan(start, length), gamma.AsSpan(document * topicCount, topicCount));
        }
    }

    /// <summary>Token j of a document goes to half j mod 2.</summary>
    private static void Split(in DocumentBlock block, float[] even, float[] odd)
    {
        int pair = 0;
        for (int document = 0; document < block.Count; document++)
        {
            double token = 0;
            foreach (float count in block.CountsOf(document))
            {
                if (count != MathF.Floor(count))
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"Document {block.FirstDocument + document} counts word {block.TermIds[pair]} {count} times; document completion splits tokens and expects whole numbers."));
                }

                even[pair] = (float)(Math.Ceiling((token + count) / 2) - Math.Ceiling(token / 2));
                odd[pair] = count - even[pair];
                token += count;
                pair++;
            }
        }
    }

    /// <summary>γ from the even tokens; words without one are left out.</summary>
    private void EStepOnHalf(in DocumentBlock block, float[] even, double[] alpha, double[] gamma)
    {
        long[] offsets = new long[block.Count + 1];
        int[] ids = new int[even.Length];
        float[] counts = new float[even.Length];
        int kept = 0;
        int pair = 0;
        for (int document = 0; document < block.Count; document++)
        {
            foreach (int id in block.TermIdsOf(document))
            {
                (ids[kept], counts[kept]) = (id, even[pair]);
                kept += even[pair++] > 0 ? 1 : 0;
            }

            offsets[document + 1] = kept;
        }

        device.EStep(topics, new LdaDocuments(offsets, ids.AsSpan(0, kept), counts.AsSpan(0, kept)), alpha, s_schedule, gamma, []);
    }

    private void Predict(ReadOnlySpan<int> ids, ReadOnlySpan<float> even, ReadOnlySpan<float> odd, ReadOnlySpan<double> gamma)
    {
        if (!even.ContainsAnyExcept(0f) || !odd.ContainsAnyExcept(0f))
        {
            _skipped++;
            return;
        }

        _documents++;
        double gammaTotal = 0;
        foreach (double value in gamma)
        {
            gammaTotal += value;
        }

        for (int i = 0; i < ids.Length; i++)
        {
            if (odd[i] > 0)
            {
                _logSum += odd[i] * Math.Log(Probability(ids[i], gamma) / gammaTotal);
                _tokens += odd[i];
            }
        }
    }

    /// <summary>Σ_k γ_k β_kw.</summary>
    private double Probability(int word, ReadOnlySpan<double> gamma)
    {
        model.ReadTopicWeights(word, _row);
        double sum = 0;
        for (int topic = 0; topic < gamma.Length; topic++)
        {
            sum += gamma[topic] * (_row[topic] / model.TopicTotals[topic]);
        }

        return sum;
    }
}
