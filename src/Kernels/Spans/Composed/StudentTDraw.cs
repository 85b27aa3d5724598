using System;
using System.Runtime.CompilerServices;
using Kernels.Formulas;

namespace Kernels.Spans;

/// <summary>x = location + scale·t, t = z·√(ν/2/g), z normal and g a Gamma number of shape ν/2.</summary>
/// <remarks>∂x/∂ν = scale·t·½·(1/ν − ½·∂ ln g/∂(ν/2)), ∂x/∂location = 1, ∂x/∂scale = t.</remarks>
internal readonly unsafe struct StudentTDraw(double degreesOfFreedom, double location, double scale) : IComposedDraw
{
    public static int ParameterCount => 3;

    [SkipLocalsInit]
    public void Block(in RandomStream stream, long first, Span<double> draws, Span<double> derivatives)
    {
        int count = draws.Length;
        double* room = stackalloc double[3 * GammaDraws.BlockLength];
        Span<double> shapes = new(room, count);
        Span<double> values = new(room + GammaDraws.BlockLength, count);
        Span<double> logarithms = new(room + (2 * GammaDraws.BlockLength), count);
        double half = degreesOfFreedom / 2;
        shapes.Fill(half);
        GammaDraws.Block(stream, RandomParts.Gamma, first, shapes, values, logarithms);
        if (!derivatives.IsEmpty)
        {
            GammaShapeDerivatives.OfLogarithms(shapes, values, logarithms, derivatives[..count]);
        }

        Normals(stream, first, draws, shapes);
        double logHalf = SingleValue.Log(half);
        for (int i = 0; i < count; i++)
        {
            double standardised = draws[i] * SingleValue.Exp(0.5 * (logHalf - logarithms[i]));
            draws[i] = location + (scale * standardised);
            if (!derivatives.IsEmpty)
            {
                derivatives[i] = 0.5 * scale * standardised * ((1 / degreesOfFreedom) - (0.5 * derivatives[i]));
                derivatives[count + i] = 1;
                derivatives[(2 * count) + i] = standardised;
            }
        }
    }

    /// <summary>A normal number for each draw.</summary>
    private static void Normals(in RandomStream stream, long first, Span<double> destination, Span<double> room)
    {
        Span<ulong> indices = stackalloc ulong[destination.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = (ulong)(first + i);
        }

        Philox4x32.Uniforms(stream.Seed, stream.Stream, indices, RandomParts.Normal, destination, room);
        SpanMap.Run<double, NormalQuantile<double>>(destination, destination);
    }
}
