using System;
using System.Numerics;
using Kernels.Gpu.Lanes;
using Kernels.Lda;

namespace Kernels.Gpu;

/// <summary>What a device offers a group of threads.</summary>
/// <param name="WarpSize">Threads of a warp.</param>
/// <param name="LargestGroup">Threads of the largest group worth launching.</param>
/// <param name="SharedNumbers">Numbers that a group can share.</param>
internal readonly record struct LdaGroupLimits(int WarpSize, int LargestGroup, int SharedNumbers);

/// <summary>How documents of about the same length are given to groups of threads.</summary>
/// <param name="Threads">Threads of a document.</param>
/// <param name="Documents">Documents of a group; more than one only where each has a warp.</param>
/// <param name="TileWords">Words of a document that fit the shared memory at once.</param>
/// <param name="SharedNumbers">Numbers that the group shares.</param>
/// <param name="IsWarp">Whether each document has a warp, and not a group.</param>
/// <param name="IsLong">Whether the documents have more words than a plain sum may hold.</param>
internal readonly record struct LdaDocumentShape(int Threads, int Documents, int TileWords, int SharedNumbers, bool IsWarp, bool IsLong)
{
    /// <summary>Documents of a group at most. A multiprocessor holds 32 groups and 64 warps: with two warps a group it could be full, with four it is.</summary>
    public const int MostDocuments = 4;

    private const int LargestGroup = 256;
    private const int UsualWarp = 32;

    /// <summary>The shape for documents of up to so many words. Threads and tile of a document follow from its own length, so its bits do not depend on its neighbours.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="topicCount">K.</param>
    /// <param name="words">Words of the longest document.</param>
    /// <param name="mostDocuments">Documents of a group at most.</param>
    /// <returns>Null where not even one word of a document fits.</returns>
    public static LdaDocumentShape? Of(LdaGroupLimits limits, int topicCount, int words, int mostDocuments)
    {
        // A thread a topic or word, as far as that goes.
        int wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Math.Min(words, topicCount), UsualWarp, LargestGroup));
        bool isWarp = wanted == UsualWarp;
        int threads = isWarp ? limits.WarpSize : Math.Min(wanted, limits.LargestGroup);
        bool isLong = words > LdaPrecision<float>.TermsInASum;
        int empty = Length(topicCount, threads, 0, isLong);
        int room = (limits.SharedNumbers - empty) / (Length(topicCount, threads, 1, isLong) - empty);
        if (room < 1)
        {
            return null;
        }

        int tile = Math.Clamp(words, 1, room);
        int length = Length(topicCount, threads, tile, isLong);
        int documents = isWarp ? Math.Clamp(Math.Min(limits.SharedNumbers / length, limits.LargestGroup / threads), 1, mostDocuments) : 1;
        return new(threads, documents, tile, documents * length, isWarp, isLong);
    }

    private static int Length(int topicCount, int threads, int tileWords, bool isLong) =>
        LdaDocumentTeam<float, DeviceSingle, GroupTeam>.Length(topicCount, threads, tileWords, isLong);
}
