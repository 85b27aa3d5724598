namespace Kernels.Spans;

/// <summary>The last word of a counter: for what within a stream the random bits are, so that two uses never share them.</summary>
/// <remarks>Rejection takes attempts 0, 1, 2, … of a part; a part has 2²⁸ of them.</remarks>
internal static class RandomParts
{
    /// <summary>The first Gamma number of a draw.</summary>
    public const uint Gamma = 0;

    /// <summary>The second one, of Beta's and F's.</summary>
    public const uint SecondGamma = 1u << 28;

    /// <summary>The normal number of Student's t.</summary>
    public const uint Normal = 2u << 28;

    /// <summary>Numbers of which a counter gives several: uniform ones and what is one function of each.</summary>
    public const uint Dense = 3u << 28;

    /// <summary>Added to a Gamma part: the uniform number that brings a shape below 1 down.</summary>
    public const uint Boost = (1u << 28) - 1;
}
