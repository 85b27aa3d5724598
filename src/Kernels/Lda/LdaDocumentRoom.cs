using System;
using System.Numerics;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>What a thread keeps so that <see cref="LdaDocument"/> allocates nothing: a document's words as topics of their own, and the scratch of its update.</summary>
internal sealed unsafe class LdaDocumentRoom<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int FewestWords = 64;
    private readonly LdaDocumentTask<T> _task = new();
    private readonly long[] _offsets = new long[2];
    private CpuLdaTopics<T>? _topics;
    private LdaScratch<T>? _scratch;
    private int[] _words = [];
    private T[] _expectedLogTheta = [];

    public LdaEStepResult Run(ReadOnlySpan<T> expectedLogBeta, ReadOnlySpan<float> counts, ReadOnlySpan<T> alpha, in LdaEStepSettings settings, Span<T> gamma)
    {
        CpuLdaTopics<T> topics = Reserve(counts.Length, alpha.Length);
        for (int i = 0; i < counts.Length; i++)
        {
            expectedLogBeta.Slice(i * alpha.Length, alpha.Length).CopyTo(new Span<T>(topics.LambdaRow(i), alpha.Length));
        }

        _offsets[1] = counts.Length;
        fixed (long* offsets = _offsets)
        fixed (int* words = _words)
        fixed (float* countsPointer = counts)
        fixed (T* alphaPointer = alpha, gammaPointer = gamma)
        {
            (_task.Topics, _task.Settings) = (topics, settings with { AccumulateStatistics = false });
            _task.Offsets = offsets;
            _task.TermIds = words;
            _task.Counts = countsPointer;
            _task.Alpha = alphaPointer;
            _task.Gamma = gammaPointer;
            _task.AlphaLogNormalizer = settings.ComputeBound ? CpuLdaDevice<T>.LogNormalizer(alpha, _scratch!.Wide1) : 0;
            _task.Reserve(1);
            var action = new Action(_task, _scratch!, counts.Length);
            BlockDispatch.Run<T, Action>(ref action);
        }

        return _task.Results[0];
    }

    /// <summary>E[log θ_k] = ψ(γ_k) − ψ(Σγ), until the next call.</summary>
    public Span<T> ExpectedLogTheta(ReadOnlySpan<T> gamma)
    {
        if (_expectedLogTheta.Length < 2 * gamma.Length)
        {
            _expectedLogTheta = new T[2 * gamma.Length];
        }

        Span<T> result = _expectedLogTheta.AsSpan(0, gamma.Length);
        Dirichlet.ExpectedLog(gamma, result);
        return result;
    }

    /// <summary>A row of φ beside <see cref="ExpectedLogTheta"/>, which is asked for first.</summary>
    public Span<T> Phi(int topicCount) => _expectedLogTheta.AsSpan(topicCount, topicCount);

    /// <summary>A copy of γ, until the next call.</summary>
    public Span<T> Copy(ReadOnlySpan<T> gamma)
    {
        Span<T> copy = ExpectedLogTheta(gamma);
        gamma.CopyTo(copy);
        return copy;
    }

    public void Dispose()
    {
        _topics?.Dispose();
        _scratch?.Dispose();

        // Where making larger ones fails, these must not be taken for ones that fit.
        (_topics, _scratch) = (null, null);
    }

    private CpuLdaTopics<T> Reserve(int wordCount, int topicCount)
    {
        if (_topics is null || _topics.TopicCount != topicCount || _topics.VocabularySize < wordCount)
        {
            Dispose();
            int words = checked(Math.Max(FewestWords, wordCount + (wordCount / 2)));
            _words = new int[words];
            for (int i = 0; i < words; i++)
            {
                _words[i] = i;
            }

            _scratch = new LdaScratch<T>(topicCount);
            _topics = new CpuLdaTopics<T>(words, topicCount, LdaTopicKind.Dirichlet, holdsLogs: true);
        }

        return _topics;
    }

    private readonly struct Action(LdaDocumentTask<T> task, LdaScratch<T> scratch, int wordCount) : IBlockAction<T>
    {
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T>
        {
            LdaTopicUpdate.FactorsFromLogs<TBlock, T>(task.Topics, 0, wordCount);
            LdaDocumentUpdate<TBlock, T>.Run(task, 0, scratch);
        }
    }
}
