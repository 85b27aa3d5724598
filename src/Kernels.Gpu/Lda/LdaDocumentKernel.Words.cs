using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <content>Each word's normaliser, and the words' sums for the topics.</content>
internal static partial class LdaDocumentKernel<T, TLane, TTeam>
{
    /// <summary>Each word's normaliser and n/normaliser, and Σ_w (n/normaliser)·B_w if asked for. True for every thread if a word's normaliser was lost.</summary>
    private static bool Normalize(
        LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int document, int active, bool load, bool accumulate, bool final)
    {
        int first = task.Starts[document];
        int words = task.Starts[document + 1] - first;
        bool isLong = accumulate && words > LdaPrecision<T>.TermsInASum;
        TLane zero = TLane.Constant(0);
        for (int i = TTeam.Index; i < active; i += TTeam.Size)
        {
            int k = team.Active[i];
            team.Sum[k] = zero;
            if (isLong)
            {
                team.Totals[k] = zero;
                team.Errors[k] = zero;
            }
        }

        for (int from = 0; from < words; from += task.TileWords)
        {
            int count = words - from < task.TileWords ? words - from : task.TileWords;
            if (load || words > task.TileWords)
            {
                Load(task, team, first + from, count);
            }

            Divide(task, team, first + from, count, active, final);
            TTeam.Barrier();
            if (accumulate)
            {
                Accumulate(task, team, from, count, active, isLong);
            }

            TTeam.Barrier();
        }

        for (int i = TTeam.Index; i < active && isLong; i += TTeam.Size)
        {
            int k = team.Active[i];
            team.Sum[k] = CompensatedTotal<T>.End(team.Totals[k], team.Errors[k], team.Sum[k]);
        }

        return team.IsLost;
    }

    /// <summary>The words' rows into the tile.</summary>
    private static void Load(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int first, int count)
    {
        int rowLength = LdaDocumentTeam<T, TLane, TTeam>.RowLength(task.TopicCount);
        for (int place = TTeam.Index; place < count * task.TopicCount; place += TTeam.Size)
        {
            int word = place / task.TopicCount;
            int k = place - (word * task.TopicCount);
            team.Tile[(word * rowLength) + k] = TLane.Load(in task.Factors[((long)task.Words[first + word] * task.Stride) + k]);
        }

        TTeam.Barrier();
    }

    /// <summary>The ratios of the tile's words. Where there are fewer words than threads several threads take one, each a part of the topics.</summary>
    private static void Divide(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int first, int count, int active, bool final)
    {
        int parts = 1;
        while (2 * parts * count <= TTeam.Size && 2 * parts <= active)
        {
            parts *= 2;
        }

        if (parts == 1)
        {
            for (int word = TTeam.Index; word < count; word += TTeam.Size)
            {
                Divide(task, team, first, word, Dot(task, team, word, active, 0, 1), final);
            }

            return;
        }

        int own = TTeam.Index % count;
        int part = TTeam.Index / count;
        if (part < parts)
        {
            team.Scratch[(part * count) + own] = Dot(task, team, own, active, part, parts);
        }

        TTeam.Barrier();
        if (TTeam.Index < count)
        {
            TLane normalizer = team.Scratch[TTeam.Index];
            for (int p = 1; p < parts; p++)
            {
                normalizer += team.Scratch[(p * count) + TTeam.Index];
            }

            Divide(task, team, first, TTeam.Index, normalizer, final);
        }
    }

    /// <summary>Σ θ·B of one word over every <paramref name="step"/>-th topic that is left.</summary>
    private static TLane Dot(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int word, int active, int first, int step)
    {
        int row = word * LdaDocumentTeam<T, TLane, TTeam>.RowLength(task.TopicCount);
        TLane a = TLane.Constant(0), b = a, c = a, d = a;
        int i = first;
        for (; i + (3 * step) < active; i += 4 * step)
        {
            a = AddTopic(team, row, i, a);
            b = AddTopic(team, row, i + step, b);
            c = AddTopic(team, row, i + (2 * step), c);
            d = AddTopic(team, row, i + (3 * step), d);
        }

        for (; i < active; i += step)
        {
            a = AddTopic(team, row, i, a);
        }

        return a + b + (c + d);
    }

    private static TLane AddTopic(LdaDocumentTeam<T, TLane, TTeam> team, int row, int place, TLane sum)
    {
        int k = team.Active[place];
        return TLane.FusedMultiplyAdd(team.Tile[row + k], team.Theta[k], sum);
    }

