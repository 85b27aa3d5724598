using ILGPU;

namespace Kernels.Gpu;

/// <summary>Threads that share a document: all of a group, or a warp of it. The kernel is the same text for both.</summary>
internal interface ILdaTeam
{
    /// <summary>Threads of a team: a power of two.</summary>
    static abstract int Size { get; }

    /// <summary>Teams of a group.</summary>
    static abstract int Count { get; }

    /// <summary>Which team of its group this thread belongs to.</summary>
    static abstract int Place { get; }

    /// <summary>Which thread of its team this is.</summary>
    static abstract int Index { get; }

    /// <summary>Waits until every thread of the team is here; what they wrote to shared memory is then seen by all of them.</summary>
    static abstract void Barrier();
}

/// <summary>A whole group: for documents that have work for more threads than a warp's.</summary>
internal readonly struct GroupTeam : ILdaTeam
{
    public static int Size => Group.DimX;

    public static int Count => 1;

    public static int Place => 0;

    public static int Index => Group.IdxX;

    public static void Barrier() => Group.Barrier();
}

/// <summary>
/// A warp: for short documents, several to a group. Warps of a group never wait for each other, for their documents take different numbers of iterations.
/// </summary>
internal readonly struct WarpTeam : ILdaTeam
{
    public static int Size => Warp.WarpSize;

    public static int Count => Group.DimX / Warp.WarpSize;

    public static int Place => Group.IdxX / Warp.WarpSize;

    public static int Index => Group.IdxX % Warp.WarpSize;

    public static void Barrier() => Warp.Barrier();
}
