using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Kernels.Lda;

/// <content>θ from γ, and the topics that are left.</content>
internal static unsafe partial class LdaDocumentUpdate<TBlock, T>
{
    /// <summary>Moving a row's values together costs about as much as this many iterations over it.</summary>
    private const int IterationsToPay = 4;

    private ref partial struct State
    {
        /// <summary>θ = F(γ) over its maximum, what is far below 1 flushed to 0. Returns ln of that maximum.</summary>
        public double UpdateTheta(int iterationsLeft)
        {
            // Over the padding too: F(0) = 0, and whole blocks are cheaper than a tail.
            SpecialFunctions.ExpDigamma(new ReadOnlySpan<T>(scratch.Gamma, _stride), new Span<T>(scratch.Theta, _stride));
            var gamma = new ReadOnlySpan<T>(scratch.Gamma, _activeCount);
            var theta = new Span<T>(scratch.Theta, _activeCount);
            double largest = double.CreateTruncating(TensorPrimitives.Max<T>(theta));
            double logScale;
            if (largest < LdaPrecision<T>.Flush)
            {
                logScale = ThetaFromLogs(gamma, theta);
            }
            else
            {
                RowKernels<TBlock, T>.ScaleAndFlush(scratch.Theta, _stride, T.CreateTruncating(1 / largest));
                logScale = ScalarLog(largest);
            }

            if (!_hasRescued && !_isFar)
            {
                Compact(iterationsLeft);
            }

            return logScale;
        }

        /// <summary>The same where F underflows: a tiny document under a tiny α.</summary>
        private readonly double ThetaFromLogs(ReadOnlySpan<T> gamma, Span<T> theta)
        {
            SpecialFunctions.Digamma(gamma, theta);
            T largest = TensorPrimitives.Max<T>(theta);
            TensorPrimitives.Subtract(theta, largest, theta);
            SpecialFunctions.Exp<T>(theta, theta);
            RowKernels<TBlock, T>.ScaleAndFlush(scratch.Theta, _stride, T.One);
            return double.CreateTruncating(largest);
        }

        /// <summary>Drops the topics whose θ is exactly 0, where the iterations left pay for moving the rest. Nothing is lost: they would add 0.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void Compact(int iterationsLeft)
        {
            int left = 0;
            for (int k = 0; k < _activeCount; k++)
            {
                left += scratch.Theta[k] != T.Zero ? 1 : 0;
            }

            int stride = LdaPrecision<T>.Pad(left);
            if (left == 0 || (_stride - stride) * (long)iterationsLeft < IterationsToPay * (long)_stride)
            {
                return;
            }

            for (int k = 0, kept = 0; k < _activeCount; k++)
            {
                int topic = scratch.Active[k];
                if (scratch.Theta[k] != T.Zero)
                {
                    scratch.Active[kept++] = topic;
                }
                else
                {
                    // Its γ until this iteration's update: a word that goes through log space now still sees it.
                    _gammaOut[topic] = scratch.Gamma[k];
                    _hasDropped = true;
                }
            }

            RowKernels<TBlock, T>.Compact(scratch.Tile, _stride, scratch.PaddedWords, scratch.Theta, left, stride);
            RowKernels<TBlock, T>.Compact(scratch.Gamma, _stride, 1, scratch.Theta, left, _stride);
            RowKernels<TBlock, T>.Compact(scratch.Alpha, _stride, 1, scratch.Theta, left, _stride);
            RowKernels<TBlock, T>.Compact(scratch.Theta, _stride, 1, scratch.Theta, left, _stride);
            (_activeCount, _stride) = (left, stride);
        }
    }
}