    private static void Divide(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int first, int word, TLane normalizer, bool final)
    {
        TLane count = TLane.Load(in task.Counts[first + word]);
        TLane limit = TLane.Broadcast(task.RescueLimit);
        TLane isTooSmall = WordRatio<T>.IsTooSmall(normalizer, limit);
        TLane ratio = WordRatio<T>.Evaluate(count, normalizer, limit, isTooSmall);
        team.Ratios[word] = ratio;
        if (final && task.KeepFactors != 0)
        {
            TLane.Store(ratio, ref task.Ratios[first + word]);
        }

        if (final && task.KeepBound != 0)
        {
            TLane.Store(normalizer, ref task.Normalizers[first + word]);
        }

        if (TLane.All(WordRatio<T>.IsLost(count, isTooSmall)))
        {
            team.Lose();
        }
    }

    /// <summary>Adds the tile's words to each topic's sum; in a long document the sum joins the total whenever it holds as many words as it may.</summary>
    /// <remarks>Where few topics are left several threads take one, each a part of the words.</remarks>
    private static void Accumulate(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int from, int count, int active, bool isLong)
    {
        const int Most = LdaPrecision<T>.TermsInASum;
        const int FewestWords = 4;
        int parts = 1;
        while (2 * parts * active <= TTeam.Size && 2 * parts * FewestWords <= count)
        {
            parts *= 2;
        }

        int end;
        for (int word = 0; word < count; word = end)
        {
            end = word + Most - ((from + word) % Most);
            end = end < count ? end : count;
            bool joins = isLong && (from + end) % Most == 0;
            if (parts == 1)
            {
                for (int i = TTeam.Index; i < active; i += TTeam.Size)
                {
                    AddToSum(team, team.Active[i], SumOfWords(task, team, team.Active[i], word, end, 1), joins);
                }

                continue;
            }

            int part = TTeam.Index / active;
            if (part < parts)
            {
                team.Scratch[TTeam.Index] = SumOfWords(task, team, team.Active[TTeam.Index - (part * active)], word + part, end, parts);
            }

            TTeam.Barrier();
            if (TTeam.Index < active)
            {
                TLane sum = team.Scratch[TTeam.Index];
                for (int p = 1; p < parts; p++)
                {
                    sum += team.Scratch[(p * active) + TTeam.Index];
                }

                AddToSum(team, team.Active[TTeam.Index], sum, joins);
            }

            TTeam.Barrier();
        }
    }

    /// <summary>Σ ratio·B of one topic over every <paramref name="step"/>-th word.</summary>
    private static TLane SumOfWords(LdaDocumentArguments<T> task, LdaDocumentTeam<T, TLane, TTeam> team, int k, int first, int end, int step)
    {
        int rowLength = LdaDocumentTeam<T, TLane, TTeam>.RowLength(task.TopicCount);

        // Four sums side by side: their loads do not wait for each other, and shorter chains round less.
        TLane a = TLane.Constant(0), b = a, c = a, d = a;
        int word = first;
        for (; word + (3 * step) < end; word += 4 * step)
        {
            a = AddWord(team, rowLength, k, word, a);
            b = AddWord(team, rowLength, k, word + step, b);
            c = AddWord(team, rowLength, k, word + (2 * step), c);
            d = AddWord(team, rowLength, k, word + (3 * step), d);
        }

        for (; word < end; word += step)
        {
            a = AddWord(team, rowLength, k, word, a);
        }

        return a + b + (c + d);
    }

    private static TLane AddWord(LdaDocumentTeam<T, TLane, TTeam> team, int rowLength, int k, int word, TLane sum) =>
        TLane.FusedMultiplyAdd(team.Ratios[word], team.Tile[(word * rowLength) + k], sum);

    private static void AddToSum(LdaDocumentTeam<T, TLane, TTeam> team, int k, TLane part, bool joins)
    {
        TLane sum = team.Sum[k] + part;
        if (joins)
        {
            TLane total = team.Totals[k];
            TLane joined = total + sum;
            team.Errors[k] = CompensatedTotal<T>.Error(team.Errors[k], total, sum, joined);
            team.Totals[k] = joined;
            sum = TLane.Constant(0);
        }

        team.Sum[k] = sum;
    }
}
