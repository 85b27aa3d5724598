using System;
using System.Collections.Concurrent;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>A model's topics on a device, and pooled scratch: one document at a time from any thread, or whole corpora.</summary>
/// <remarks>The topics lie in memory that nobody watches over, so it is counted who uses them: they go back when the model and the last inference have left.</remarks>
internal sealed class LdaInference<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ILdaDevice<T> _device;
    private readonly LdaTopics _topics;
    private readonly T[] _alpha;
    private readonly ConcurrentQueue<Scratch> _pool = new();

    /// <summary>The model, until it is disposed, and every inference under way.</summary>
    private int _users = 1;

    public LdaInference(LdaModel model)
    {
        _alpha = Rounded.To<T>([.. model.Alpha]);
        _device = model.Devices.Create<T>();
        try
        {
            _topics = model.CreateTopics(_device, LdaTopicKind.Dirichlet);
        }
        catch
        {
            _device.Dispose();
            throw;
        }
    }

    public void Infer(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, Span<float> theta, LdaInferenceSettings settings)
    {
        Check(ids, counts, theta);
        if (!_pool.TryDequeue(out Scratch? scratch))
        {
            scratch = new Scratch(_topics.TopicCount);
        }

        scratch.Fill(ids, counts);
        var document = new LdaDocuments(scratch.Offsets, scratch.Ids, scratch.Counts);
        _device.EStep(_topics, document, _alpha, Schedule(settings), scratch.Gamma, []);
        Normalize(scratch.Gamma, theta);
        _pool.Enqueue(scratch);
    }

    public LdaInferenceResult Infer(ICorpus corpus, Action<int, ReadOnlySpan<float>> receive, LdaInferenceSettings settings, CancellationToken cancellation)
    {
        var documents = new LdaDocumentStep<T>(_device, _topics, corpus, _alpha);
        LdaEStepResult sum = default;
        float[] theta = new float[Math.Min(documents.BlockDocuments, corpus.DocumentCount) * _topics.TopicCount];
        for (int first = 0; first < corpus.DocumentCount; first += documents.BlockDocuments)
        {
            Span<float> block = theta.AsSpan(0, Math.Min(documents.BlockDocuments, corpus.DocumentCount - first) * _topics.TopicCount);
            sum += InferBlock(documents, first, block, settings, cancellation);
            receive(first, block);
        }

        return LdaInferenceResult.Of(corpus.DocumentCount, sum);
    }

    public LdaInferenceResult Infer(ICorpus corpus, Span<float> theta, LdaInferenceSettings settings, CancellationToken cancellation)
    {
        var documents = new LdaDocumentStep<T>(_device, _topics, corpus, _alpha);
        LdaEStepResult sum = default;
        for (int first = 0; first < corpus.DocumentCount; first += documents.BlockDocuments)
        {
            int count = Math.Min(documents.BlockDocuments, corpus.DocumentCount - first);
            sum += InferBlock(documents, first, theta.Slice(first * _topics.TopicCount, count * _topics.TopicCount), settings, cancellation);
        }

        return LdaInferenceResult.Of(corpus.DocumentCount, sum);
    }

    /// <summary>Keeps the topics until <see cref="Leave"/>; false when they were given back.</summary>
    public bool TryEnter()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>The last one who leaves gives the topics back.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _topics.Dispose();
            _device.Dispose();
        }
    }

    private static LdaEStepSettings Schedule(LdaInferenceSettings settings) => new()
    {
        MaxIterations = settings.MaxIterations,
        Tolerance = settings.Tolerance,
    };

    private static void Normalize(ReadOnlySpan<T> gamma, Span<float> theta)
    {
        double total = 0;
        foreach (T value in gamma)
        {
            total += double.CreateTruncating(value);
        }

        for (int topic = 0; topic < gamma.Length; topic++)
        {
            theta[topic] = (float)(double.CreateTruncating(gamma[topic]) / total);
        }
    }

    private LdaEStepResult InferBlock(LdaDocumentStep<T> documents, int first, Span<float> theta, LdaInferenceSettings settings, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int topicCount = _topics.TopicCount;
        ReadOnlySpan<T> gamma = documents.RunBlock(first, theta.Length / topicCount, Schedule(settings), out LdaEStepResult result);
        for (int at = 0; at < gamma.Length; at += topicCount)
        {
            Normalize(gamma.Slice(at, topicCount), theta.Slice(at, topicCount));
        }

        return result;
    }

    private void Check(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, Span<float> theta)
    {
        if (ids.Length != counts.Length)
        {
            throw new ArgumentException($"There are {ids.Length} ids and {counts.Length} counts; expected as many of each.", nameof(counts));
        }

        if (theta.Length != _topics.TopicCount)
        {
            throw new ArgumentException($"The destination holds {theta.Length} values; expected {_topics.TopicCount}, one a topic.", nameof(theta));
        }

        for (int i = 0; i < ids.Length; i++)
        {
            if ((uint)ids[i] >= (uint)_topics.VocabularySize)
            {
                throw new ArgumentException($"Id {i} is {ids[i]}; expected 0 to {_topics.VocabularySize - 1}.", nameof(ids));
            }

            if (!(counts[i] >= 0 && float.IsFinite(counts[i])))
            {
                throw new ArgumentException(FormattableString.Invariant($"Count {i} is {counts[i]}; expected a finite number of at least 0."), nameof(counts));
            }
        }
    }

    /// <summary>One document in a device's form: words ascending and distinct.</summary>
    private sealed class Scratch(int topicCount)
    {
        private readonly T[] _gamma = new T[topicCount];
        private readonly long[] _offsets = new long[2];
        private int[] _ids = [];
        private float[] _counts = [];

        public Span<T> Gamma => _gamma;

        public ReadOnlySpan<long> Offsets => _offsets;

        public ReadOnlySpan<int> Ids => _ids.AsSpan(0, (int)_offsets[1]);

        public ReadOnlySpan<float> Counts => _counts.AsSpan(0, (int)_offsets[1]);

        public void Fill(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts)
        {
            if (_ids.Length < ids.Length)
            {
                int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)ids.Length);
                (_ids, _counts) = (new int[capacity], new float[capacity]);
            }

            ids.CopyTo(_ids);
            counts.CopyTo(_counts);
            _offsets[1] = WordPairs.Tidy(_ids.AsSpan(0, ids.Length), _counts.AsSpan(0, ids.Length));
        }
    }
}
