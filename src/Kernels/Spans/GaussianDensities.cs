using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>Log densities of observations under K Gaussians, a tile of observations at a time.</summary>
/// <param name="means">K rows of d values.</param>
/// <param name="whitening">A lower triangle or an axis' factors each.</param>
/// <param name="whiteningStep">Values from a component's factors to the next one's; 0 where they share them.</param>
/// <param name="logPeaks">K values.</param>
/// <param name="components">K.</param>
/// <param name="dimension">d.</param>
/// <param name="shape">What the factors are.</param>
internal readonly unsafe struct GaussianDensities<T>(T* means, T* whitening, nint whiteningStep, T* logPeaks, int components, int dimension, CovarianceShape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = GaussianTile<T>.Rows;

    private static nint Stride => GaussianTile<T>.Stride;

    /// <summary>destination[n, k] = ln density of x_n under component k.</summary>
    public void Run(T* x, int rows, T* destination)
    {
        long values = ((2L * dimension) + components) * Stride;
        T[] rented = ArrayPool<T>.Shared.Rent(ObservationTile<T>.WithAlignment(values));
        fixed (T* room = rented)
        {
            T* tile = ObservationTile<T>.Aligned(room);
            T* centered = tile + (dimension * Stride);
            T* logs = centered + (dimension * Stride);
            var action = new Tile(this, tile, centered, logs);
            for (int first = 0; first < rows; first += Rows)
            {
                int count = Math.Min(Rows, rows - first);
                ObservationTile<T>.Turn(x + ((nint)first * dimension), count, dimension, tile, Rows);
                BlockDispatch.RunElementwise<T, Tile>(ref action);
                ObservationTile<T>.TurnBack(logs, Rows, count, components, destination + ((nint)first * components));
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>One tile past every component.</summary>
    private readonly struct Tile(GaussianDensities<T> gaussians, T* tile, T* centered, T* logs) : IBlockAction<T>
    {
        private readonly GaussianDensities<T> _gaussians = gaussians;
        private readonly T* _tile = tile;
        private readonly T* _centered = centered;
        private readonly T* _logs = logs;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, T> => _gaussians.Evaluate<TLanes>(_tile, _centered, _logs);
    }

    private void Evaluate<TLanes>(T* tile, T* centered, T* logs)
        where TLanes : struct, ILanes<TLanes, T>
    {
        for (int k = 0; k < components; k++, logs += Stride)
        {
            T* mean = means + ((nint)k * dimension);
            T* factors = whitening + (k * whiteningStep);
            if (shape == CovarianceShape.Full)
            {
                ObservationTile<T>.Center<TLanes>(tile, Rows, mean, dimension, centered);
                GaussianTile<T>.Full<TLanes>(centered, factors, dimension, logPeaks[k], logs);
            }
            else
            {
                GaussianTile<T>.Axes<TLanes>(tile, mean, factors, shape == CovarianceShape.Diagonal ? 1 : 0, dimension, logPeaks[k], logs);
            }
        }
    }
}
