using System;
using System.Threading;
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
    private readonly Half _even = new();
    private readonly Half _odd = new();
    private double[] _probabilities = [];

    /// <summary>Σ of the odd halves' log probabilities over their tokens.</summary>
    public RatioEstimate Estimate { get; } = new();

    /// <summary>Documents with an empty half.</summary>
    public int Skipped { get; private set; }

    public void Run(ICorpus corpus, IProgress<int>? progress, CancellationToken cancellation)
    {
        for (int first = 0; first < corpus.DocumentCount; first += BlockDocuments)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BlockDocuments, corpus.DocumentCount - first);
            ScoreBlock(corpus.Read(first, count));
            progress?.Report(first + count);
        }
    }

    private void ScoreBlock(DocumentBlock block)
    {
        int topicCount = model.TopicCount;
        Split(block);
        double[] alpha = new double[topicCount];
        Array.Fill(alpha, Alpha);
        double[] gamma = new double[block.Count * topicCount];
        device.EStep(topics, _even.Documents(block.Count), alpha, s_schedule, gamma, []);
        for (int document = 0; document < block.Count; document++)
        {
            if (_even.IsEmpty(document) || _odd.IsEmpty(document))
            {
                Skipped++;
            }
            else
            {
                Predict(_odd.IdsOf(document), _odd.CountsOf(document), gamma.AsSpan(document * topicCount, topicCount));
            }
        }
    }

    private void Split(in DocumentBlock block)
    {
        _even.Clear(block);
        _odd.Clear(block);
        for (int document = 0; document < block.Count; document++)
        {
            try
            {
                (int evenLength, int oddLength) = DocumentHalves.Split(
                    block.TermIdsOf(document), block.CountsOf(document), _even.RestOfIds, _even.RestOfCounts, _odd.RestOfIds, _odd.RestOfCounts);
                _even.End(document, evenLength);
                _odd.End(document, oddLength);
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException($"Document {block.FirstDocument + document}: {exception.Message}", exception);
            }
        }
    }

    /// <summary>Adds Σ n·ln p(w) of a document's unseen half, p(w) = Σ_k θ_k β_kw with θ = γ/Σγ.</summary>
    private void Predict(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, ReadOnlySpan<double> gamma)
    {
        double gammaTotal = 0;
        foreach (double value in gamma)
        {
            gammaTotal += value;
        }

        if (_probabilities.Length < ids.Length)
        {
            _probabilities = new double[2 * ids.Length];
        }

        Span<double> probabilities = _probabilities.AsSpan(0, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            probabilities[i] = Weight(ids[i], gamma) / gammaTotal;
        }

        SpecialFunctions.Log<double>(probabilities, probabilities);
        double logSum = 0;
        double tokens = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            logSum += counts[i] * probabilities[i];
            tokens += counts[i];
        }

        Estimate.Add(logSum, tokens);
    }

    /// <summary>Σ_k γ_k β_kw.</summary>
    private double Weight(int word, ReadOnlySpan<double> gamma)
    {
        model.ReadTopicWeights(word, _row);
        double sum = 0;
        for (int topic = 0; topic < gamma.Length; topic++)
        {
            sum += gamma[topic] * (_row[topic] / model.TopicTotals[topic]);
        }

        return sum;
    }

    /// <summary>One half of each document of a block.</summary>
    private sealed class Half
    {
        private long[] _offsets = [];
        private int[] _ids = [];
        private float[] _counts = [];
        private int _used;

        /// <summary>Room for the words of the documents to come.</summary>
        public Span<int> RestOfIds => _ids.AsSpan(_used);

        /// <summary>Room for their counts.</summary>
        public Span<float> RestOfCounts => _counts.AsSpan(_used);

        public void Clear(in DocumentBlock block)
        {
            (_used, _offsets) = (0, new long[block.Count + 1]);
            if (_ids.Length < block.TermIds.Length)
            {
                (_ids, _counts) = (new int[block.TermIds.Length], new float[block.TermIds.Length]);
            }
        }

        public void End(int document, int length) => _offsets[document + 1] = _used += length;

        public LdaDocuments Documents(int count) => new(_offsets.AsSpan(0, count + 1), _ids.AsSpan(0, _used), _counts.AsSpan(0, _used));

        public bool IsEmpty(int document) => _offsets[document] == _offsets[document + 1];

        public ReadOnlySpan<int> IdsOf(int document) => _ids.AsSpan((int)_offsets[document]..(int)_offsets[document + 1]);

        public ReadOnlySpan<float> CountsOf(int document) => _counts.AsSpan((int)_offsets[document]..(int)_offsets[document + 1]);
    }
}
