using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace Kernels.Inference;

/// <summary>The arrays of a mini-batch, kept from one to the next. A cell is one of its words, or the rest of the vocabulary, which comes last; rows are K values.</summary>
/// <param name="topicCount">K.</param>
internal sealed class StructuredRoom<T>(int topicCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _gamma = [];
    private int[] _numbers = [];
    private double[] _eta = [];
    private double[] _meanField = [];
    private int _documents;

    /// <summary>The batch's words by their numbers in the vocabulary, then V for the rest.</summary>
    public int[] Cells { get; private set; } = [];

    /// <summary>Cells.</summary>
    public int CellCount { get; private set; }

    /// <summary>λ of the cells.</summary>
    public double[] Lambda { get; private set; } = [];

    /// <summary>ln β of the cells, as drawn.</summary>
    public double[] LogBeta { get; private set; } = [];

    /// <summary>ln Σ g of each topic.</summary>
    public double[] LogTotal { get; } = new double[topicCount];

    /// <summary>n̂ less mean field's statistics.</summary>
    public double[] Difference { get; private set; } = [];

    /// <summary>ĝ.</summary>
    public double[] Gradient { get; private set; } = [];

    /// <summary>ρ of each topic; before that, Σ_w λ.</summary>
    public double[] Steps { get; } = new double[topicCount];

    /// <summary>Rows in the device's precision, on their way.</summary>
    public T[] Rows { get; private set; } = [];

    /// <summary>γ of the batch's documents under mean field.</summary>
    public T[] MeanFieldGamma { get; private set; } = [];

    private int WordCount { get; set; }

    /// <summary>Room for documents' γ.</summary>
    public void ReserveGamma(int documents)
    {
        _documents = documents;
        int length = checked(documents * topicCount);
        if (MeanFieldGamma.Length < length)
        {
            MeanFieldGamma = new T[length];
        }
    }

    /// <summary>Room for the cells of a batch, its words and the rest; ĝ is 0.</summary>
    public void ReserveCells(ReadOnlySpan<int> words, int vocabularySize)
    {
        WordCount = words.Length;
        CellCount = words.Length + (words.Length < vocabularySize ? 1 : 0);
        int length = checked(CellCount * topicCount);
        if (Lambda.Length < length)
        {
            int room = (int)Math.Max(length, Math.Min(Math.Min(length + (length / 4L), Array.MaxLength), (long)vocabularySize * topicCount));
            (Lambda, LogBeta, Difference, Gradient, _meanField) = (new double[room], new double[room], new double[room], new double[room], new double[room]);
            Rows = new T[room];
            Cells = new int[(room / topicCount) + 1];
            _eta = new double[Cells.Length];
            _numbers = new int[Cells.Length];
            for (int i = 0; i < _numbers.Length; i++)
            {
                _numbers[i] = i;
            }
        }

        words.CopyTo(Cells);
        Cells[words.Length] = vocabularySize;
        Gradient.AsSpan(0, length).Clear();
    }

    /// <summary>0, 1, … as many as asked for.</summary>
    public ReadOnlySpan<int> Numbers(int count) => _numbers.AsSpan(0, count);

    /// <summary>λ of the words as given, that of the rest from Σ_w λ, which <see cref="Steps"/> holds.</summary>
    public void SetLambda(ReadOnlySpan<T> rows, ReadOnlySpan<T> eta)
    {
        TensorPrimitives.ConvertTruncating(rows, Lambda.AsSpan(0, rows.Length));
        if (CellCount == WordCount)
        {
            return;
        }

        Span<double> rest = Lambda.AsSpan(rows.Length, topicCount);
        Steps.CopyTo(rest);
        for (int i = 0; i < rows.Length; i += topicCount)
        {
            TensorPrimitives.Subtract(rest, Lambda.AsSpan(i, topicCount), rest);
        }

        // The sums are as exact as double is, the rest may be less than that of them: no word has less than η/2.
        TensorPrimitives.Max(rest, double.CreateTruncating(TensorPrimitives.Min(eta)) / 2, rest);
    }

    /// <summary>Mean field's statistics of the words.</summary>
    public void SetMeanField(ReadOnlySpan<T> rows) => TensorPrimitives.ConvertTruncating(rows, _meanField.AsSpan(0, rows.Length));

    /// <summary>n̂ of a draw, as the difference to mean field.</summary>
    public void SetDifference(ReadOnlySpan<T> rows)
    {
        Span<double> difference = Difference.AsSpan(0, rows.Length);
        TensorPrimitives.ConvertTruncating(rows, difference);
        TensorPrimitives.Subtract(difference, _meanField.AsSpan(0, rows.Length), difference);
    }

    /// <summary>ĝ += n̂.</summary>
    public void AddToGradient(ReadOnlySpan<T> rows)
    {
        Span<double> wide = Difference.AsSpan(0, rows.Length);
        Span<double> gradient = Gradient.AsSpan(0, rows.Length);
        TensorPrimitives.ConvertTruncating(rows, wide);
        TensorPrimitives.Add(gradient, wide, gradient);
    }

    /// <summary>ĝ += mean field's statistics.</summary>
    public void AddMeanFieldToGradient(int length) =>
        TensorPrimitives.Add(Gradient.AsSpan(0, length), _meanField.AsSpan(0, length), Gradient.AsSpan(0, length));

    /// <summary>ĝ becomes a mean.</summary>
    public void DivideGradient(int samples)
    {
        Span<double> gradient = Gradient.AsSpan(0, CellCount * topicCount);
        TensorPrimitives.Divide(gradient, samples, gradient);
    }

    /// <summary>ĝ of the words in the device's precision.</summary>
    public ReadOnlySpan<T> Rounded(int length)
    {
        TensorPrimitives.ConvertTruncating(Gradient.AsSpan(0, length), Rows.AsSpan(0, length));
        return Rows.AsSpan(0, length);
    }

    /// <summary>η of each word.</summary>
    public ReadOnlySpan<double> EtaOf(ReadOnlySpan<int> words, ReadOnlySpan<T> eta)
    {
        for (int i = 0; i < words.Length; i++)
        {
            _eta[i] = double.CreateTruncating(eta[eta.Length == 1 ? 0 : words[i]]);
        }

        return _eta.AsSpan(0, words.Length);
    }

    /// <summary>Mean field's γ of some documents, to go on from.</summary>
    public Span<T> GammaCopy(int first, int count)
    {
        if (_gamma.Length < count * topicCount)
        {
            _gamma = new T[Math.Min(_documents, 2 * count) * topicCount];
        }

        Span<T> copy = _gamma.AsSpan(0, count * topicCount);
        MeanFieldGamma.AsSpan(first * topicCount, copy.Length).CopyTo(copy);
        return copy;
    }
}
