using ILGPU;

namespace Kernels.Gpu;

/// <summary>What the kernels of the statistics are given: a block's pairs by word, the factors of their φ, and the topics' statistics.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal struct LdaStatisticsArguments<T>
    where T : unmanaged
{
    /// <summary>Of each piece the word that it is all of, or ~ the row of <see cref="Partials"/> that its sum goes to.</summary>
    public ArrayView<int> Targets;

    /// <summary>Where each piece's pairs begin in the next two, and where the last ends.</summary>
    public ArrayView<int> Starts;

    /// <summary>The document of each pair.</summary>
    public ArrayView<int> Documents;

    /// <summary>The pair's place among the block's pairs.</summary>
    public ArrayView<int> Places;

    /// <summary>The words of more than one piece.</summary>
    public ArrayView<int> LongWords;

    /// <summary>Where each one's sums begin in <see cref="Partials"/>, and where the last ends.</summary>
    public ArrayView<int> LongStarts;

    /// <summary>Sums of the pieces of long words, rows of <see cref="Stride"/>.</summary>
    public ArrayView<T> Partials;

    /// <summary>n/normaliser by place.</summary>
    public ArrayView<T> Ratios;

    /// <summary>θ, rows of <see cref="Stride"/>.</summary>
    public ArrayView<T> Theta;

    /// <summary>exp E[log β], each row over its maximum; rows of <see cref="Stride"/>.</summary>
    public ArrayView<T> Factors;

    /// <summary>Σ n φ, rows of <see cref="Stride"/>.</summary>
    public ArrayView<T> Statistics;

    /// <summary>What rounding has left of it.</summary>
    public ArrayView<T> Errors;

    /// <summary>K padded.</summary>
    public int Stride;
}
