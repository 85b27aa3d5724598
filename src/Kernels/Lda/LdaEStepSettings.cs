namespace Kernels.Lda;

/// <summary>The inner schedule of an E-step, and what it computes.</summary>
public readonly record struct LdaEStepSettings
{
    /// <summary>The most inner iterations a document gets, ≥ 1.</summary>
    public required int MaxIterations { get; init; }

    /// <summary>A document stops when the mean over topics of |Δγ| falls below this; 0 runs every iteration.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Start from the γ given instead of from α + N/K.</summary>
    public bool CarryGamma { get; init; }

    /// <summary>Add Σ n φ to the topics' statistics.</summary>
    public bool AccumulateStatistics { get; init; }

    /// <summary>Compute the documents' terms of the bound at the γ returned.</summary>
    public bool ComputeBound { get; init; }
}

/// <summary>What an E-step did, and the documents' terms of the bound (0 when not asked for). Natural logarithms.</summary>
public readonly record struct LdaEStepResult
{
    /// <summary>Sum over documents of distinct words × inner iterations.</summary>
    public long Visits { get; init; }

    /// <summary>Documents that stopped at the most iterations.</summary>
    public int UnconvergedDocuments { get; init; }

    /// <summary>Pairs whose normaliser was too small and went through log space, in the last iteration.</summary>
    public long RescuedPairs { get; init; }

    /// <summary>Σ n·log Σ_k exp(E[log θ] + E[log β]): terms 3, 4 and 7 together.</summary>
    public double WordLogNormalizer { get; init; }

    /// <summary>Term 2: E[log p(θ|α)].</summary>
    public double ThetaPrior { get; init; }

    /// <summary>Term 3: E[log p(z|θ)].</summary>
    public double AssignmentPrior { get; init; }

    /// <summary>Term 6: −E[log q(θ)].</summary>
    public double ThetaEntropy { get; init; }

    /// <summary>The documents' part of the bound: terms 2, 3, 4, 6 and 7.</summary>
    public double DocumentBound => WordLogNormalizer + ThetaPrior + ThetaEntropy;

    /// <summary>Adds two results, field by field.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static LdaEStepResult operator +(LdaEStepResult left, LdaEStepResult right) => Add(left, right);

    /// <summary>Adds two results, field by field.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static LdaEStepResult Add(LdaEStepResult left, LdaEStepResult right) => new()
    {
        Visits = left.Visits + right.Visits,
        UnconvergedDocuments = left.UnconvergedDocuments + right.UnconvergedDocuments,
        RescuedPairs = left.RescuedPairs + right.RescuedPairs,
        WordLogNormalizer = left.WordLogNormalizer + right.WordLogNormalizer,
        ThetaPrior = left.ThetaPrior + right.ThetaPrior,
        AssignmentPrior = left.AssignmentPrior + right.AssignmentPrior,
        ThetaEntropy = left.ThetaEntropy + right.ThetaEntropy,
    };
}

/// <summary>The bound's terms that belong to the topics. Natural logarithms.</summary>
/// <param name="TopicPrior">Term 1: E[log p(β|η)].</param>
/// <param name="Likelihood">Term 4: E[log p(w|z, β)] = Σ statistics·E[log β], over the statistics gathered since the last λ step.</param>
/// <param name="TopicEntropy">Term 5: −E[log q(β)].</param>
public readonly record struct LdaTopicBound(double TopicPrior, double Likelihood, double TopicEntropy);
