using System;
using System.Numerics;
using System.Threading;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>One mini-batch of structured stochastic variational inference: q(β, θ, z) = q(β|λ)·Π_d q(θ_d, z_d|β), the documents' factors follow the topics.</summary>
/// <remarks>
/// Mean field's E-step, then S draws of the topics; for each the documents' bound with point topics is raised from mean field's γ on, so that it ends no lower than it is at mean field's (γ, φ).
/// The statistics n̂ of the draws make the step λ ← (1 − ρ)·λ + ρ·(η + D/|B|·ĝ): ĝ is their mean (<see cref="StructuredGradient.Sampled"/>), or <see cref="CorrectedGradient"/>'s.
/// A batch costs its own words × K, however large the vocabulary is. Source: Hoffman and Blei 2015.
/// </remarks>
internal sealed class StructuredStep<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Streams of draws stand above those of all other uses of the seed.</summary>
    private const uint FirstStream = 0x8000_0000;

    private readonly LdaOptions _options;
    private readonly ILdaWordRows<T> _device;
    private readonly LdaTopics _topics;
    private readonly LdaPriors<T> _priors;
    private readonly LdaDocumentStep<T> _documents;
    private readonly StructuredBatch _batch;
    private readonly TopicDraws _draws;
    private readonly CorrectedGradient _corrected;
    private readonly StructuredRoom<T> _room;
    private LdaTopics? _points;

    public StructuredStep(LdaOptions options, ILdaWordRows<T> device, LdaTopics topics, LdaPriors<T> priors, LdaDocumentStep<T> documents, int threads)
    {
        (_options, _device, _topics, _priors, _documents) = (options, device, topics, priors, documents);
        _batch = new StructuredBatch(topics.VocabularySize);
        documents.BlockRead = _batch.Add;
        _draws = new TopicDraws(topics.TopicCount, options.Seed, threads);
        _corrected = new CorrectedGradient(topics.TopicCount, threads);
        _room = new StructuredRoom<T>(topics.TopicCount);
    }

    /// <summary>Topics whose ρ was shortened in the last step.</summary>
    public int ShortenedTopics { get; private set; }

    /// <summary>Runs the E-steps of a mini-batch, mean field's and one a draw, and finds ĝ.</summary>
    /// <param name="first">Its first document.</param>
    /// <param name="count">Its documents.</param>
    /// <param name="step">Which step of λ this is, from 1: it names the draws.</param>
    /// <param name="settings">The inner schedule.</param>
    /// <param name="sum">What all of it did. Documents that did not settle are those of the last draw.</param>
    /// <param name="meanFieldDone">Told of every block of documents under mean field.</param>
    /// <param name="drawDone">Told of every block of documents under a draw: the draw's number, and the block.</param>
    /// <param name="cancellation">Looked at between blocks.</param>
    /// <returns>Whether it came to its end.</returns>
    public bool Run(
        int first, int count, long step, in LdaEStepSettings settings, out LdaEStepResult sum, LdaDocumentStep<T>.BlockDone meanFieldDone, DrawDone drawDone, CancellationToken cancellation)
    {
        _batch.Clear();
        _room.ReserveGamma(count);
        int done = _documents.Run(first, count, settings, out LdaEStepResult meanField, MeanFieldDone, cancellation);
        sum = meanField with { UnconvergedDocuments = 0 };
        if (done < count)
        {
            return false;
        }

        Prepare();
        for (int draw = 0; draw < _options.StructuredSamples; draw++)
        {
            Draw(step, draw);
            if (!Documents(first, draw, settings with { CarryGamma = true }, out LdaEStepResult result, drawDone, cancellation))
            {
                return false;
            }

            sum += draw == _options.StructuredSamples - 1 ? result : result with { UnconvergedDocuments = 0 };
            Gather();
        }

        Finish();
        return true;

        void MeanFieldDone(int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result)
        {
            gamma.CopyTo(_room.MeanFieldGamma.AsSpan((firstDocument - first) * _topics.TopicCount));
            meanFieldDone(firstDocument, gamma, result);
        }
    }

    /// <summary>Called after each block of documents under a draw.</summary>
    public delegate void DrawDone(int draw, int firstDocument, ReadOnlySpan<T> gamma, in LdaEStepResult result);

    /// <summary>Takes the step of λ.</summary>
    /// <param name="rho">The schedule's ρ.</param>
    /// <param name="scale">D/|B|.</param>
    public void Step(double rho, double scale)
    {
        int length = _batch.WordCount * _topics.TopicCount;
        ShortenedTopics = PositiveStep.Shorten(
            _room.Lambda.AsSpan(0, length), _room.Gradient.AsSpan(0, length), _room.EtaOf(_batch.Words, _priors.Eta), rho, scale, _room.Steps);
        _device.LambdaStep(_topics, _batch.Words, _room.Rounded(length), _priors.Eta, _room.Steps, scale);
    }

    public void Dispose() => _points?.Dispose();

    /// <summary>λ of the batch's words and of the rest, and mean field's statistics.</summary>
    private void Prepare()
    {
        int words = _batch.WordCount;
        _room.ReserveCells(_batch.Words, _topics.VocabularySize);
        Span<T> rows = _room.Rows.AsSpan(0, words * _topics.TopicCount);
        _device.ReadLambda(_topics, _batch.Words, rows);
        _device.ReadTopicSums(_topics, _room.Steps);
        _room.SetLambda(rows, _priors.Eta);
        _device.TakeStatistics(_topics, _batch.Words, rows);
        _room.SetMeanField(rows);
        if (_points is null || _points.VocabularySize < _room.CellCount)
        {
            _points?.Dispose();
            _points = _device.CreateLogTopics(Math.Min(_topics.VocabularySize, _room.CellCount + (_room.CellCount / 4)), _topics.TopicCount);
        }
    }

    private void Draw(long step, int draw)
    {
        uint stream = FirstStream | (uint)(((step * _options.StructuredSamples) + draw) & (FirstStream - 1));
        _draws.Draw(stream, _room.Cells, _room.CellCount, _room.Lambda, _room.LogBeta, _room.LogTotal);
        _device.WriteLogBeta(_points!, _room.LogBeta.AsSpan(0, _room.CellCount * _topics.TopicCount));
    }

    private bool Documents(int first, int draw, in LdaEStepSettings settings, out LdaEStepResult sum, DrawDone drawDone, CancellationToken cancellation)
    {
        sum = default;
        for (int done = 0; done < _batch.DocumentCount;)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            int count = Math.Min(_documents.BlockDocuments, _batch.DocumentCount - done);
            Span<T> gamma = _room.GammaCopy(done, count);
            LdaEStepResult result = _device.EStep(_points!, _batch.Documents(done, count), _priors.Alpha, settings, gamma, []);
            sum += result;
            drawDone(draw, first + done, gamma, result);
            done += count;
        }

        return true;
    }

    /// <summary>Adds what a draw says to ĝ.</summary>
    private void Gather()
    {
        int words = _batch.WordCount;
        Span<T> rows = _room.Rows.AsSpan(0, words * _topics.TopicCount);
        _device.TakeStatistics(_points!, _room.Numbers(words), rows);
        if (_options.StructuredGradient == StructuredGradient.Sampled)
        {
            _room.AddToGradient(rows);
            return;
        }

        _room.SetDifference(rows);
        _corrected.Add(_room.CellCount, words, _room.Lambda, _room.LogBeta, _room.LogTotal, _room.Difference, _room.Gradient);
    }

    private void Finish()
    {
        _room.DivideGradient(_options.StructuredSamples);
        if (_options.StructuredGradient == StructuredGradient.Corrected)
        {
            _corrected.ToNatural(_room.CellCount, _batch.WordCount, _room.Lambda, _room.Gradient);
            _room.AddMeanFieldToGradient(_batch.WordCount * _topics.TopicCount);
        }
    }
}
