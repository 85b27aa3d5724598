namespace Kernels.Inference;

/// <summary>What a dense layer puts its sums through.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>max(x, 0).</summary>
    Rectifier,

    /// <summary>ln(1 + exp x).</summary>
    Softplus,

    /// <summary>1/(1 + exp −x).</summary>
    Sigmoid,

    /// <summary>tanh x.</summary>
    HyperbolicTangent,
}
