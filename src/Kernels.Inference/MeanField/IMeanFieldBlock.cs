namespace Kernels.Inference;

/// <summary>One factor q_j of a mean-field approximation q(z) = Π_j q_j(z_j), with the terms of the evidence lower bound that it looks after.</summary>
/// <remarks>The terms of all blocks of a model add up to E_q[ln p(x, z)] − E_q[ln q(z)], whatever the factors are at that moment.</remarks>
public interface IMeanFieldBlock
{
    /// <summary>What the factor is of, for reports.</summary>
    string Name { get; }

    /// <summary>q_j ← the one that maximises the bound with the other factors as they are: ln q_j = E_(i≠j)[ln p(x, z)] + const.</summary>
    void Update();

    /// <summary>The block's terms of the bound, with all factors as they are.</summary>
    double BoundTerms();
}
