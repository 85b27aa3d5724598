using System;
using System.Numerics;

namespace Kernels.Inference;

/// <summary>The mean of E[log θ] over documents, K values, in double: one sum a run of documents, the runs in order.</summary>
internal sealed class ThetaLogMean<T>(int topicCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int DocumentsAtOnce = 64;

    private readonly T[] _expectedLog = new T[DocumentsAtOnce * topicCount];
    private readonly double[] _partial = new double[topicCount];
    private readonly double[] _sum = new double[topicCount];

    /// <summary>Documents since the last <see cref="Take"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Adds documents.</summary>
    /// <param name="gamma">γ, K values a document.</param>
    public void Add(ReadOnlySpan<T> gamma)
    {
        int runLength = DocumentsAtOnce * topicCount;
        for (int first = 0; first < gamma.Length; first += runLength)
        {
            ReadOnlySpan<T> run = gamma.Slice(first, Math.Min(runLength, gamma.Length - first));
            Kernels.Dirichlet.ExpectedLogRows(run, topicCount, _expectedLog.AsSpan(0, run.Length));
            Array.Clear(_partial);
            for (int row = 0; row < run.Length; row += topicCount)
            {
                for (int k = 0; k < topicCount; k++)
                {
                    _partial[k] += double.CreateTruncating(_expectedLog[row + k]);
                }
            }

            for (int k = 0; k < topicCount; k++)
            {
                _sum[k] += _partial[k];
            }
        }

        Count += gamma.Length / topicCount;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(_sum);
        Count = 0;
    }

    /// <summary>The mean, valid until the next call; begins anew.</summary>
    public Span<double> Take()
    {
        for (int k = 0; k < topicCount; k++)
        {
            (_partial[k], _sum[k]) = (_sum[k] / Count, 0);
        }

        Count = 0;
        return _partial;
    }
}
