using System;
using System.Numerics;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>A model whose λ is kept in <typeparamref name="T"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LdaModel<T> : LdaModel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lock _gate = new();
    private LdaInference<T>? _inference;
    private bool _disposed;

    internal LdaModel(TopicRows<T> lambda, Vocabulary? vocabulary, LdaOptions options, LdaFitResult? fit = null, ILdaDeviceProvider? devices = null, LdaModelPriors? priors = null)
        : base(lambda.RowCount, vocabulary, options, fit, devices, priors)
        => Lambda = lambda;

    /// <inheritdoc/>
    public override string Precision => NumpyMatrix.NameOf<T>();

    internal TopicRows<T> Lambda { get; }

    /// <inheritdoc/>
    public override void ReadTopicWeights(int word, Span<double> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(word);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(word, VocabularySize);
        if (destination.Length < TopicCount)
        {
            throw new ArgumentException($"The destination holds {destination.Length} values; expected at least {TopicCount}, one a topic.", nameof(destination));
        }

        ReadOnlySpan<T> row = Lambda.Row(word);
        for (int topic = 0; topic < row.Length; topic++)
        {
            destination[topic] = double.CreateTruncating(row[topic]);
        }
    }

    /// <inheritdoc/>
    public override void Infer(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, Span<float> theta)
    {
        LdaInference<T> inference = Enter();
        try
        {
            inference.Infer(ids, counts, theta, Inference);
        }
        finally
        {
            inference.Leave();
        }
    }

    /// <inheritdoc/>
    public override LdaInferenceResult Infer(ICorpus corpus, Action<int, ReadOnlySpan<float>> receive, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(receive);
        LdaInference<T> inference = Enter();
        try
        {
            return inference.Infer(Match(corpus, cancellation).Corpus, receive, Inference, cancellation);
        }
        finally
        {
            inference.Leave();
        }
    }

    /// <inheritdoc/>
    public override LdaInferenceResult Infer(ICorpus corpus, Span<float> theta, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        if (theta.Length != (long)corpus.DocumentCount * TopicCount)
        {
            throw new ArgumentException(
                $"The destination holds {theta.Length} values; expected {corpus.DocumentCount} documents × {TopicCount} topics = {(long)corpus.DocumentCount * TopicCount}.",
                nameof(theta));
        }

        LdaInference<T> inference = Enter();
        try
        {
            return inference.Infer(Match(corpus, cancellation).Corpus, theta, Inference, cancellation);
        }
        finally
        {
            inference.Leave();
        }
    }

    internal override void ReadTopics(int firstTopic, int topics, Span<double> destination)
    {
        for (int word = 0; word < VocabularySize; word++)
        {
            ReadOnlySpan<T> row = Lambda.Row(word).Slice(firstTopic, topics);
            for (int topic = 0; topic < row.Length; topic++)
            {
                destination[(topic * VocabularySize) + word] = double.CreateTruncating(row[topic]);
            }
        }
    }

    internal override LdaTopics CreateTopics<TDevice>(ILdaDevice<TDevice> device, LdaTopicKind kind)
    {
        LdaTopics topics = device.CreateTopics(VocabularySize, TopicCount, kind);
        LambdaTransfer.Write(Lambda, device, topics);
        return topics;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _inference?.Leave();
            _inference = null;
            _disposed = true;
        }
    }

    /// <summary>The inference, kept until <see cref="LdaInference{T}.Leave"/>.</summary>
    private LdaInference<T> Enter()
    {
        LdaInference<T> inference = Ready();
        ObjectDisposedException.ThrowIf(!inference.TryEnter(), this);
        return inference;
    }

    private LdaInference<T> Ready()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Volatile.Read(ref _inference) is { } inference)
        {
            return inference;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _inference ??= new LdaInference<T>(this);
        }
    }
}
