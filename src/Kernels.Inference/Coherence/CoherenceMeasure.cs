using System;

namespace Kernels.Inference;

/// <summary>How well the top words of a topic go together in a reference. Higher is more coherent; values of different measures may not be compared.</summary>
/// <remarks>
/// p(w) is the share of windows of the reference that hold w, p(v, w) of those that hold both; a window is a run of so many words of a document, one at each place,
/// and a document no longer than it is one window. Words that the reference never holds are left out. Natural logarithms; means are over all pairs of a topic's words.
/// </remarks>
public enum CoherenceMeasure
{
    /// <summary>
    /// Mean of ln((D(v, w) + 1)/D(w)), w heavier in the topic than v, D counting documents (Mimno et al. 2011: there a sum, which is this times
    /// N·(N − 1)/2). Röder et al. 2015 and gensim write ln((D(v, w)/D + 10⁻¹²)/(D(w)/D)), which is this with a smoothing of 10⁻¹²·D in place of 1.
    /// </summary>
    UMass,

    /// <summary>Mean of ln((p(v, w) + ε)/(p(v)·p(w))), windows of 10 words (Newman et al. 2010; C_UCI of Röder et al. 2015).</summary>
    CUci,

    /// <summary>
    /// Mean of ln((p(v, w) + ε)/(p(v)·p(w)))/−ln(p(v, w) + ε), windows of 10 words (Aletras and Stevenson 2013; C_NPMI of Röder et al. 2015). 1 where p(v, w) = 1.
    /// </summary>
    CNpmi,

    /// <summary>
    /// With v_i the normalised mutual information of word i and every word of the topic, windows of 110 words: mean of the cosine of v_i and Σ_j v_j (C_V of
    /// Röder et al. 2015).
    /// </summary>
    CV,
}

/// <summary>How coherence is measured.</summary>
public sealed record CoherenceSettings
{
    private const int ShortWindow = 10;
    private const int LongWindow = 110;

    /// <summary>N, the heaviest words of each topic, at least 2.</summary>
    public int Words { get; init; } = 10;

    /// <summary>Added to the documents of a pair in <see cref="CoherenceMeasure.UMass"/>; above 0.</summary>
    public double UMassSmoothing { get; init; } = 1;

    /// <summary>ε of the other measures, above 0 (Stevens et al. 2012, Röder et al. 2015).</summary>
    public double Epsilon { get; init; } = 1e-12;

    /// <summary>Words of a window, at least 2; null: 10, for <see cref="CoherenceMeasure.CV"/> 110.</summary>
    public int? WindowSize { get; init; }

    /// <summary>The window of a measure; of documents for <see cref="CoherenceMeasure.UMass"/>.</summary>
    internal int WindowOf(CoherenceMeasure measure) => measure switch
    {
        CoherenceMeasure.UMass => WindowCounts.WholeDocument,
        CoherenceMeasure.CUci or CoherenceMeasure.CNpmi => WindowSize ?? ShortWindow,
        CoherenceMeasure.CV => WindowSize ?? LongWindow,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure of coherence."),
    };

    internal CoherenceSettings Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Words, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowSize ?? 2, 2);
        if (!(UMassSmoothing > 0 && double.IsFinite(UMassSmoothing) && Epsilon > 0 && double.IsFinite(Epsilon)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The smoothing is {UMassSmoothing} and ε is {Epsilon}; expected finite numbers above 0."));
        }

        return this;
    }
}
