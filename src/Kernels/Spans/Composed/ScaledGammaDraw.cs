using System;

namespace Kernels.Spans;

/// <summary>A Gamma number whose shape or rate is not a parameter of its own: χ², with ∂x/∂ν = ½·∂x/∂shape, and Erlang's, with ∂x/∂rate alone.</summary>
internal readonly struct ScaledGammaDraw(double shape, double rate, bool byShape) : IComposedDraw
{
    private const double ShapePerDegree = 0.5;

    public static int ParameterCount => 1;

    public void Block(in RandomStream stream, long first, Span<double> draws, Span<double> derivatives)
    {
        if (byShape && !derivatives.IsEmpty)
        {
            Span<double> both = stackalloc double[2 * GammaDraws.BlockLength];
            new GammaDraw(shape, rate).Block(stream, first, draws, both[..(2 * draws.Length)]);
            for (int i = 0; i < draws.Length; i++)
            {
                derivatives[i] = ShapePerDegree * both[i];
            }

            return;
        }

        new GammaDraw(shape, rate).Block(stream, first, draws, default);
        for (int i = 0; i < derivatives.Length; i++)
        {
            derivatives[i] = -draws[i] / rate;
        }
    }
}
