using System;
using System.Runtime.CompilerServices;
using Kernels.Formulas;

namespace Kernels.Spans;

/// <summary>x = g/(g + h) with Gamma numbers g of shape α and h of shape β, in logarithms: ∂x/∂α = x·(1 − x)·∂ ln g/∂α, ∂x/∂β = −x·(1 − x)·∂ ln h/∂β.</summary>
internal readonly unsafe struct BetaDraw(double alpha, double beta) : IComposedDraw
{
    public static int ParameterCount => 2;

    [SkipLocalsInit]
    public void Block(in RandomStream stream, long first, Span<double> draws, Span<double> derivatives)
    {
        int count = draws.Length;
        Span<double> secondLogs = stackalloc double[count];
        GammaPair.Block(
            stream, first, alpha, beta, draws, secondLogs, derivatives.IsEmpty ? default : derivatives[..count], derivatives.IsEmpty ? default : derivatives[count..]);
        for (int i = 0; i < count; i++)
        {
            // The share of the smaller by its ratio to the larger: neither overflows, and 1 − x is known where x is near 1.
            double difference = draws[i] - secondLogs[i];
            double ratio = SingleValue.Exp(-Math.Abs(difference));
            double smaller = ratio / (1 + ratio);
            double larger = 1 / (1 + ratio);
            draws[i] = difference > 0 ? larger : smaller;
            if (!derivatives.IsEmpty)
            {
                derivatives[i] *= larger * smaller;
                derivatives[count + i] *= -(larger * smaller);
            }
        }
    }
}
