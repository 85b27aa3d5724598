using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Lda;

/// <summary>One document: γ to its fixed point with implicit φ, in one thread.</summary>
/// <remarks>
/// γ_k = α_k + Σ_w n_w φ_wk with φ_wk = θ_k B_wk / Σ_j θ_j B_wj, θ = exp E[log θ] and B = exp E[log β], both known only up to a factor that cancels
/// (Blei, Ng and Jordan 2003, equations 16 and 17; φ is never stored, after Lee and Seung 2001).
/// </remarks>
internal static unsafe partial class LdaDocumentUpdate<TBlock, T>
    where TBlock : struct, ILanes<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of rows that stay in the first-level cache between the two products.</summary>
    private const int BytesAtOnce = 28 * 1024;

    /// <summary>Words are padded to a multiple of this, which is a whole number of blocks of either type.</summary>
    private const int WordGroup = 16;

    /// <summary>Takes document <paramref name="document"/> of the batch through the inner loop and leaves its results in the task.</summary>
    public static void Run(LdaDocumentTask<T> task, int document, LdaScratch<T> scratch)
    {
        var state = new State(task, document, scratch);
        state.Start();
        int iteration = 0;
        bool converged = false;
        while (iteration < task.Settings.MaxIterations && !converged)
        {
            state.UpdateTheta(iterationsLeft: task.Settings.MaxIterations - iteration);
            if (!state.Normalize(accumulate: true, final: false))
            {
                continue;
            }

            converged = state.UpdateGamma() < task.Settings.Tolerance * scratch.TopicCount;
            iteration++;
        }

        state.Finish(iteration, converged);
    }

    private ref partial struct State(LdaDocumentTask<T> task, int document, LdaScratch<T> scratch)
    {
        private readonly CpuLdaTopics<T> _topics = task.Topics;
        private readonly int* _termIds = task.TermIds + (task.Offsets[document] - task.Offsets[0]);
        private readonly float* _counts = task.Counts + (task.Offsets[document] - task.Offsets[0]);
        private readonly int _wordCount = (int)(task.Offsets[document + 1] - task.Offsets[document]);
        private readonly T* _gammaOut = task.Gamma + ((long)document * task.Topics.TopicCount);
        private readonly double _rescueLimit = LdaPrecision<T>.RescueLimit(task.Topics.TopicCount);
        private int _activeCount;
        private int _stride;
        private bool _hasRescued;
        private bool _hasDropped;

        /// <summary>Whether γ is not one that an update of this document could have given: what is 0 under it may still come back.</summary>
        private bool _isFar;

        private int _rescuedWords;
        private double _rescuedLogNormalizer;

        /// <summary>Gathers the tile and sets γ to α + N/K, or to what it was.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Start()
        {
            scratch.Reserve(_wordCount);
            double total = 0;
            for (int i = 0; i < scratch.PaddedWords; i++)
            {
                scratch.Counts[i] = i < _wordCount ? T.CreateTruncating(_counts[i]) : T.Zero;
                total += i < _wordCount ? _counts[i] : 0;
            }

            int topicCount = _topics.TopicCount;
            if (!task.Settings.CarryGamma)
            {
                for (int k = 0; k < topicCount; k++)
                {
                    _gammaOut[k] = T.CreateTruncating(double.CreateTruncating(task.Alpha[k]) + (total / topicCount));
                }
            }

            else
            {
                double mass = 0, expected = total;
                for (int k = 0; k < topicCount; k++)
                {
                    mass += double.CreateTruncating(_gammaOut[k]);
                    expected += double.CreateTruncating(task.Alpha[k]);
                    _isFar |= _gammaOut[k] < task.Alpha[k];
                }

                // A θ that is 0 beside such a γ, or of a γ below α, need not be so in the next iteration.
                _isFar |= mass > 2 * expected;
            }

            GatherAll();
        }

        /// <summary>All topics active: the tile from the topics' rows, γ from its full vector.</summary>
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        private void GatherAll()
        {
            _activeCount = _topics.TopicCount;
            _stride = _topics.Stride;
            for (int k = 0; k < _activeCount; k++)
            {
                scratch.Active[k] = k;
            }

            new Span<T>(scratch.Gamma, 5 * scratch.Stride).Clear();
            new ReadOnlySpan<T>(_gammaOut, _activeCount).CopyTo(new Span<T>(scratch.Gamma, _activeCount));
            new ReadOnlySpan<T>(task.Alpha, _activeCount).CopyTo(new Span<T>(scratch.Alpha, _activeCount));
            for (int i = 0; i < scratch.PaddedWords; i++)
            {
                var row = new Span<T>(scratch.Tile + ((long)i * _stride), _stride);
                if (i < _wordCount)
                {
                    new ReadOnlySpan<T>(_topics.FactorRow(_termIds[i]), _stride).CopyTo(row);
                }
                else
                {
                    row.Clear();
                }
            }
        }

        /// <summary>Each word's normaliser and n/normaliser, and the sum Σ_w (n/normaliser)·B_w when asked for. False when it had to bring all topics back first.</summary>
        public bool Normalize(bool accumulate, bool final)
        {
            new Span<T>(scratch.Sum, _stride).Clear();
            bool rescue = false;
            bool isLong = accumulate && scratch.PaddedWords > LdaPrecision<T>.TermsInASum;
            if (isLong)
            {
                new Span<T>(scratch.Total, 2 * scratch.Stride).Clear();
            }

            int rowsAtOnce = Math.Max(WordGroup, BytesAtOnce / (_stride * sizeof(T)) / WordGroup * WordGroup);
            for (int i = 0; i < scratch.PaddedWords; i += rowsAtOnce)
            {
                int count = Math.Min(rowsAtOnce, scratch.PaddedWords - i);
                T* rows = scratch.Tile + ((long)i * _stride);
                RowKernels<TBlock, T>.Dot(rows, _stride, count, scratch.Theta, scratch.Normalizers + i);
                rescue |= RowKernels<TBlock, T>.Ratios(scratch.Counts + i, scratch.Normalizers + i, count, T.CreateTruncating(_rescueLimit), scratch.Ratios + i);
                if (isLong)
                {
                    AddToTotal(rows, i, count);
                }
                else if (accumulate)
                {
                    RowKernels<TBlock, T>.AddWeighted(rows, _stride, null, count, scratch.Ratios + i, scratch.Sum);
                }
            }

            if (isLong)
            {
                RowKernels<TBlock, T>.EndTotal(scratch.Total, scratch.Error, _stride, scratch.Sum);
            }

            _rescuedWords = 0;
            _rescuedLogNormalizer = 0;
            if (!rescue)
            {
                return true;
            }

            if (!_hasRescued)
            {
                _hasRescued = true;
                _hasDropped = false;
                ScatterGamma();
                GatherAll();
                return false;
            }

            Rescue(final);
            return true;
        }

        /// <summary>The weighted sum of a tile's rows, joined to the total whenever as many words as a sum may hold are in it.</summary>
        private readonly void AddToTotal(T* rows, int first, int count)
        {
            for (int i = 0, length; i < count; i += length)
            {
                length = Math.Min(count - i, LdaPrecision<T>.TermsInASum - ((first + i) % LdaPrecision<T>.TermsInASum));
                RowKernels<TBlock, T>.AddWeighted(rows + ((long)i * _stride), _stride, null, length, scratch.Ratios + first + i, scratch.Sum);
                if ((first + i + length) % LdaPrecision<T>.TermsInASum == 0)
                {
                    RowKernels<TBlock, T>.JoinTotal(scratch.Sum, _stride, scratch.Total, scratch.Error);
                }
            }
        }

        /// <summary>γ ← α + θ·sum (and what was rescued). Returns Σ_k |Δγ|.</summary>
        public double UpdateGamma()
        {
            _isFar = false;
            if (_hasDropped)
            {
                // What was dropped got nothing: its γ is α. The others are written over.
                new ReadOnlySpan<T>(task.Alpha, _topics.TopicCount).CopyTo(new Span<T>(_gammaOut, _topics.TopicCount));
                _hasDropped = false;
            }

            if (_rescuedWords > 0)
            {
                // Only with all topics active, so positions are topics.
                for (int k = 0; k < _activeCount; k++)
                {
                    scratch.Next[k] = scratch.Alpha[k] + T.CreateTruncating(scratch.Rescued[k]);
                }

                return double.CreateTruncating(RowKernels<TBlock, T>.UpdateGamma(scratch.Next, scratch.Theta, scratch.Sum, _stride, scratch.Gamma));
            }

            return double.CreateTruncating(RowKernels<TBlock, T>.UpdateGamma(scratch.Alpha, scratch.Theta, scratch.Sum, _stride, scratch.Gamma));
        }

        private readonly void ScatterGamma()
        {
            for (int k = 0; k < _activeCount; k++)
            {
                _gammaOut[scratch.Active[k]] = scratch.Gamma[k];
            }
        }

        private static double ScalarLog(double value)
        {
            Span<double> one = [value];
            SpecialFunctions.Log<double>(one, one);
            return one[0];
        }
    }
}
