using System;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>Jensen–Shannon distances between a model's topics: √(H(½p + ½q) − ½H(p) − ½H(q)) with entropies in bits, from 0 (the same) to 1 (no word in common).</summary>
/// <remarks>
/// p and q are the topics' means λ/Σλ. The root is a metric, and a Euclidean one: there are points at just these distances (Fuglede and Topsøe 2004, after
/// Endres and Schindelin 2003), which is why topics can be drawn by them. What a word adds to p's entropy, q's and their middle's is the same function of each,
/// so equal topics are at exactly 0; only the difference joins the total, after a word or a few, so no large sums cancel: a squared distance is off by a few 1e-15.
/// In most topics of a trained model most words stand at the prior's share, where all add the same to a pair of topics: that is computed once and counted.
/// The other pairs are taken in tiles that stay in the first-level cache for a whole run. The result has the same bits for any number of threads.
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
    private const int WordsOfPart = 8;
    private const int TileRows = 8;
    private const int TileColumns = 128;
    private const double LogTwo = 0.69314718055994530942;

    private readonly int _topics;
    private readonly ParallelOptions _threads;
    private readonly TopicProbabilities _run;
    private readonly double[] _own;
    private readonly double[] _sums;
    private readonly int[] _knownTogether;
    private int _sparseWords;

    private JensenShannonDistances(LdaModel model, int threads)
    {
        (_topics, _threads) = (model.TopicCount, new ParallelOptions { MaxDegreeOfParallelism = threads });
        int pairs = checked(_topics * _topics);
        (_own, _sums, _knownTogether) = (new double[WordsAtOnce / WordsOfPart * _topics], new double[pairs], new int[pairs]);
        _run = new TopicProbabilities(model, WordsAtOnce);
    }

    /// <summary>All distances, in V·K²/2 steps at most; fewer where most words stand at the prior's share in most topics.</summary>
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
        var distances = new JensenShannonDistances(model, threads == 0 ? Environment.ProcessorCount : threads);
        for (int start = 0; start < model.VocabularySize; start += WordsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(WordsAtOnce, model.VocabularySize - start);
            distances._run.Read(start, count);
            distances.Add();
            progress?.Report(start + count);
        }

        distances.Finish();
        return distances._sums;
    }

    /// <summary>Adds what a run of words adds to the divergences.</summary>
    private void Add()
    {
        double[] room = new double[2 * _topics];
        _own.AsSpan().Clear();
        for (int word = 0; word < _run.Count; word++)
        {
            if (_run.IsSparse(word))
            {
                _sparseWords++;
                continue;
            }

            TensorPrimitives.Add(_run.Halves(word), _run.Halves(word), room.AsSpan(0, _topics));
            AddTimesLog(room.AsSpan(0, _topics), room.AsSpan(_topics), _own.AsSpan(word / WordsOfPart * _topics, _topics));
        }

        TensorPrimitives.Multiply(_own, 0.5, _own);
        Parallel.For(
            0, (_topics + TileRows - 1) / TileRows, _threads, () => new double[Math.Max(3 * TileRows * TileColumns, 2 * _topics)], (tile, _, own) =>
            {
                int first = tile * TileRows;
                int rows = Math.Min(TileRows, _topics - first);
                for (int column = first; column < _topics; column += TileColumns)
                {
                    AddTile(first, rows, column, Math.Min(TileColumns, _topics - column), own);
                }

                AddKnown(first, rows, own.AsSpan(0, _topics), own.AsSpan(_topics, _topics));
                return own;
            }, _ => { });
    }

    /// <summary>sums += x·ln x, value by value.</summary>
    private static void AddTimesLog(ReadOnlySpan<double> x, Span<double> logarithms, Span<double> sums)
    {
        SpecialFunctions.Log(x, logarithms);
        TensorPrimitives.FusedMultiplyAdd(x, logarithms, sums, sums);
    }

    /// <summary>The words that many topics know, for a tile of pairs: those of which the column's topic comes later than the row's.</summary>
    private void AddTile(int firstRow, int rows, int firstColumn, int columns, Span<double> room)
    {
        int size = rows * columns;
        Span<double> middles = room[..size], logarithms = room.Slice(size, size), partial = room.Slice(2 * size, size);
        for (int start = 0; start < _run.Count; start += WordsOfPart)
        {
            partial.Clear();
            for (int word = start; word < Math.Min(_run.Count, start + WordsOfPart); word++)
            {
                if (_run.IsSparse(word))
                {
                    continue;
                }

                ReadOnlySpan<double> halves = _run.Halves(word);
                for (int row = 0; row < rows; row++)
                {
                    TensorPrimitives.Add(halves.Slice(firstColumn, columns), halves[firstRow + row], middles.Slice(row * columns, columns));
                }

                AddTimesLog(middles, logarithms, partial);
            }

            ReadOnlySpan<double> own = _own.AsSpan(start / WordsOfPart * _topics, _topics);
            for (int row = 0; row < rows; row++)
            {
                int topic = firstRow + row;
                int from = Math.Clamp(topic + 1 - firstColumn, 0, columns);
                Span<double> differences = middles[from..columns];
                TensorPrimitives.Add(own.Slice(firstColumn + from, columns - from), own[topic], differences);
                TensorPrimitives.Subtract(differences, partial.Slice((row * columns) + from, columns - from), differences);
                Span<double> sums = _sums.AsSpan((topic * _topics) + firstColumn + from, columns - from);
                TensorPrimitives.Add(sums, differences, sums);
            }
        }
    }

    /// <summary>The words that few topics know: for each of those among some rows, its pairs with all others; a pair that both know joins the row of the first.</summary>
    private void AddKnown(int firstRow, int rows, Span<double> middles, Span<double> terms)
    {
        for (int word = 0; word < _run.Count; word++)
        {
            if (!_run.IsSparse(word))
            {
                continue;
            }

            ReadOnlySpan<int> known = _run.Known(word);
            for (int i = 0; i < known.Length && known[i] < firstRow + rows; i++)
            {
                if (known[i] < firstRow)
                {
                    continue;
                }

                int topic = known[i];
                Differences(_run.Halves(word), _run.Terms(word), topic, middles, terms);
                foreach (int earlier in known[..i])
                {
                    terms[earlier] = 0;
                }

                foreach (int later in known[(i + 1)..])
                {
                    _knownTogether[(topic * _topics) + later]++;
                }

                _knownTogether[(topic * _topics) + topic]++;
                Span<double> sums = _sums.AsSpan(topic * _topics, _topics);
                TensorPrimitives.Add(sums, terms, sums);
            }
        }
    }

    /// <summary>destination = ½·p·ln p + ½·q·ln q − m·ln m for p of one topic and q of all.</summary>
    private static void Differences(ReadOnlySpan<double> halves, ReadOnlySpan<double> terms, int topic, Span<double> middles, Span<double> destination)
    {
        TensorPrimitives.Add(halves, halves[topic], middles);
        SpecialFunctions.Log<double>(middles, destination);

        // Rounded before it is subtracted, as the terms are: what is equal cancels.
        TensorPrimitives.Multiply(destination, middles, middles);
        TensorPrimitives.Add(terms, terms[topic], destination);
        TensorPrimitives.Subtract(destination, middles, destination);
    }

    /// <summary>The words that neither topic knows, and divergences in nats to distances in both halves of the matrix.</summary>
    private void Finish()
    {
        double[] lowestTerms = new double[_topics], middles = new double[_topics], lowest = new double[_topics];
        TopicProbabilities.Terms(_run.LowestHalves, lowestTerms);
        for (int row = 0; row < _topics; row++)
        {
            Differences(_run.LowestHalves, lowestTerms, row, middles, lowest);
            _sums[(row * _topics) + row] = 0;
            for (int column = row + 1; column < _topics; column++)
            {
                (int upper, int lower) = ((row * _topics) + column, (column * _topics) + row);
                int neither = _sparseWords - _knownTogether[(row * _topics) + row] - _knownTogether[(column * _topics) + column] + _knownTogether[upper];
                double nats = _sums[upper] + _sums[lower] + (neither * lowest[column]);
                _sums[upper] = _sums[lower] = Math.Sqrt(Math.Clamp(nats / LogTwo, 0, 1));
            }
        }
    }
}
