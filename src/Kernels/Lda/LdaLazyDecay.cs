using System;
using System.IO;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Kernels.Lda;

/// <summary>
/// How far each row of λ is behind: a step λ ← (1 − ρ)·λ + ρ·(η + scale·statistics) only shrinks the rows of words that the mini-batch does not have,
/// λ − η ← (1 − ρ)·(λ − η), and many such steps are one product. So a row is brought up when its word is met again.
/// </summary>
/// <remarks>
/// The product is kept as its logarithm, Σ ln(1 − ρ); a row that is n steps behind gets one rounding instead of n.
/// Source: the idea is Langford, Li and Strehl's, in Vowpal Wabbit's LDA.
/// </remarks>
/// <param name="vocabularySize">V.</param>
/// <param name="topicCount">K.</param>
internal sealed class LdaLazyDecay<T>(int vocabularySize, int topicCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TopicsOnStack = 256;

    /// <summary>Σ ln(1 − ρ) of the steps that each row has seen.</summary>
    private readonly double[] _levels = new double[vocabularySize];
    private double _levelError;
    private LdaTopicLevels? _topics;

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Σ ln(1 − ρ) of all steps.</summary>
    public double Level { get; private set; }

    /// <summary>What the topics' sums lack, K values.</summary>
    public double[] SumError { get; } = new double[topicCount];

    /// <summary>The η of the steps that rows are behind by.</summary>
    public T[] Eta { get; private set; } = [];

    /// <summary>Σ_w η.</summary>
    public double EtaSum { get; private set; }

    /// <summary>Whether some row may be behind.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Takes η for the steps to come; no row may be behind, unless it is the η there was.</summary>
    public void SetEta(ReadOnlySpan<T> eta)
    {
        Eta = eta.ToArray();
        double sum = 0;
        foreach (T value in eta)
        {
            sum += double.CreateTruncating(value);
        }

        EtaSum = sum * (eta.Length == 1 ? vocabularySize : 1);
    }

    /// <summary>η of a word.</summary>
    public T EtaOf(int word) => Eta[Eta.Length == 1 ? 0 : word];

    /// <summary>Whether some row may be behind by a step with a ρ a topic.</summary>
    public bool IsTopicwise => _topics is { Count: > 0 };

    /// <summary>Every row is behind by one more step.</summary>
    /// <param name="rho">ρ below 1: one value, or K values that are not all the same.</param>
    public void Advance(ReadOnlySpan<double> rho)
    {
        double largest = TensorPrimitives.Max(rho);
        if (rho.Length > 1)
        {
            (_topics ??= new LdaTopicLevels(vocabularySize, topicCount)).Add(rho, largest);
        }

        Span<double> keep = [1 - largest];
        SpecialFunctions.Log<double>(keep, keep);

        // Compensated, so that a long run's level is as exact as a short one's.
        double term = keep[0] + _levelError;
        double sum = Level + term;
        _levelError = term - (sum - Level);
        Level = sum;
        Steps++;
        IsBehind = true;
    }

    /// <summary>Σ_w λ ← (1 − ρ)·Σ_w λ + ρ·(Σ_w η + scale·Σ_w statistics), each sum a pair of doubles that keeps what one would round away.</summary>
    /// <param name="rho">ρ: one value, or K.</param>
    /// <param name="scale">D/|B|.</param>
    /// <param name="partial">K values a block of words.</param>
    /// <param name="topicSum">Σ_w λ, K values.</param>
    public void StepSums(ReadOnlySpan<double> rho, double scale, ReadOnlySpan<double> partial, Span<double> topicSum)
    {
        for (int k = 0; k < topicSum.Length; k++)
        {
            double step = rho[rho.Length == 1 ? 0 : k];
            double keep = 1 - step;
            double statistics = 0;
            for (int i = k; i < partial.Length; i += topicSum.Length)
            {
                statistics += partial[i];
            }

            double kept = keep * topicSum[k];
            double lost = Math.FusedMultiplyAdd(keep, topicSum[k], -kept) + (keep * SumError[k]);
            double added = step * (EtaSum + (scale * statistics));
            double sum = kept + added;
            double back = sum - kept;
            lost += (kept - (sum - back)) + (added - back);
            topicSum[k] = sum + lost;
            SumError[k] = lost - (topicSum[k] - sum);
        }
    }

    /// <summary>destination[i] = Π (1 − ρ) over the steps that words[i] is behind by.</summary>
    public void Factors(ReadOnlySpan<int> words, Span<double> destination)
    {
        for (int i = 0; i < words.Length; i++)
        {
            destination[i] = Level - _levels[words[i]];
        }

        SpecialFunctions.Exp<double>(destination, destination);
    }

    /// <summary>The same for one word.</summary>
    public double Factor(int word)
    {
        Span<double> factor = stackalloc double[1];
        Factors([word], factor);
        return factor[0];
    }

    /// <summary>Whether a row is behind.</summary>
    public bool Lacks(int word) => _levels[word] != Level;

    /// <summary>Brings a row up to the last step.</summary>
    /// <param name="word">The word.</param>
    /// <param name="factor">Its <see cref="Factor"/>.</param>
    /// <param name="row">Its λ, K values.</param>
    public void BringUp(int word, double factor, Span<T> row)
    {
        if (_topics is null || !_topics.Lacks(word))
        {
            LdaLambda.DecayRow(row, factor, EtaOf(word));
            return;
        }

        Span<double> keep = topicCount <= TopicsOnStack ? stackalloc double[topicCount] : new double[topicCount];
        _topics.Keep(word, factor, keep);
        LdaLambda.DecayRow(row, keep, EtaOf(word));
    }

    /// <summary>A row has seen all steps.</summary>
    public void IsCurrent(int word)
    {
        _levels[word] = Level;
        _topics?.IsCurrent(word);
    }

    /// <summary>All rows have seen all steps.</summary>
    public void AllAreCurrent()
    {
        Array.Fill(_levels, Level);
        _topics?.AllAreCurrent();
        IsBehind = false;
    }

    /// <summary>Writes all of it.</summary>
    public void Write(Stream destination)
    {
        ReadOnlySpan<double> numbers = [Steps, Level, _levelError, IsBehind ? 1 : 0, Eta.Length];
        destination.Write(MemoryMarshal.AsBytes(numbers));
        destination.Write(MemoryMarshal.AsBytes<double>(_levels));
        destination.Write(MemoryMarshal.AsBytes<double>(SumError));
        destination.Write(MemoryMarshal.AsBytes<T>(Eta));
        if (IsTopicwise)
        {
            _topics!.Write(destination);
        }
    }

    /// <summary>Takes over what <see cref="Write"/> wrote.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="isTopicwise">What <see cref="IsTopicwise"/> was.</param>
    public void Read(Stream source, bool isTopicwise)
    {
        Span<double> numbers = stackalloc double[5];
        source.ReadExactly(MemoryMarshal.AsBytes(numbers));
        if (!(numbers[0] is >= 0 and <= int.MaxValue) || !(numbers[4] == 1 || numbers[4] == vocabularySize || (numbers[4] == 0 && numbers[0] == 0 && numbers[3] == 0)))
        {
            throw new InvalidDataException($"The topics' state holds {numbers[0]} steps and {numbers[4]} values of η; expected at least 0, and 1 or {vocabularySize}.");
        }

        (Steps, Level, _levelError, IsBehind) = ((int)numbers[0], numbers[1], numbers[2], numbers[3] != 0);
        source.ReadExactly(MemoryMarshal.AsBytes(_levels.AsSpan()));
        source.ReadExactly(MemoryMarshal.AsBytes(SumError.AsSpan()));
        T[] eta = new T[(int)numbers[4]];
        source.ReadExactly(MemoryMarshal.AsBytes(eta.AsSpan()));
        SetEta(eta);
        if (isTopicwise)
        {
            (_topics = new LdaTopicLevels(vocabularySize, topicCount)).Read(source);
        }
    }
}
