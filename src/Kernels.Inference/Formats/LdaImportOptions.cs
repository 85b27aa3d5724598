using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>What a file of another program does not say about a model.</summary>
public sealed record LdaImportOptions
{
    /// <summary>The words by id, where the file holds none; null: a model without words.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>α, where the file holds none: empty for 1/K, one value or K.</summary>
    public double[] Alpha { get; init; } = [];

    /// <summary>η, where the file holds none: empty for 1/K (of lda-c 0.01), one value or V.</summary>
    public double[] Eta { get; init; } = [];

    /// <summary>NumPy: a row of the matrix is a topic and not a word.</summary>
    public bool RowsAreTopics { get; init; }

    /// <summary>lda-c, where there is no <c>.gamma</c>: the tokens the topics were learnt from, taken to be shared evenly between them.</summary>
    public double? TokenCount { get; init; }
}
