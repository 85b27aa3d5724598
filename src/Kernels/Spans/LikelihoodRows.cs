using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Rows of Bernoulli variables by their logits.</summary>
internal readonly unsafe struct BernoulliRows<T>(T* logits, T* targets, int rows, int rowLength, T* losses, T* gradient) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A logit whose loss, with a target of 0, is exactly 0.</summary>
    private const double Impossible = -1000;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TBlock>()
        where TBlock : struct, ILanes<TBlock, T>
    {
        TBlock zero = TBlock.Constant(0);
        T padding = T.CreateTruncating(Impossible);
        for (int row = 0; row < rows; row++)
        {
            nint start = (nint)row * rowLength;
            (TBlock sum, TBlock error) = (zero, zero);
            for (int i = 0; i < rowLength; i += TBlock.Count)
            {
                int left = rowLength - i;
                TBlock logit = left >= TBlock.Count ? TBlock.Load(in logits[start + i]) : TBlock.LoadPart(logits + start + i, left, padding);
                TBlock target = left >= TBlock.Count ? TBlock.Load(in targets[start + i]) : TBlock.LoadPart(targets + start + i, left, T.Zero);
                (TBlock loss, TBlock slope) = BernoulliLogit<T>.Evaluate(logit, target);
                (sum, error) = TwoSum<TBlock, T>.Add(sum, error, loss, zero);
                if (gradient is not null)
                {
                    TBlock.StorePart(slope, gradient + start + i, left);
                }
            }

            (T total, T rest) = TBlock.Sum(sum, error);
            losses[row] = T.IsFinite(total) ? total + rest : total;
        }
    }
}

/// <summary>Rows of Gaussian variables by their means and log-variances.</summary>
internal readonly unsafe struct GaussianRows<T>(T* parameters, T* targets, int rows, int rowLength, T* losses, T* gradient) : IBlockAction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Invoke<TBlock>()
        where TBlock : struct, ILanes<TBlock, T>
    {
        TBlock zero = TBlock.Constant(0);
        T padding = T.CreateTruncating(GaussianLogVariance<T>.Lossless);
        for (int row = 0; row < rows; row++)
        {
            T* means = parameters + ((nint)row * 2 * rowLength);
            T* logVariances = means + rowLength;
            T* observed = targets + ((nint)row * rowLength);
            T* meanSlopes = gradient is null ? null : gradient + ((nint)row * 2 * rowLength);
            (TBlock sum, TBlock error) = (zero, zero);
            for (int i = 0; i < rowLength; i += TBlock.Count)
            {
                int left = rowLength - i;
                (TBlock loss, TBlock meanSlope, TBlock logVarianceSlope) = GaussianLogVariance<T>.Evaluate(
                    TBlock.LoadPart(means + i, left, T.Zero), TBlock.LoadPart(logVariances + i, left, padding), TBlock.LoadPart(observed + i, left, T.Zero));
                (sum, error) = TwoSum<TBlock, T>.Add(sum, error, loss, zero);
                if (gradient is not null)
                {
                    TBlock.StorePart(meanSlope, meanSlopes + i, left);
                    TBlock.StorePart(logVarianceSlope, meanSlopes + rowLength + i, left);
                }
            }

            (T total, T rest) = TBlock.Sum(sum, error);
            losses[row] = T.IsFinite(total) ? total + rest : total;
        }
    }
}
