using System;
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>Where λ starts: Gamma(100, 0.01), one draw for each (word, topic), made in double, then rounded to <typeparamref name="T"/>.</summary>
/// <remarks>
/// Word w and topic k get number w·K + k of stream 0 of the seed, so neither threads nor precision show.
/// Source: Hoffman's onlineldavb, the start that scikit-learn and gensim took over.
/// </remarks>
internal sealed class LdaStart<T>(long seed, int threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Shape = 100;
    private const double Scale = 0.01;
    private const uint Stream = 0;
    private const int PartElements = 1 << 13;
    private const int PartsOfAThread = 8;

    private readonly ConcurrentBag<Part> _parts = [];

    /// <summary>Draws all rows and writes them, a run of rows at a time.</summary>
    public void Draw(ILdaDevice<T> device, LdaTopics topics)
    {
        int topicCount = topics.TopicCount;
        int wordsPerRun = (int)Math.Clamp((long)threads * PartsOfAThread * PartElements / topicCount, 1, topics.VocabularySize);
        T[] run = new T[wordsPerRun * topicCount];
        for (int word = 0; word < topics.VocabularySize; word += wordsPerRun)
        {
            int length = Math.Min(wordsPerRun, topics.VocabularySize - word) * topicCount;
            DrawRun((ulong)word * (ulong)topicCount, run, length);
            device.WriteLambda(topics, word, run.AsSpan(0, length));
        }
    }

    private void DrawRun(ulong firstIndex, T[] run, int length)
    {
        int parts = (length + PartElements - 1) / PartElements;
        if (threads == 1 || parts == 1)
        {
            for (int i = 0; i < parts; i++)
            {
                DrawPart(i);
            }
        }
        else
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, DrawPart);
        }

        void DrawPart(int index)
        {
            Part part = _parts.TryTake(out Part? used) ? used : new Part(seed);
            int start = index * PartElements;
            part.Draw(firstIndex + (ulong)start, run.AsSpan(start, Math.Min(PartElements, length - start)));
            _parts.Add(part);
        }
    }

    /// <summary>What one thread needs.</summary>
    private sealed class Part(long seed)
    {
        private readonly GammaDraws _draws = new(Shape, (ulong)seed, Stream);
        private readonly double[] _drawn = new double[GammaDraws.BlockLength];

        public void Draw(ulong firstIndex, Span<T> destination)
        {
            for (int start = 0; start < destination.Length; start += _drawn.Length)
            {
                Span<T> block = destination.Slice(start, Math.Min(_drawn.Length, destination.Length - start));
                Span<double> drawn = _drawn.AsSpan(0, block.Length);
                _draws.Fill(firstIndex + (ulong)start, drawn);
                Round(drawn, block);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Round(Span<double> drawn, Span<T> destination)
        {
            foreach (ref double value in drawn)
            {
                value *= Scale;
            }

            if (typeof(T) == typeof(double))
            {
                drawn.CopyTo(MemoryMarshal.Cast<T, double>(destination));
                return;
            }

            Span<float> rounded = MemoryMarshal.Cast<T, float>(destination)[..drawn.Length];
            for (int i = 0; i < drawn.Length; i++)
            {
                rounded[i] = (float)drawn[i];
            }
        }
    }
}
