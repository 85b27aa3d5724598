using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>One document a group: γ to its fixed point with implicit φ, the document's rows of exp E[log β] in shared memory over all iterations.</summary>
/// <remarks>
/// γ_k = α_k + θ_k·Σ_w n_w B_wk/(Σ_j θ_j B_wj), as on the processor (Blei, Ng and Jordan 2003). Rows beyond what the shared memory holds are streamed
/// through it in every iteration, from the second-level cache. A thread has a word where it divides and a topic where it sums, so no two add to one place.
/// </remarks>
internal static partial class LdaDocumentKernel<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    /// <summary>The kernel: one group a document.</summary>
    public static void Run(LdaDocumentArguments<T> task)
    {
        var group = LdaDocumentGroup<T, TLane>.Take(task.TopicCount, task.TileWords, task.IsLong != 0);
        int document = task.Order[Grid.IdxX];
        bool isFar = Start(task, group, document);

        int active = task.TopicCount;
        int iteration = 0;
        bool converged = false;
        bool lost = false;
        TLane tolerance = TLane.Broadcast(task.Tolerance);
        while (iteration < task.MaxIterations && !converged && !lost)
        {
            UpdateTheta(task, group, active, document, keepScale: false);
            if (((iteration + 1) & iteration) == 0 && !isFar)
            {
                // Topics die early: looked for after 1, 2, 4, 8, … iterations.
                active = Compact(task, group, active);
            }

            lost = Normalize(task, group, document, active, load: iteration == 0, accumulate: true, final: false);
            isFar = false;
            if (!lost)
            {
                converged = TLane.All(TLane.LessThan(UpdateGamma(task, group, active), tolerance));
                iteration++;
            }
        }

        if (!lost && (task.KeepFactors != 0 || task.KeepBound != 0))
        {
            UpdateTheta(task, group, active, document, keepScale: task.KeepBound != 0);
            lost = Normalize(task, group, document, active, load: false, accumulate: task.KeepBound != 0, final: true);
        }

        Finish(task, group, document, active, lost);
        if (Group.IdxX == 0)
        {
            task.Status[document] = lost ? LdaDocumentStatus.Lost : converged ? iteration : -iteration;
        }
    }

    /// <summary>γ from α + N/K or from what it was; all topics active. True for every thread if γ is not one that an update of this document could have given.</summary>
    /// <remarks>Where γ is below α, or its mass more than twice the document's, what is 0 beside it may come back with the first update: no topic may be dropped before.</remarks>
    private static bool Start(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int document)
    {
        TLane share = TLane.Load(in task.Shares[document]);
        TLane excess = TLane.Constant(0);
        for (int k = Group.IdxX; k < task.TopicCount; k += Group.DimX)
        {
            TLane alpha = TLane.Load(in task.Alpha[k]);
            TLane cold = alpha + share;
            TLane gamma = cold;
            if (task.CarryGamma != 0)
            {
                gamma = TLane.Load(in task.Gamma[((long)document * task.TopicCount) + k]);
                excess += TLane.Select(TLane.LessThan(gamma, alpha), TLane.Constant(double.PositiveInfinity), gamma - (cold + cold));
            }

            group.Gamma[k] = gamma;
            group.Active[k] = k;
        }

        if (task.CarryGamma == 0)
        {
            Group.Barrier();
            return false;
        }

        // Where sums overflow it is NaN, and far.
        return !TLane.All(TLane.LessThan(group.Total(excess), TLane.Constant(0)));
    }

    /// <summary>Each word's normaliser and n/normaliser, and Σ_w (n/normaliser)·B_w if asked for. True for every thread if a word's normaliser was lost.</summary>
    private static bool Normalize(
        LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int document, int active, bool load, bool accumulate, bool final)
    {
        int first = task.Starts[document];
        int words = task.Starts[document + 1] - first;
        bool isLong = accumulate && words > LdaPrecision<T>.TermsInASum;
        TLane zero = TLane.Constant(0);
        for (int i = Group.IdxX; i < active; i += Group.DimX)
        {
            int k = group.Active[i];
            group.Sum[k] = zero;
            if (isLong)
            {
                group.Totals[k] = zero;
                group.Errors[k] = zero;
            }
        }

        bool lost = false;
        for (int from = 0; from < words; from += task.TileWords)
        {
            int count = words - from < task.TileWords ? words - from : task.TileWords;
            if (load || words > task.TileWords)
            {
                Load(task, group, first + from, count);
            }

            lost |= Divide(task, group, first + from, count, active, final);
            Group.Barrier();
            if (accumulate)
            {
                Accumulate(task, group, from, count, active, isLong);
            }

            Group.Barrier();
        }

        for (int i = Group.IdxX; i < active && isLong; i += Group.DimX)
        {
            int k = group.Active[i];
            group.Sum[k] = CompensatedTotal<T>.End(group.Totals[k], group.Errors[k], group.Sum[k]);
        }

        return Group.BarrierOr(lost);
    }

    /// <summary>The words' rows into the tile.</summary>
    private static void Load(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int first, int count)
    {
        int rowLength = LdaDocumentGroup<T, TLane>.RowLength(task.TopicCount);
        for (int place = Group.IdxX; place < count * task.TopicCount; place += Group.DimX)
        {
            int word = place / task.TopicCount;
            int k = place - (word * task.TopicCount);
            group.Tile[(word * rowLength) + k] = TLane.Load(in task.Factors[((long)task.Words[first + word] * task.Stride) + k]);
        }

        Group.Barrier();
    }

    /// <summary>The ratios of the tile's words. Where there are fewer words than threads several threads take one, each a part of the topics.</summary>
    private static bool Divide(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int first, int count, int active, bool final)
    {
        int parts = 1;
        while (2 * parts * count <= Group.DimX && 2 * parts <= active)
        {
            parts *= 2;
        }

        bool lost = false;
        if (parts == 1)
        {
            for (int word = Group.IdxX; word < count; word += Group.DimX)
            {
                lost |= Divide(task, group, first, word, Dot(task, group, word, active, 0, 1), final);
            }

            return lost;
        }

        int own = Group.IdxX % count;
        int part = Group.IdxX / count;
        if (part < parts)
        {
            group.Scratch[(part * count) + own] = Dot(task, group, own, active, part, parts);
        }

        Group.Barrier();
        if (Group.IdxX < count)
        {
            TLane normalizer = group.Scratch[Group.IdxX];
            for (int p = 1; p < parts; p++)
            {
                normalizer += group.Scratch[(p * count) + Group.IdxX];
            }

            lost = Divide(task, group, first, Group.IdxX, normalizer, final);
        }

        return lost;
    }

    private static TLane Dot(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int word, int active, int first, int step)
    {
        int row = word * LdaDocumentGroup<T, TLane>.RowLength(task.TopicCount);
        TLane a = TLane.Constant(0), b = a, c = a, d = a;
        int i = first;
        for (; i + (3 * step) < active; i += 4 * step)
        {
            a = AddTopic(group, row, i, a);
            b = AddTopic(group, row, i + step, b);
            c = AddTopic(group, row, i + (2 * step), c);
            d = AddTopic(group, row, i + (3 * step), d);
        }

        for (; i < active; i += step)
        {
            a = AddTopic(group, row, i, a);
        }

        return a + b + (c + d);
    }

    private static TLane AddTopic(LdaDocumentGroup<T, TLane> group, int row, int place, TLane sum)
    {
        int k = group.Active[place];
        return TLane.FusedMultiplyAdd(group.Tile[row + k], group.Theta[k], sum);
    }

    private static bool Divide(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int first, int word, TLane normalizer, bool final)
    {
        TLane count = TLane.Load(in task.Counts[first + word]);
        TLane limit = TLane.Broadcast(task.RescueLimit);
        TLane isTooSmall = WordRatio<T>.IsTooSmall(normalizer, limit);
        TLane ratio = WordRatio<T>.Evaluate(count, normalizer, limit, isTooSmall);
        group.Ratios[word] = ratio;
        if (final && task.KeepFactors != 0)
        {
            TLane.Store(ratio, ref task.Ratios[first + word]);
        }

        if (final && task.KeepBound != 0)
        {
            TLane.Store(normalizer, ref task.Normalizers[first + word]);
        }

        return TLane.All(WordRatio<T>.IsLost(count, isTooSmall));
    }

    /// <summary>Adds the tile's words to each topic's sum; in a long document the sum joins the total whenever it holds as many words as it may.</summary>
    private static void Accumulate(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int from, int count, int active, bool isLong)
    {
        const int Most = LdaPrecision<T>.TermsInASum;
        int rowLength = LdaDocumentGroup<T, TLane>.RowLength(task.TopicCount);
        for (int i = Group.IdxX; i < active; i += Group.DimX)
        {
            int k = group.Active[i];
            TLane sum = group.Sum[k];
            for (int word = 0; word < count;)
            {
                int left = Most - ((from + word) % Most);
                int end = count - word < left ? count : word + left;

                // Four sums side by side: their loads do not wait for each other, and shorter chains round less.
                TLane b = TLane.Constant(0), c = b, d = b;
                for (; word + 3 < end; word += 4)
                {
                    int place = (word * rowLength) + k;
                    sum = TLane.FusedMultiplyAdd(group.Ratios[word], group.Tile[place], sum);
                    b = TLane.FusedMultiplyAdd(group.Ratios[word + 1], group.Tile[place + rowLength], b);
                    c = TLane.FusedMultiplyAdd(group.Ratios[word + 2], group.Tile[place + (2 * rowLength)], c);
                    d = TLane.FusedMultiplyAdd(group.Ratios[word + 3], group.Tile[place + (3 * rowLength)], d);
                }

                for (; word < end; word++)
                {
                    sum = TLane.FusedMultiplyAdd(group.Ratios[word], group.Tile[(word * rowLength) + k], sum);
                }

                sum = sum + b + (c + d);
                if (isLong && (from + end) % Most == 0)
                {
                    TLane total = group.Totals[k];
                    TLane joined = total + sum;
                    group.Errors[k] = CompensatedTotal<T>.Error(group.Errors[k], total, sum, joined);
                    group.Totals[k] = joined;
                    sum = TLane.Constant(0);
                }
            }

            group.Sum[k] = sum;
        }
    }

    /// <summary>γ ← α + θ·sum; Σ|Δγ|, the same for every thread.</summary>
    private static TLane UpdateGamma(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int active)
    {
        TLane change = TLane.Constant(0);
        for (int i = Group.IdxX; i < active; i += Group.DimX)
        {
            int k = group.Active[i];
            TLane updated = GammaUpdate<T>.Evaluate(TLane.Load(in task.Alpha[k]), group.Theta[k], group.Sum[k]);
            change += GammaUpdate<T>.Change(updated, group.Gamma[k]);
            group.Gamma[k] = updated;
        }

        return group.Total(change);
    }

    /// <summary>γ, θ and the expected counts to where they are asked for; of a lost document zeros for the statistics, and γ as it was.</summary>
    private static void Finish(LdaDocumentArguments<T> task, LdaDocumentGroup<T, TLane> group, int document, int active, bool lost)
    {
        long gammaRow = (long)document * task.TopicCount;
        for (int k = Group.IdxX; k < task.TopicCount && !lost; k += Group.DimX)
        {
            TLane.Store(group.Gamma[k], ref task.Gamma[gammaRow + k]);
        }

        TLane zero = TLane.Constant(0);
        long thetaRow = (long)document * task.Stride;
        for (int k = Group.IdxX; k < task.Stride && task.KeepFactors != 0; k += Group.DimX)
        {
            TLane.Store(zero, ref task.Theta[thetaRow + k]);
        }

        for (int k = Group.IdxX; k < task.TopicCount && task.KeepBound != 0; k += Group.DimX)
        {
            TLane.Store(zero, ref task.Expected[gammaRow + k]);
        }

        for (int pair = task.Starts[document] + Group.IdxX; lost && task.KeepFactors != 0 && pair < task.Starts[document + 1]; pair += Group.DimX)
        {
            TLane.Store(zero, ref task.Ratios[pair]);
        }

        Group.Barrier();
        for (int i = Group.IdxX; i < active && !lost; i += Group.DimX)
        {
            int k = group.Active[i];
            if (task.KeepFactors != 0)
            {
                TLane.Store(group.Theta[k], ref task.Theta[thetaRow + k]);
            }

            if (task.KeepBound != 0)
            {
                TLane.Store(group.Theta[k] * group.Sum[k], ref task.Expected[gammaRow + k]);
            }
        }
    }
}
