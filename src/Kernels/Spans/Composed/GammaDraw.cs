using System;
using System.Runtime.CompilerServices;

namespace Kernels.Spans;

/// <summary>x = g/rate, g a Gamma(shape, 1) number: ∂x/∂shape = x·∂ ln g/∂shape, ∂x/∂rate = −x/rate.</summary>
internal readonly unsafe struct GammaDraw(double shape, double rate) : IComposedDraw
{
    public static int ParameterCount => 2;

    [SkipLocalsInit]
    public void Block(in RandomStream stream, long first, Span<double> draws, Span<double> derivatives)
    {
        int count = draws.Length;
        double* room = stackalloc double[2 * GammaDraws.BlockLength];
        Span<double> shapes = new(room, count);
        Span<double> logarithms = new(room + GammaDraws.BlockLength, count);
        shapes.Fill(shape);
        GammaDraws.Block(stream, RandomParts.Gamma, first, shapes, draws, derivatives.IsEmpty ? default : logarithms);
        if (!derivatives.IsEmpty)
        {
            GammaShapeDerivatives.OfLogarithms(shapes, draws, logarithms, logarithms);
        }

        for (int i = 0; i < count; i++)
        {
            draws[i] /= rate;
        }

        for (int i = 0; i < count && !derivatives.IsEmpty; i++)
        {
            derivatives[i] = draws[i] * logarithms[i];
            derivatives[count + i] = -draws[i] / rate;
        }
    }
}
