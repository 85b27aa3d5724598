using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>The E-step over any run of documents, in blocks that bound the memory it takes and the time until it can be cancelled.</summary>
/// <remarks>Blocks depend on the corpus and K only, so results do not depend on threads.</remarks>
internal sealed class LdaDocumentStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostDocuments = 4096;
    private const long MostPairs = 1 << 20;
    private const long MostPairTopics = 1 << 27;
    private const long MostGammas = 1 << 24;
    private const long MostPairsEver = 1 << 24;

    private readonly ILdaDevice<T> _device;
    private readonly LdaTopics _topics;
    private readonly ICorpus _corpus;
    private readonly T[] _alpha;
    private readonly Dictionary<int, T[]>? _carried;
    private T[] _gamma = [];

    public LdaDocumentStep(ILdaDevice<T> device, LdaTopics topics, ICorpus corpus, T[] alpha, bool keepGamma = false)
    {
        (_device, _topics, _corpus) = (device, topics, corpus);
        _alpha = alpha;
        _carried = keepGamma ? [] : null;
        long pairsPerDocument = Math.Max(1, corpus.PairCount / Math.Max(1, corpus.DocumentCount));
        long pairs = Math.Min(MostPairs, MostPairTopics / topics.TopicCount);
        long documents = Math.Min(pairs / pairsPerDocument, MostGammas / topics.TopicCount);

        // The average says little about a stretch of long documents: even if all were the longest, a block stays within bounds.
        documents = Math.Min(documents, MostPairsEver / Math.Max(1, corpus.LargestDocument));
        BlockDocuments = (int)Math.Clamp(documents, 1, MostDocuments);
    }

    /// <summary>Called after each block.</summary>
    public delegate void BlockDone(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result);

    /// <summary>The most documents of a block.</summary>
    public int BlockDocuments { get; }

    /// <summary>Told of every block of documents before its E-step: a corpus in random order cannot be asked for them again.</summary>
    public Action<DocumentBlock>? BlockRead { get; set; }

    /// <summary>Runs the E-step over <paramref name="count"/> documents, unless it is cancelled between blocks.</summary>
    /// <returns>The documents done: <paramref name="count"/>, or fewer when cancelled.</returns>
    public int Run(int first, int count, in LdaEStepSettings settings, out LdaEStepResult sum, BlockDone? blockDone, CancellationToken cancellation)
    {
        sum = default;
        int done = 0;
        while (done < count && !cancellation.IsCancellationRequested)
        {
            int blockFirst = first + done;
            ReadOnlySpan<T> gamma = RunBlock(blockFirst, Math.Min(BlockDocuments, count - done), settings, out LdaEStepResult result);
            sum += result;
            done += gamma.Length / _topics.TopicCount;
            blockDone?.Invoke(blockFirst, gamma, result);
        }

        return done;
    }

    /// <summary>Runs the E-step over at most <see cref="BlockDocuments"/> documents.</summary>
    /// <returns>Their γ, valid until the next call.</returns>
    public ReadOnlySpan<T> RunBlock(int first, int count, in LdaEStepSettings settings, out LdaEStepResult result)
    {
        DocumentBlock block = _corpus.Read(first, count);
        BlockRead?.Invoke(block);
        Span<T> gamma = GammaOf(first, block.Count);
        var documents = new LdaDocuments(block.Offsets, block.TermIds, block.Counts);
        result = _device.EStep(_topics, documents, _alpha, settings, gamma, []);
        return gamma;
    }

    /// <summary>Whether the documents' γ are kept from pass to pass.</summary>
    public bool KeepsGamma => _carried is not null;

    /// <summary>Writes the γ that are kept.</summary>
    public void WriteGamma(Stream destination)
    {
        foreach ((int first, T[] gamma) in _carried ?? [])
        {
            destination.Write(MemoryMarshal.AsBytes<int>([first, gamma.Length]));
            destination.Write(MemoryMarshal.AsBytes<T>(gamma));
        }

        destination.Write(MemoryMarshal.AsBytes<int>([-1, 0]));
    }

    /// <summary>Takes over what <see cref="WriteGamma"/> wrote.</summary>
    public void ReadGamma(Stream source)
    {
        Span<int> head = stackalloc int[2];
        for (source.ReadExactly(MemoryMarshal.AsBytes(head)); head[0] >= 0; source.ReadExactly(MemoryMarshal.AsBytes(head)))
        {
            if (head[0] >= _corpus.DocumentCount || head[1] < 0 || head[1] > BlockDocuments * _topics.TopicCount)
            {
                throw new InvalidDataException($"The checkpoint holds {head[1]} values of γ from document {head[0]} on; expected at most {BlockDocuments * _topics.TopicCount} below document {_corpus.DocumentCount}.");
            }

            T[] gamma = new T[head[1]];
            source.ReadExactly(MemoryMarshal.AsBytes(gamma.AsSpan()));
            _carried![head[0]] = gamma;
        }
    }

    private Span<T> GammaOf(int firstDocument, int documents)
    {
        int length = documents * _topics.TopicCount;
        if (_carried is null)
        {
            if (_gamma.Length < length)
            {
                _gamma = new T[length];
            }

            return _gamma.AsSpan(0, length);
        }

        if (!_carried.TryGetValue(firstDocument, out T[]? gamma))
        {
            _carried.Add(firstDocument, gamma = new T[length]);
        }

        return gamma;
    }
}
