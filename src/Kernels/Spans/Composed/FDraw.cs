using System;
using System.Runtime.CompilerServices;
using Kernels.Formulas;

namespace Kernels.Spans;

/// <summary>x = (g/n)/(h/m) with Gamma numbers g of shape n/2 and h of shape m/2: ∂x/∂n = x·(½·∂ ln g/∂(n/2) − 1/n), ∂x/∂m = x·(1/m − ½·∂ ln h/∂(m/2)).</summary>
internal readonly unsafe struct FDraw(double numerator, double denominator) : IComposedDraw
{
    public static int ParameterCount => 2;

    [SkipLocalsInit]
    public void Block(in RandomStream stream, long first, Span<double> draws, Span<double> derivatives)
    {
        int count = draws.Length;
        Span<double> secondLogs = stackalloc double[count];
        GammaPair.Block(
            stream,
            first,
            numerator / 2,
            denominator / 2,
            draws,
            secondLogs,
            derivatives.IsEmpty ? default : derivatives[..count],
            derivatives.IsEmpty ? default : derivatives[count..]);
        double ratio = denominator / numerator;
        for (int i = 0; i < count; i++)
        {
            draws[i] = SingleValue.Exp(draws[i] - secondLogs[i]) * ratio;
            if (!derivatives.IsEmpty)
            {
                derivatives[i] = draws[i] * ((0.5 * derivatives[i]) - (1 / numerator));
                derivatives[count + i] = draws[i] * ((1 / denominator) - (0.5 * derivatives[count + i]));
            }
        }
    }
}
