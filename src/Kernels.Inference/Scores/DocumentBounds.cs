using System;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Each document's terms of the bound, the topics held: γ to its fixed point on the device, then the bound of that γ.</summary>
internal sealed class DocumentBounds
{
    private const int RunElements = 1 << 16;

    private readonly LdaModel _model;
    private readonly LdaScoreSettings _settings;
    private readonly double[] _alpha;
    private readonly double[] _digammaOfTotals;
    private readonly DocumentsCopy _documents = new();
    private double[] _gamma = [];
    private double[] _bounds = [];

    public DocumentBounds(LdaModel model, LdaScoreSettings settings)
    {
        (_model, _settings, _alpha) = (model, settings, [.. model.Alpha]);
        _digammaOfTotals = new double[model.TopicCount];
        SpecialFunctions.Digamma<double>(model.TopicTotals, _digammaOfTotals);
    }

    /// <summary>Σ of the documents' bounds over their tokens.</summary>
    public RatioEstimate Estimate { get; } = new();

    /// <summary>Documents without a word.</summary>
    public int Skipped { get; private set; }

    /// <summary>Documents whose γ had not settled.</summary>
    public int Unconverged { get; private set; }

    public void Run(ICorpus corpus, ILdaDevice<double> device, LdaTopics topics, IProgress<int>? progress, CancellationToken cancellation)
    {
        var schedule = new LdaEStepSettings { MaxIterations = _settings.Inference.MaxIterations, Tolerance = _settings.Inference.Tolerance };
        var step = new LdaDocumentStep<double>(device, topics, corpus, _alpha);
        step.Run(0, corpus.DocumentCount, schedule, out LdaEStepResult sum, BlockDone, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Unconverged = sum.UnconvergedDocuments;

        void BlockDone(int first, ReadOnlySpan<double> gamma, in LdaEStepResult result)
        {
            _documents.Take(corpus.Read(first, gamma.Length / _model.TopicCount));
            AddBlock(gamma);
            progress?.Report(first + _documents.Count);
        }
    }

    private void AddBlock(ReadOnlySpan<double> gamma)
    {
        if (_gamma.Length < gamma.Length)
        {
            _gamma = new double[gamma.Length];
        }

        if (_bounds.Length < _documents.Count)
        {
            _bounds = new double[_documents.Count];
        }

        gamma.CopyTo(_gamma);
        Parallel.For(0, _documents.Count, new ParallelOptions { MaxDegreeOfParallelism = _settings.ThreadCount }, NewRows, (document, _, rows) =>
        {
            _bounds[document] = BoundOf(document, rows);
            return rows;
        }, _ => { });
        for (int document = 0; document < _documents.Count; document++)
        {
            double tokens = _documents.TokensOf(document);
            if (tokens > 0)
            {
                Estimate.Add(_bounds[document], tokens);
            }
            else
            {
                Skipped++;
            }
        }
    }

    private double[] NewRows() => new double[Math.Max(RunElements, _model.TopicCount)];

    /// <summary>A document's bound; its words come a run at a time, as terms 3, 4 and 7 are a sum over words.</summary>
    private double BoundOf(int document, double[] rows)
    {
        int topicCount = _model.TopicCount;
        int wordsPerRun = rows.Length / topicCount;
        ReadOnlySpan<int> ids = _documents.IdsOf(document);
        ReadOnlySpan<float> counts = _documents.CountsOf(document);
        ReadOnlySpan<double> gamma = _gamma.AsSpan(document * topicCount, topicCount);
        double words = 0;
        double theta = 0;
        for (int first = 0; first < ids.Length; first += wordsPerRun)
        {
            int length = Math.Min(wordsPerRun, ids.Length - first);
            Span<double> run = rows.AsSpan(0, length * topicCount);
            ExpectedLogBeta(ids.Slice(first, length), run);
            LdaEStepResult result = LdaDocument.Bound<double>(run, counts.Slice(first, length), _alpha, gamma);
            words += result.WordLogNormalizer;
            theta = result.ThetaPrior + result.ThetaEntropy;
        }

        return words + theta;
    }

    private void ExpectedLogBeta(ReadOnlySpan<int> ids, Span<double> rows)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            Span<double> row = rows.Slice(i * _model.TopicCount, _model.TopicCount);
            _model.ReadTopicWeights(ids[i], row);
            SpecialFunctions.Digamma<double>(row, row);
            TensorPrimitives.Subtract(row, _digammaOfTotals, row);
        }
    }
}
