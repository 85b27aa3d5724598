using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>The left-to-right score of a corpus: documents in parallel, each by particles of its own.</summary>
internal sealed class LeftToRight
{
    private const int BlockDocuments = 256;
    private const long BlockPairs = 1 << 20;

    private readonly LdaModel _model;
    private readonly LdaScoreSettings _settings;
    private readonly DocumentsCopy _documents = new();
    private readonly ConcurrentBag<LeftToRightDocument> _idle = [];
    private double[] _logs = [];

    public LeftToRight(LdaModel model, LdaScoreSettings settings) => (_model, _settings) = (model, settings);

    /// <summary>Σ of the documents' log p(w) over their tokens.</summary>
    public RatioEstimate Estimate { get; } = new();

    /// <summary>Documents without a word.</summary>
    public int Skipped { get; private set; }

    public void Run(ICorpus corpus, IProgress<int>? progress, CancellationToken cancellation)
    {
        int most = (int)Math.Clamp(BlockPairs / Math.Max(1, corpus.LargestDocument), 1, BlockDocuments);
        for (int first = 0; first < corpus.DocumentCount; first += _documents.Count)
        {
            _documents.Take(corpus.Read(first, Math.Min(most, corpus.DocumentCount - first)));
            RunBlock(first, progress, cancellation);
        }
    }

    private void RunBlock(int first, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (_logs.Length < _documents.Count)
        {
            _logs = new double[_documents.Count];
        }

        int done = 0;
        for (int document = 0; document < _documents.Count; document++)
        {
            LeftToRightDocument.Check(first + document, _documents.IdsOf(document), _documents.CountsOf(document), _model.TopicCount);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = _settings.ThreadCount, CancellationToken = cancellation };
        Parallel.For(0, _documents.Count, options, document =>
        {
            if (!_idle.TryTake(out LeftToRightDocument? room))
            {
                room = new LeftToRightDocument(_model, _settings);
            }

            _logs[document] = room.LogProbability((uint)(first + document), _documents.IdsOf(document), _documents.CountsOf(document), cancellation);
            _idle.Add(room);
            progress?.Report(first + Interlocked.Increment(ref done));
        });
        for (int document = 0; document < _documents.Count; document++)
        {
            double tokens = _documents.TokensOf(document);
            if (tokens > 0)
            {
                Estimate.Add(_logs[document], tokens);
            }
            else
            {
                Skipped++;
            }
        }
    }
}
