using ILGPU;

namespace Kernels.Gpu;

/// <summary>What the document kernel is given: a block of documents, and where their results go. Views that nobody asked for are empty.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal struct LdaDocumentArguments<T>
    where T : unmanaged
{
    /// <summary>The document of each group.</summary>
    public ArrayView<int> Order;

    /// <summary>Where each document's pairs begin, D + 1 places.</summary>
    public ArrayView<int> Starts;

    /// <summary>Word of each pair.</summary>
    public ArrayView<int> Words;

    /// <summary>Count of each pair.</summary>
    public ArrayView<T> Counts;

    /// <summary>exp E[log β], each row over its maximum; rows of <see cref="Stride"/>.</summary>
    public ArrayView<T> Factors;

    /// <summary>α.</summary>
    public ArrayView<T> Alpha;

    /// <summary>N/K of each document.</summary>
    public ArrayView<T> Shares;

    /// <summary>γ, D × K.</summary>
    public ArrayView<T> Gamma;

    /// <summary>Iterations, negative where the tolerance was not reached, or <see cref="LdaDocumentStatus.Lost"/>.</summary>
    public ArrayView<int> Status;

    /// <summary>θ at the γ returned, D rows of <see cref="Stride"/>; for the statistics.</summary>
    public ArrayView<T> Theta;

    /// <summary>n/normaliser of each pair; for the statistics.</summary>
    public ArrayView<T> Ratios;

    /// <summary>Normaliser of each pair; for the bound.</summary>
    public ArrayView<T> Normalizers;

    /// <summary>θ·Σ ratio·B of each document, D × K: its expected counts of topics; for the bound.</summary>
    public ArrayView<T> Expected;

    /// <summary>What θ was divided by, or the logarithm of it; for the bound.</summary>
    public ArrayView<T> ThetaScale;

    /// <summary>1 where <see cref="ThetaScale"/> is a logarithm.</summary>
    public ArrayView<int> ThetaScaleIsLog;

    /// <summary>K.</summary>
    public int TopicCount;

    /// <summary>K padded.</summary>
    public int Stride;

    /// <summary>Words that a group's tile can hold.</summary>
    public int TileWords;

    /// <summary>1 where the documents have more words than a plain sum may hold.</summary>
    public int IsLong;

    /// <summary>The most iterations.</summary>
    public int MaxIterations;

    /// <summary>1 to start from the γ given.</summary>
    public int CarryGamma;

    /// <summary>1 to leave θ and the ratios.</summary>
    public int KeepFactors;

    /// <summary>1 to leave what the bound needs.</summary>
    public int KeepBound;

    /// <summary>Σ|Δγ| below which a document has converged.</summary>
    public T Tolerance;

    /// <summary>Factors below this are 0.</summary>
    public T Flush;

    /// <summary>A normaliser below this may have lost what was flushed.</summary>
    public T RescueLimit;
}

/// <summary>How a document ended.</summary>
internal static class LdaDocumentStatus
{
    /// <summary>A word's normaliser was too small for scaled arithmetic; the document is the processor's, in logarithms.</summary>
    public const int Lost = int.MinValue;
}
