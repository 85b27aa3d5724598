using System;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>Hellinger distances between the topics of two models: √(½·Σ_w (√p_w − √q_w)²), from 0 (the same) to 1 (no word in common).</summary>
/// <remarks>
/// p and q are the topics' means over the words both models know, scaled to sum to 1. The squares are added in runs of <see cref="WordsAtOnce"/> words, so equal
/// topics are at exactly 0 and the result has the same bits for any number of threads.
/// </remarks>
internal sealed class HellingerDistances
{
    private const int WordsAtOnce = 128;

    private readonly int _threads;
    private readonly double[] _firstRoots;
    private readonly double[] _secondRoots;
    private readonly double[] _sums;
    private readonly int _rows;
    private readonly int _columns;

    private HellingerDistances(int rows, int columns, int threads)
    {
        (_rows, _columns, _threads) = (rows, columns, threads);
        (_firstRoots, _secondRoots) = (new double[WordsAtOnce * rows], new double[WordsAtOnce * columns]);
        _sums = new double[checked(rows * columns)];
    }

    /// <summary>All distances, a row a topic of the first model.</summary>
    /// <param name="first">A model.</param>
    /// <param name="second">Another one.</param>
    /// <param name="words">The words they share.</param>
    /// <param name="threads">How many.</param>
    /// <param name="cancellation">Looked at between runs of words.</param>
    /// <param name="firstTotals">Receives Σλ over the shared words of each topic of the first model.</param>
    /// <param name="secondTotals">The same of the second.</param>
    public static double[] Of(
        LdaModel first, LdaModel second, SharedWords words, int threads, CancellationToken cancellation, out double[] firstTotals, out double[] secondTotals)
    {
        var distances = new HellingerDistances(first.TopicCount, second.TopicCount, threads);
        firstTotals = TotalsOf(first, words.First);
        secondTotals = TotalsOf(second, words.Second);
        for (int start = 0; start < words.First.Length; start += WordsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(WordsAtOnce, words.First.Length - start);
            ReadRoots(first, words.First.AsSpan(start, count), firstTotals, distances._firstRoots);
            ReadRoots(second, words.Second.AsSpan(start, count), secondTotals, distances._secondRoots);
            distances.Add(count);
        }

        TensorPrimitives.Multiply(distances._sums, 0.5, distances._sums);
        TensorPrimitives.Sqrt(distances._sums, distances._sums);
        TensorPrimitives.Min(distances._sums, 1, distances._sums);
        return distances._sums;
    }

    private static double[] TotalsOf(LdaModel model, int[] words)
    {
        double[] totals = new double[model.TopicCount];
        double[] row = new double[model.TopicCount];
        foreach (int word in words)
        {
            model.ReadTopicWeights(word, row);
            TensorPrimitives.Add(totals, row, totals);
        }

        return totals;
    }

    private static void ReadRoots(LdaModel model, ReadOnlySpan<int> words, double[] totals, double[] roots)
    {
        for (int i = 0; i < words.Length; i++)
        {
            Span<double> row = roots.AsSpan(i * model.TopicCount, model.TopicCount);
            model.ReadTopicWeights(words[i], row);
            TensorPrimitives.Divide(row, totals, row);
            TensorPrimitives.Sqrt(row, row);
        }
    }

    /// <summary>Adds the squares of a run of words.</summary>
    private void Add(int words) => Parallel.For(
        0, _rows, new ParallelOptions { MaxDegreeOfParallelism = _threads }, () => new double[2 * _columns], (row, _, room) =>
        {
            Span<double> difference = room.AsSpan(0, _columns);
            Span<double> partial = room.AsSpan(_columns);
            partial.Clear();
            for (int word = 0; word < words; word++)
            {
                TensorPrimitives.Subtract(_secondRoots.AsSpan(word * _columns, _columns), _firstRoots[(word * _rows) + row], difference);
                TensorPrimitives.FusedMultiplyAdd(difference, difference, partial, partial);
            }

            Span<double> sums = _sums.AsSpan(row * _columns, _columns);
            TensorPrimitives.Add(sums, partial, sums);
            return room;
        }, _ => { });
}
