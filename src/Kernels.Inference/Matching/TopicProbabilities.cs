using System;
using System.Numerics.Tensors;

namespace Kernels.Inference;

/// <summary>A run of words with their probabilities p in every topic, and which topics have learnt of each: in the others it is where it is lowest, at the prior's share.</summary>
/// <param name="model">The model.</param>
/// <param name="capacity">The most words of a run.</param>
internal sealed class TopicProbabilities(LdaModel model, int capacity)
{
    // Of words that more topics know, all pairs of topics are no more work than those with one that does.
    private const int SparseShare = 4;

    /// <summary>The smallest number whose logarithm needs no special case: as good as 0.</summary>
    private const double SmallestNormal = 2.2250738585072014e-308;

    private readonly int _topics = model.TopicCount;
    private readonly int _mostKnown = model.TopicCount / SparseShare;
    private readonly double[] _lowest = Lowest(model);
    private readonly double[] _halves = new double[capacity * model.TopicCount];
    private readonly double[] _terms = new double[capacity * model.TopicCount];
    private readonly int[] _known = new int[capacity * (model.TopicCount / SparseShare)];
    private readonly int[] _knownCounts = new int[capacity];

    /// <summary>Words of the run.</summary>
    public int Count { get; private set; }

    /// <summary>½·p where it is lowest, of each topic.</summary>
    public ReadOnlySpan<double> LowestHalves => _lowest;

    /// <summary>½·p of a word, of each topic.</summary>
    public ReadOnlySpan<double> Halves(int word) => _halves.AsSpan(word * _topics, _topics);

    /// <summary>½·p·ln p of a word that few topics know.</summary>
    public ReadOnlySpan<double> Terms(int word) => _terms.AsSpan(word * _topics, _topics);

    /// <summary>Whether so few topics know a word that they are listed.</summary>
    public bool IsSparse(int word) => _knownCounts[word] >= 0;

    /// <summary>The topics that know such a word, ascending.</summary>
    public ReadOnlySpan<int> Known(int word) => _known.AsSpan(word * _mostKnown, _knownCounts[word]);

    /// <summary>Reads a run.</summary>
    /// <param name="start">Its first word.</param>
    /// <param name="count">Its words.</param>
    public void Read(int start, int count)
    {
        Count = count;
        for (int word = 0; word < count; word++)
        {
            Span<double> half = _halves.AsSpan(word * _topics, _topics);
            model.ReadTopicWeights(start + word, half);
            Halve(half, model);
            _knownCounts[word] = FindKnown(half, _known.AsSpan(word * _mostKnown, _mostKnown));
            if (IsSparse(word))
            {
                Terms(half, _terms.AsSpan(word * _topics, _topics));
            }
        }
    }

    /// <summary>destination = ½·p·ln p, of ½·p.</summary>
    public static void Terms(ReadOnlySpan<double> half, Span<double> destination)
    {
        TensorPrimitives.Add(half, half, destination);
        SpecialFunctions.Log<double>(destination, destination);

        // Halving is exact: this is ½·(p·ln p), rounded once.
        TensorPrimitives.Multiply(destination, half, destination);
    }

    private int FindKnown(ReadOnlySpan<double> half, Span<int> known)
    {
        int count = 0;
        for (int topic = 0; topic < half.Length; topic++)
        {
            if (half[topic] != _lowest[topic])
            {
                if (count == known.Length)
                {
                    return -1;
                }

                known[count++] = topic;
            }
        }

        return count;
    }

    private static double[] Lowest(LdaModel model)
    {
        double[] lowest = new double[model.TopicCount];
        double[] row = new double[model.TopicCount];
        Array.Fill(lowest, double.PositiveInfinity);
        for (int word = 0; word < model.VocabularySize; word++)
        {
            model.ReadTopicWeights(word, row);
            TensorPrimitives.Min(lowest, row, lowest);
        }

        Halve(lowest, model);
        return lowest;
    }

    /// <summary>λ to ½·p.</summary>
    private static void Halve(Span<double> weights, LdaModel model)
    {
        TensorPrimitives.Divide(weights, model.TopicTotals, weights);
        TensorPrimitives.Multiply(weights, 0.5, weights);
        TensorPrimitives.Max(weights, SmallestNormal, weights);
    }
}
