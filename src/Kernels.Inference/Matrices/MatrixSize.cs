using System;

namespace Kernels.Inference;

/// <summary>Sizes of matrices among a family's parameters.</summary>
internal static class MatrixSize
{
    /// <summary>Beyond, the square of the number of parameters, 10¹², is no array.</summary>
    public const int Largest = 1000;

    /// <summary>The numbers of a square matrix.</summary>
    public static int Square(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Largest);
        return size * size;
    }
}
