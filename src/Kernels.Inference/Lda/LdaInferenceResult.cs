using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>What the inference of many documents did.</summary>
public sealed record LdaInferenceResult
{
    /// <summary>Documents inferred.</summary>
    public required int Documents { get; init; }

    /// <summary>Documents whose γ had not settled within <see cref="LdaInferenceSettings.MaxIterations"/>.</summary>
    public required int UnconvergedDocuments { get; init; }

    /// <summary>Sum over documents of distinct words × iterations.</summary>
    public required long Visits { get; init; }

    /// <summary>(word, document) pairs that needed log space.</summary>
    public required long RescuedPairs { get; init; }

    internal static LdaInferenceResult Of(int documents, in LdaEStepResult sum) => new()
    {
        Documents = documents,
        UnconvergedDocuments = sum.UnconvergedDocuments,
        Visits = sum.Visits,
        RescuedPairs = sum.RescuedPairs,
    };
}
