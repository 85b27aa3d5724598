using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Kernels.Inference;

/// <summary>How observations are given to components.</summary>
internal enum MixtureAssignment
{
    /// <summary>By responsibilities.</summary>
    Soft,

    /// <summary>Each to the most probable one.</summary>
    Hard,
}

/// <summary>E-step and the M-step's sums in one pass: a few hundred observations at a time go from log densities to responsibilities to moments inside the cache.</summary>
/// <remarks>Observations are cut into parts by their number and the model's size alone, and the parts are added up in order: the same bits for any number of threads.</remarks>
internal sealed class MixturePass<T>(ReadOnlyMemory<T> x, int dimension, ReadOnlyMemory<T> weights, int threads, CancellationToken cancellation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 256;
    private const int FewestRows = 16 * RowsAtOnce;
    private const int MostParts = 64;
    private const long MostBytes = 1L << 27;

    /// <summary>Observations.</summary>
    public int RowCount => x.Length / dimension;

    /// <summary>d.</summary>
    public int Dimension => dimension;

    /// <summary>Observation n.</summary>
    public ReadOnlySpan<T> Row(int n) => x.Span.Slice(n * dimension, dimension);

    /// <summary>Observations first, first + 1, ….</summary>
    public ReadOnlySpan<T> Rows(int first, int count) => x.Span.Slice(first * dimension, count * dimension);

    /// <summary>w of observation n.</summary>
    public double Weight(int n) => weights.IsEmpty ? 1 : double.CreateTruncating(weights.Span[n]);

    /// <summary>Evaluates a mixture, and replaces the moments by those of its responsibilities.</summary>
    /// <param name="components">The mixture.</param>
    /// <param name="moments">Receives the sums about the components' means; null: none are made.</param>
    /// <param name="assignment">How observations are shared out.</param>
    /// <param name="withCertainty">Whether to add up the largest responsibilities.</param>
    public GaussianMixtureScore Run(WhitenedComponents<T> components, MixtureMoments? moments, MixtureAssignment assignment = MixtureAssignment.Soft, bool withCertainty = false)
    {
        int rows = RowsOfPart(components.ComponentCount, moments);
        int parts = (RowCount + rows - 1) / rows;
        var sums = new MixtureMoments?[parts];
        var totals = new GaussianMixtureScore[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, part =>
        {
            sums[part] = moments is null ? null : new(moments.Shape, moments.ComponentCount, dimension);
            totals[part] = Part(components, part * rows, (int)Math.Min(RowCount, (part + 1L) * rows), sums[part], assignment, withCertainty);
        });
        moments?.Clear();
        GaussianMixtureScore total = default;
        for (int part = 0; part < parts; part++)
        {
            total += totals[part];
            moments?.Blend(1, sums[part]!, 1);
        }

        return total;
    }

    private GaussianMixtureScore Part(
        WhitenedComponents<T> components, int first, int end, MixtureMoments? moments, MixtureAssignment assignment, bool withCertainty)
    {
        int k = components.ComponentCount;
        T[] rented = ArrayPool<T>.Shared.Rent((k + 1) * RowsAtOnce);
        GaussianMixtureScore total = default;
        for (int row = first; row < end; row += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(RowsAtOnce, end - row);
            ReadOnlySpan<T> observations = x.Span.Slice(row * dimension, count * dimension);
            ReadOnlySpan<T> own = weights.IsEmpty ? [] : weights.Span.Slice(row, count);
            Span<T> shares = rented.AsSpan(0, count * k);
            Span<T> normalizers = rented.AsSpan(k * RowsAtOnce, count);
            components.LogDensities(observations, shares);
            Probability.Responsibilities<T>(shares, k, shares, normalizers);
            total += Sum(shares, normalizers, own, withCertainty);
            if (assignment == MixtureAssignment.Hard)
            {
                Harden(shares, k);
            }

            for (int n = 0; n < own.Length; n++)
            {
                Weigh(shares.Slice(n * k, k), own[n]);
            }

            moments?.Add(observations, shares, components.Means);
        }

        ArrayPool<T>.Shared.Return(rented);
        return total;
    }

    /// <summary>Observations of a part: whole blocks, not so few that the sums cost more than they, and not so many parts that their sums fill the memory.</summary>
    private int RowsOfPart(int components, MixtureMoments? moments)
    {
        long bytes = moments is null ? 1 : MixtureMoments.BytesOf(moments.Shape, components, dimension);
        long parts = Math.Clamp(MostBytes / bytes, 4, MostParts);
        long rows = Math.Max(FewestRows, (RowCount + parts - 1) / parts);
        return checked((int)((rows + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static GaussianMixtureScore Sum(ReadOnlySpan<T> shares, ReadOnlySpan<T> normalizers, ReadOnlySpan<T> own, bool withCertainty)
    {
        int k = shares.Length / normalizers.Length;
        double logLikelihood = 0, logCertainty = 0, mass = 0;
        for (int n = 0; n < normalizers.Length; n++)
        {
            double weight = own.IsEmpty ? 1 : double.CreateTruncating(own[n]);
            mass += weight;

            // An observation of weight 0 says nothing, however improbable it is.
            logLikelihood += weight == 0 ? 0 : weight * double.CreateTruncating(normalizers[n]);
            logCertainty += withCertainty && weight != 0 ? weight * Math.Log(double.CreateTruncating(TensorPrimitives.Max(shares.Slice(n * k, k)))) : 0;
        }

        return new(logLikelihood, logCertainty, mass);
    }

    /// <summary>Shares times a weight; of weight 0 none, though the observation is so far away that they are no numbers.</summary>
    private static void Weigh(Span<T> shares, T weight)
    {
        if (weight == T.Zero)
        {
            shares.Clear();
            return;
        }

        TensorPrimitives.Multiply(shares, weight, shares);
    }

    private static void Harden(Span<T> shares, int rowLength)
    {
        for (int start = 0; start < shares.Length; start += rowLength)
        {
            Span<T> row = shares.Slice(start, rowLength);
            int best = TensorPrimitives.IndexOfMax<T>(row);
            row.Clear();
            row[best] = T.One;
        }
    }
}
