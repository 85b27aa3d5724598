using System;
using System.Collections.Generic;
using System.Globalization;

namespace Kernels.Corpora;

/// <summary>Puts pairs that carry their document's number into documents: directly while the numbers ascend, by sorting the rest at the end.</summary>
internal sealed class DocumentCollector
{
    /// <summary>Documents without a pair that are taken whatever the file holds.</summary>
    internal const int FreeEmptyDocuments = 1_000_000;

    /// <summary>Further documents that are taken for each pair the file holds.</summary>
    internal const int DocumentsPerPair = 64;

    private readonly ByteSource _source;
    private readonly int _wordCount;
    private SparseCorpusBuilder? _runs;
    private List<int>? _runDocuments;
    private int _runDocument;
    private long _runPairs;

    internal DocumentCollector(ByteSource source, int wordCount, long expectedPairs)
    {
        _source = source;
        _wordCount = wordCount;
        Sorted = new SparseCorpusBuilder(wordCount, expectedPairs);
    }

    /// <summary>The documents that came in order.</summary>
    internal SparseCorpusBuilder Sorted { get; }

    /// <summary>The document, from 1, that <see cref="Sorted"/> is building.</summary>
    internal int Current { get; private set; } = 1;

    /// <summary>Whether a document came after a later one: from there on, nothing goes to <see cref="Sorted"/> directly.</summary>
    internal bool OutOfOrder => _runs is not null;

    /// <summary>Ends documents up to the one before <paramref name="document"/>; false where it, or any earlier one, is out of order.</summary>
    internal bool Enter(int document)
    {
        if (OutOfOrder || document < Current)
        {
            return false;
        }

        if (document - Current > 1)
        {
            CheckDensity(document);
        }

        for (; Current < document; Current++)
        {
            Sorted.EndDocument();
        }

        return true;
    }

    /// <summary>Adds a pair in range.</summary>
    internal void Add(int document, int termId, float count)
    {
        if (Enter(document))
        {
            Sorted.AddChecked(termId, count);
            return;
        }

        _runs ??= new SparseCorpusBuilder(_wordCount);
        _runDocuments ??= [];
        if (document != _runDocument)
        {
            EndRun();
            _runDocument = document;
        }

        _runs.AddChecked(termId, count);
        _runPairs++;
    }

    /// <summary>Ends the last document, and those without a pair after it.</summary>
    internal SparseCorpus Finish(int documentCount, Vocabulary? vocabulary)
    {
        if (documentCount > Current)
        {
            CheckDensity(documentCount);
        }

        for (; Current <= documentCount; Current++)
        {
            Sorted.EndDocument();
        }

        SparseCorpus sorted = Sorted.Build(vocabulary);
        return _runs is null ? sorted : Merge(sorted, vocabulary);
    }

    private SparseCorpus Merge(SparseCorpus sorted, Vocabulary? vocabulary)
    {
        EndRun();
        int[] documents = [.. _runDocuments!];
        SparseCorpus runs = _runs!.Build();
        long[] order = new long[documents.Length];
        for (int r = 0; r < order.Length; r++)
        {
            order[r] = ((long)documents[r] << 32) | (uint)r;
        }

        Array.Sort(order);
        SparseCorpusBuilder merged = new(_wordCount, sorted.PairCount + runs.PairCount);
        int next = 0;
        for (int d = 0; d < sorted.DocumentCount; d++)
        {
            _source.Cancellation.ThrowIfCancellationRequested();
            AddAll(merged, sorted.Read(d, 1));
            for (; next < order.Length && order[next] >> 32 == d + 1; next++)
            {
                AddAll(merged, runs.Read((int)(uint)order[next], 1));
            }

            merged.EndDocument();
        }

        return merged.Build(vocabulary);
    }

    private static void AddAll(SparseCorpusBuilder builder, DocumentBlock block)
    {
        for (int p = 0; p < block.TermIds.Length; p++)
        {
            builder.AddChecked(block.TermIds[p], block.Counts[p]);
        }
    }

    private void EndRun()
    {
        if (_runDocument != 0)
        {
            _runs!.EndDocument();
            _runDocuments!.Add(_runDocument);
        }
    }

    /// <summary>A number of documents out of all proportion to the data is a damaged number; believing it would take its memory.</summary>
    private void CheckDensity(int document)
    {
        long pairs = Sorted.PairCount + _runPairs;
        long most = FreeEmptyDocuments + (DocumentsPerPair * (pairs + Sorted.PairsOfCurrent));
        if (document > most)
        {
            throw new CorpusFormatException(
                _source.Name,
                _source.Line,
                string.Create(CultureInfo.InvariantCulture, $"document {document} after {Numbers.Of(pairs + Sorted.PairsOfCurrent, "pair")}"),
                string.Create(CultureInfo.InvariantCulture, $"at most {most} documents with so few"));
        }
    }
}
