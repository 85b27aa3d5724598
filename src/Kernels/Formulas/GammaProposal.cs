using System.Runtime.CompilerServices;
using Kernels.Lanes;

namespace Kernels.Formulas;

/// <summary>A proposal for a Gamma number, and how clearly the squeeze accepts it.</summary>
/// <remarks>
/// Marsaglia and Tsang 2000, "A simple method for generating gamma variables": v = (1 + c·x)³ with x normal, d = shape − ⅓, c = 1/√(9·d); d·v is the number
/// if w &lt; 1 − 0.0331·x⁴, w uniform, which needs no logarithm. Products and sums are rounded apart, as the seeds of models that exist were first drawn so.
/// </remarks>
internal static class GammaProposal<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>d·v, and min(1 − 0.0331·x⁴ − w, 1 + c·x): above 0 where the squeeze accepts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Value, TLanes Margin) Evaluate(TLanes normal, TLanes uniform, TLanes d, TLanes c)
    {
        TLanes one = TLanes.Constant(1);
        TLanes root = one + (c * normal);
        TLanes square = normal * normal;
        TLanes clear = one - (TLanes.Constant(0.0331) * square * square) - uniform;
        return (d * (root * root * root), TLanes.MinOrSecond(clear, root));
    }
}
