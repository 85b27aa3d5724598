using System;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>Jensen–Shannon distances between a model's topics: √(H(½p + ½q) − ½H(p) − ½H(q)) with entropies in bits, from 0 (the same) to 1 (no word in common).</summary>
/// <remarks>
/// p and q are the topics' means λ/Σλ. The root is a metric, and a Euclidean one: there are points at just these distances (Fuglede and Topsøe 2004, after
/// Endres and Schindelin 2003), which is why topics can be drawn by them. The terms are added in runs of <see cref="WordsAtOnce"/> words, each the difference
/// of what one word adds to the entropies, so equal topics are at exactly 0 and the result has the same bits for any number of threads.
/// </remarks>
/// <example>
/// <code>
/// File.WriteAllText("notes.ldac", "2 0:50 1:50\n2 1:50 2:50\n1 3:100\n");
/// LdaOptions options = new() { TopicCount = 3, Alpha = [0.01], Eta = [0.01], Passes = 50, Seed = 1 };
/// using CpuLdaDevice&lt;double&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;double&gt;(options, device).Fit(CorpusReader.Read("notes.ldac"), out _);
/// double[] distances = JensenShannonDistances.Of(model); // K × K
/// Console.WriteLine($"{distances[1]:F2} {distances[2]:F2} {distances[5]:F2}"); // 1.00 1.00 0.71
/// </code>
/// </example>
public sealed class JensenShannonDistances
{
    private const int WordsAtOnce = 128;
    private const double SmallestNormal = 2.2250738585072014e-308;

    private readonly int _topics;
    private readonly int _threads;
    private readonly double[] _probability;
    private readonly double[] _own;
    private readonly double[] _sums;

    private JensenShannonDistances(int topics, int threads)
    {
        (_topics, _threads) = (topics, threads);
        (_probability, _own) = (new double[WordsAtOnce * topics], new double[WordsAtOnce * topics]);
        _sums = new double[checked(topics * topics)];
    }

    /// <summary>All distances, in V·K²/2 steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads; 0 for one a core. They do not show in the result.</param>
    /// <param name="cancellation">Looked at between runs of words.</param>
    /// <returns>K × K distances, symmetric, 0 on the diagonal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 threads.</exception>
    /// <exception cref="OverflowException">K² is more than an array holds.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double[] Of(LdaModel model, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var distances = new JensenShannonDistances(model.TopicCount, threads == 0 ? Environment.ProcessorCount : threads);
        for (int start = 0; start < model.VocabularySize; start += WordsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(WordsAtOnce, model.VocabularySize - start);
            distances.Read(model, start, count);
            distances.Add(count);
        }

        distances.Finish();
        return distances._sums;
    }

    /// <summary>p and ½·p·ln p of a run of words.</summary>
    private void Read(LdaModel model, int start, int count)
    {
        for (int word = 0; word < count; word++)
        {
            Span<double> row = _probability.AsSpan(word * _topics, _topics);
            model.ReadTopicWeights(start + word, row);
            TensorPrimitives.Divide(row, model.TopicTotals, row);
        }

        Span<double> own = _own.AsSpan(0, count * _topics);
        TimesLog(_probability.AsSpan(0, count * _topics), own);
        TensorPrimitives.Multiply(own, 0.5, own);
    }

    /// <summary>x·ln x, with 0 at 0.</summary>
    private static void TimesLog(ReadOnlySpan<double> x, Span<double> destination)
    {
        TensorPrimitives.Max(x, SmallestNormal, destination);
        SpecialFunctions.Log<double>(destination, destination);
        TensorPrimitives.Multiply(destination, x, destination);
    }

    /// <summary>Adds what a run of words adds to the divergences of each topic from the later ones.</summary>
    private void Add(int count) => Parallel.For(
        0, _topics - 1, new ParallelOptions { MaxDegreeOfParallelism = _threads }, () => new double[3 * _topics], (topic, _, room) =>
        {
            int later = _topics - topic - 1;
            Span<double> middle = room.AsSpan(0, later);
            Span<double> term = room.AsSpan(_topics, later);
            Span<double> partial = room.AsSpan(2 * _topics, later);
            partial.Clear();
            for (int word = 0; word < count; word++)
            {
                int own = (word * _topics) + topic;
                TensorPrimitives.Add(_probability.AsSpan(own + 1, later), _probability[own], middle);
                TensorPrimitives.Multiply(middle, 0.5, middle);
                TimesLog(middle, term);
                TensorPrimitives.Add(_own.AsSpan(own + 1, later), _own[own], middle);
                TensorPrimitives.Subtract(middle, term, term);
                TensorPrimitives.Add(partial, term, partial);
            }

            Span<double> sums = _sums.AsSpan((topic * _topics) + topic + 1, later);
            TensorPrimitives.Add(sums, partial, sums);
            return room;
        }, _ => { });

    /// <summary>Divergences in nats to distances, and the other half of the matrix.</summary>
    private void Finish()
    {
        for (int row = 0; row < _topics; row++)
        {
            for (int column = row + 1; column < _topics; column++)
            {
                double bits = Math.Clamp(_sums[(row * _topics) + column] / Math.Log(2), 0, 1);
                _sums[(row * _topics) + column] = _sums[(column * _topics) + row] = Math.Sqrt(bits);
            }
        }
    }
}
