using System;
using System.Numerics;

namespace Kernels.Lda;

/// <summary>What one thread needs while it works on a document; grows to the largest document seen and is then reused.</summary>
internal sealed unsafe class LdaScratch<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private NativeBuffer<T> _tile = new(0);
    private NativeBuffer<T> _words = new(0);
    private readonly NativeBuffer<T> _topics;
    private readonly NativeBuffer<double> _wide;
    private double[] _wordLogs = [];

    public LdaScratch(int topicCount)
    {
        TopicCount = topicCount;
        Stride = LdaPrecision<T>.Pad(topicCount);
        _topics = new NativeBuffer<T>(7L * Stride);
        _wide = new NativeBuffer<double>(4L * topicCount);
        Active = new int[topicCount];
    }

    public int TopicCount { get; }

    public int Stride { get; }

    /// <summary>Topics that are worked on, ascending.</summary>
    public int[] Active { get; }

    public T* Tile => _tile.Pointer;

    public T* Counts => _words.Pointer;

    public T* Normalizers => _words.Pointer + PaddedWords;

    public T* Ratios => _words.Pointer + (2L * PaddedWords);

    public T* Gamma => _topics.Pointer;

    public T* Theta => _topics.Pointer + Stride;

    public T* Sum => _topics.Pointer + (2L * Stride);

    public T* Alpha => _topics.Pointer + (3L * Stride);

    public T* Next => _topics.Pointer + (4L * Stride);

    /// <summary>Σ of the sums of a long document, and beside it its rounding errors.</summary>
    public T* Total => _topics.Pointer + (5L * Stride);

    public T* Error => _topics.Pointer + (6L * Stride);

    /// <summary>Σ n φ of the rescued words.</summary>
    public Span<double> Rescued => new(_wide.Pointer, TopicCount);

    public Span<double> Wide1 => new(_wide.Pointer + TopicCount, TopicCount);

    public Span<double> Wide2 => new(_wide.Pointer + (2L * TopicCount), TopicCount);

    public Span<double> Wide3 => new(_wide.Pointer + (3L * TopicCount), TopicCount);

    /// <summary>Words of the document, rounded up to whole blocks.</summary>
    public int PaddedWords { get; private set; }

    public Span<double> WordLogs => _wordLogs;

    public void Reserve(int wordCount)
    {
        PaddedWords = checked((wordCount + 15) / 16 * 16);
        if (_words.Length < 3L * PaddedWords)
        {
            int roomy = checked(Math.Max(256, PaddedWords + (PaddedWords / 2 / 16 * 16)));
            _words.Dispose();
            _tile.Dispose();

            // Empty until all of it is there: where memory runs out, the next document asks again.
            (_words, _tile) = (new NativeBuffer<T>(0), new NativeBuffer<T>(0));
            _wordLogs = new double[roomy];
            _tile = new NativeBuffer<T>((long)roomy * Stride);
            _words = new NativeBuffer<T>(3L * roomy);
        }
    }

    public void Dispose()
    {
        _tile.Dispose();
        _words.Dispose();
        _topics.Dispose();
        _wide.Dispose();
    }
}
