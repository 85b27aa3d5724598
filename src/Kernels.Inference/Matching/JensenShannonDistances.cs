using System;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>Jensen–Shannon distances between a model's topics: √(H(½p + ½q) − ½H(p) − ½H(q)) with entropies in bits, from 0 (the same) to 1 (no word in common).</summary>
/// <remarks>
/// p and q are the topics' means λ/Σλ. The root is a metric, and a Euclidean one: there are points at just these distances (Fuglede and Topsøe 2004, after
/// Endres and Schindelin 2003), which is why topics can be drawn by them. The entropies are added in runs of <see cref="WordsAtOnce"/> words, and only what
/// they differ by in a run joins the total, so no large sums cancel; all three are the same function of their mixture, so equal topics are at exactly 0.
/// A tile of pairs stays in the first-level cache for a whole run. The result has the same bits for any number of threads.
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
    private const int TileRows = 8;
    private const int TileColumns = 128;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double LogTwo = 0.69314718055994530942;

    private readonly int _topics;
    private readonly ParallelOptions _threads;
    private readonly double[] _halves;
    private readonly double[] _own;
    private readonly double[] _sums;

    private JensenShannonDistances(int topics, int threads)
    {
        (_topics, _threads) = (topics, new ParallelOptions { MaxDegreeOfParallelism = threads });
        (_halves, _own) = (new double[WordsAtOnce * topics], new double[topics]);
        _sums = new double[checked(topics * topics)];
    }

    /// <summary>All distances, in V·K²/2 steps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads; 0 for one a core. They do not show in the result.</param>
    /// <param name="progress">Told of the words done after each run of them.</param>
    /// <param name="cancellation">Looked at between runs of words.</param>
    /// <returns>K × K distances, symmetric, 0 on the diagonal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 threads.</exception>
    /// <exception cref="OverflowException">K² is more than an array holds.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double[] Of(LdaModel model, int threads = 0, IProgress<int>? progress = null, CancellationToken cancellation = default)
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
            progress?.Report(start + count);
        }

        distances.Finish();
        return distances._sums;
    }

    /// <summary>½·p of a run of words, a row a word, and Σ p·ln p of each topic.</summary>
    private void Read(LdaModel model, int start, int count)
    {
        Span<double> room = new double[2 * _topics];
        _own.AsSpan().Clear();
        for (int word = 0; word < count; word++)
        {
            Span<double> half = _halves.AsSpan(word * _topics, _topics);
            model.ReadTopicWeights(start + word, half);
            TensorPrimitives.Divide(half, model.TopicTotals, half);
            TensorPrimitives.Multiply(half, 0.5, half);

            // What is 0, or as good as, is the smallest number with a logarithm that needs no special case: it adds nothing that shows.
            TensorPrimitives.Max(half, SmallestNormal, half);
            TensorPrimitives.Add(half, half, room[.._topics]);
            AddTimesLog(room[.._topics], room[_topics..], _own);
        }
    }

    /// <summary>sums += x·ln x, value by value.</summary>
    private static void AddTimesLog(ReadOnlySpan<double> x, Span<double> logarithms, Span<double> sums)
    {
        SpecialFunctions.Log(x, logarithms);
        TensorPrimitives.FusedMultiplyAdd(x, logarithms, sums, sums);
    }

    /// <summary>Adds what a run of words adds to the divergences of each topic from itself and the later ones.</summary>
    private void Add(int count) => Parallel.For(
        0, (_topics + TileRows - 1) / TileRows, _threads, () => new double[3 * TileRows * TileColumns], (tile, _, room) =>
        {
            int first = tile * TileRows;
            for (int column = first; column < _topics; column += TileColumns)
            {
                AddTile(first, Math.Min(TileRows, _topics - first), column, Math.Min(TileColumns, _topics - column), count, room);
            }

            return room;
        }, _ => { });

    private void AddTile(int firstRow, int rows, int firstColumn, int columns, int count, Span<double> room)
    {
        int size = rows * columns;
        Span<double> mixtures = room[..size], logarithms = room.Slice(size, size), partial = room.Slice(2 * size, size);
        partial.Clear();
        for (int word = 0; word < count; word++)
        {
            ReadOnlySpan<double> halves = _halves.AsSpan(word * _topics, _topics);
            for (int row = 0; row < rows; row++)
            {
                TensorPrimitives.Add(halves.Slice(firstColumn, columns), halves[firstRow + row], mixtures.Slice(row * columns, columns));
            }

            AddTimesLog(mixtures, logarithms, partial);
        }

        for (int row = 0; row < rows; row++)
        {
            double own = _own[firstRow + row];
            Span<double> sums = _sums.AsSpan(((firstRow + row) * _topics) + firstColumn, columns);
            for (int column = 0; column < columns; column++)
            {
                sums[column] += (0.5 * (own + _own[firstColumn + column])) - partial[(row * columns) + column];
            }
        }
    }

    /// <summary>Divergences in nats to distances, and the other half of the matrix.</summary>
    private void Finish()
    {
        for (int row = 0; row < _topics; row++)
        {
            _sums[(row * _topics) + row] = 0;
            for (int column = row + 1; column < _topics; column++)
            {
                double bits = Math.Clamp(_sums[(row * _topics) + column] / LogTwo, 0, 1);
                _sums[(row * _topics) + column] = _sums[(column * _topics) + row] = Math.Sqrt(bits);
            }
        }
    }
}
