namespace Kernels.Inference;

/// <summary>How the score-function estimator keeps its variance down.</summary>
public enum ScoreFunctionVariance
{
    /// <summary>It does not.</summary>
    Plain,

    /// <summary>A running mean of ln p − ln q of the steps before is taken off.</summary>
    RunningBaseline,

    /// <summary>For each parameter the best multiple of the score is taken off, found from the step's other draws.</summary>
    OptimalControlVariate,
}
