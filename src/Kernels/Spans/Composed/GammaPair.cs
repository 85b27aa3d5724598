using System;
using System.Runtime.CompilerServices;

namespace Kernels.Spans;

/// <summary>Logarithms of two independent Gamma numbers a draw, and their derivatives by the shapes: what Beta and F are made of.</summary>
internal static unsafe class GammaPair
{
    /// <summary>The logarithms of the first numbers and of the second, and if asked for their derivatives in the same order.</summary>
    [SkipLocalsInit]
    public static void Block(
        in RandomStream stream, long first, double firstShape, double secondShape, Span<double> firstLogs, Span<double> secondLogs, Span<double> firstSlopes, Span<double> secondSlopes)
    {
        int count = firstLogs.Length;
        double* room = stackalloc double[2 * GammaDraws.BlockLength];
        Span<double> shapes = new(room, count);
        Span<double> values = new(room + GammaDraws.BlockLength, count);
        shapes.Fill(firstShape);
        GammaDraws.Block(stream, RandomParts.Gamma, first, shapes, values, firstLogs);
        GammaShapeDerivatives.OfLogarithms(shapes, values, firstLogs, firstSlopes);
        shapes.Fill(secondShape);
        GammaDraws.Block(stream, RandomParts.SecondGamma, first, shapes, values, secondLogs);
        GammaShapeDerivatives.OfLogarithms(shapes, values, secondLogs, secondSlopes);
    }
}
