using System;
using System.Numerics;

namespace Kernels.Lda;

/// <summary>Topics in this machine's memory: word-major rows, padded with zeros to 64 bytes.</summary>
internal sealed unsafe class CpuLdaTopics<T> : LdaTopics
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private NativeBuffer<T>? _factors;
    private NativeBuffer<T>? _statistics;
    private int[]? _factorSteps;
    private int[]? _staleWords;
    private double[] _room = [];
    private bool[]? _isTouched;
    private int[]? _touched;

    public CpuLdaTopics(int vocabularySize, int topicCount, LdaTopicKind kind, bool holdsLogs = false)
        : base(vocabularySize, topicCount, kind)
    {
        HoldsLogs = holdsLogs;
        Stride = LdaPrecision<T>.Pad(topicCount);
        Lambda = new NativeBuffer<T>((long)vocabularySize * Stride);
        _factors = new NativeBuffer<T>((long)vocabularySize * Stride);
        LogScale = new double[vocabularySize];
        TopicSum = new double[topicCount];
        LogNormalizer = new double[topicCount];
        TopicScale = new NativeBuffer<T>(Stride);
    }

    /// <summary>Values from one row to the next: K padded.</summary>
    public int Stride { get; }

    /// <summary>Whether <see cref="Lambda"/> holds E[log β] itself.</summary>
    public bool HoldsLogs { get; }

    /// <summary>λ.</summary>
    public NativeBuffer<T> Lambda { get; }

    /// <summary>exp E[log β], or β for point topics, each row divided by its maximum.</summary>
    public NativeBuffer<T> Factors => _factors ?? MakeFactors();

    /// <summary>ln of what each row of <see cref="Factors"/> was divided by.</summary>
    public double[] LogScale { get; }

    /// <summary>Σ_w λ of each topic.</summary>
    public double[] TopicSum { get; }

    /// <summary>What is subtracted from ψ(λ) (or ln λ) to give E[log β] (or ln β): ψ(Σ_w λ) or ln Σ_w λ.</summary>
    public double[] LogNormalizer { get; }

    /// <summary>1/F(Σ_w λ) or 1/Σ_w λ of each topic, divided by the largest of them; 0 in the padding.</summary>
    public NativeBuffer<T> TopicScale { get; }

    /// <summary>ln of what <see cref="TopicScale"/> was divided by.</summary>
    public double LogTopicScale { get; set; }

    /// <summary>Whether <see cref="TopicScale"/> cannot be used, because the topics' masses are too far apart for it.</summary>
    public bool ScaleIsLost { get; set; }

    /// <summary>Whether λ changed since the factors were made.</summary>
    public bool Stale = true;

    /// <summary>Σ n φ since the last λ step; made when first asked for.</summary>
    public NativeBuffer<T> Statistics => _statistics ??= new NativeBuffer<T>((long)VocabularySize * Stride);

    /// <summary>Whether the memory was given back: reading it would be the end of the process.</summary>
    public bool IsDisposed => Lambda.Pointer is null;

    public bool HasStatistics => _statistics is not null;

    public T* LambdaRow(int word) => Lambda.Pointer + ((long)word * Stride);

    public T* FactorRow(int word) => Factors.Pointer + ((long)word * Stride);

    public T* StatisticsRow(int word) => Statistics.Pointer + ((long)word * Stride);

    /// <summary>How far rows are behind, once a mini-batch has moved λ.</summary>
    public LdaLazyDecay<T>? Decay { get; set; }

    /// <summary>Whether the factors fit λ for some words only, those that were claimed since the last step.</summary>
    public volatile bool IsPartial;

    /// <summary>The words that have statistics, in the order in which they came: the first <see cref="TouchedCount"/>.</summary>
    public int[] TouchedWords => _touched ??= new int[VocabularySize];

    /// <summary>Words that have statistics.</summary>
    public int TouchedCount { get; private set; }

    /// <summary>Words whose factors are to be made, as many as <see cref="ClaimStale"/> said.</summary>
    public int[] StaleWords => _staleWords ??= new int[VocabularySize];

    /// <summary>Lists the distinct words of documents whose factors were not made since step <paramref name="step"/>; they count as made from now on.</summary>
    public int ClaimStale(ReadOnlySpan<int> termIds, int step)
    {
        _factorSteps ??= new int[VocabularySize];
        int count = 0;
        foreach (int word in termIds)
        {
            if (_factorSteps[word] != step)
            {
                _factorSteps[word] = step;
                StaleWords[count++] = word;
            }
        }

        return count;
    }

    /// <summary>No word's factors are made.</summary>
    public void ForgetFactors() => Array.Fill(_factorSteps ??= new int[VocabularySize], -1);

    /// <summary>Room for a value a word, kept.</summary>
    public double[] Room(int count) => _room.Length >= count ? _room : _room = new double[Math.Min(VocabularySize, count + (count / 4))];

    /// <summary>Takes note that words have statistics.</summary>
    public void Touch(ReadOnlySpan<int> words)
    {
        _isTouched ??= new bool[VocabularySize];
        int[] touched = TouchedWords;
        foreach (int word in words)
        {
            if (!_isTouched[word])
            {
                _isTouched[word] = true;
                touched[TouchedCount++] = word;
            }
        }
    }

    /// <summary>The statistics are 0 again.</summary>
    public void Untouch()
    {
        for (int i = 0; i < TouchedCount; i++)
        {
            _isTouched![TouchedWords[i]] = false;
        }

        TouchedCount = 0;
    }

    public override void ReleaseWorkingMemory()
    {
        Untouch();
        _factors?.Dispose();
        _statistics?.Dispose();
        (_factors, _statistics) = (null, null);
        Stale = true;
        IsPartial = false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Lambda.Dispose();
            _factors?.Dispose();
            TopicScale.Dispose();
            _statistics?.Dispose();
        }
    }

    private NativeBuffer<T> MakeFactors()
    {
        lock (LogScale)
        {
            return _factors ??= new NativeBuffer<T>((long)VocabularySize * Stride);
        }
    }
}
