using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;

namespace Kernels.Inference;

/// <summary>The leading eigenvectors of a symmetric matrix by subspace iteration: a block of vectors is multiplied by the matrix again and again, and its best combinations are taken.</summary>
/// <remarks>
/// Orthogonal iteration with Rayleigh–Ritz projection (Rutishauser 1970). The block is larger than what is asked for, so the error falls as the ratio of the first
/// eigenvalue beyond it to the wanted ones; a matrix no larger than the block is done in one step. Found are the largest among the eigenvalues of largest
/// magnitude: for a matrix of inner products those are the largest. The start is random and always the same.
/// </remarks>
internal sealed class LeadingEigenvectors
{
    private const int LeastBlock = 32;
    private const int SpareVectors = 8;
    private const int StepsBetweenChecks = 4;
    private const int MostSteps = 1200;

    /// <summary>Of the largest eigenvalue: how far A·v may be from θ·v.</summary>
    private const double Tolerance = 1e-10;

    private readonly double[] _matrix;
    private readonly int _size;
    private readonly double[][] _block;
    private readonly double[][] _product;

    private LeadingEigenvectors(double[] matrix, int size, int count)
    {
        int width = Math.Min(size, Math.Max(LeastBlock, count + SpareVectors));
        (_matrix, _size) = (matrix, size);
        (_block, _product) = (NewVectors(width), NewVectors(width));
        (Values, Vectors) = (new double[count], NewVectors(count));
    }

    /// <summary>Largest first.</summary>
    public double[] Values { get; }

    /// <summary>Of length 1, each at a right angle to the others.</summary>
    public double[][] Vectors { get; }

    public bool Converged { get; private set; }

    /// <summary>The vector with the sign that makes its largest component positive, the first of equals.</summary>
    public double[] Direction(int index)
    {
        double largest = 0;
        foreach (double value in Vectors[index])
        {
            // Rounding must not choose among equals: a later one has to be larger by more than that.
            largest = Math.Abs(value) > Math.Abs(largest) * (1 + 1e-9) ? value : largest;
        }

        return largest < 0 ? Array.ConvertAll(Vectors[index], value => -value) : Vectors[index];
    }

    /// <param name="matrix">size × size, symmetric and finite.</param>
    /// <param name="size">Rows.</param>
    /// <param name="count">Eigenvectors wanted, at most size.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public static LeadingEigenvectors Of(double[] matrix, int size, int count, CancellationToken cancellation)
    {
        var leading = new LeadingEigenvectors(matrix, size, count);
        leading.Start();
        for (int step = 0; !leading.Converged && step < MostSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            leading.Multiply();
            if (step % StepsBetweenChecks == 0 || step == MostSteps - 1)
            {
                leading.Project();
            }

            for (int i = 0; i < leading._block.Length; i++)
            {
                leading._product[i].CopyTo(leading._block[i], 0);
            }

            Orthonormalize(leading._block);
        }

        return leading;
    }

    private double[][] NewVectors(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[_size])];

    private void Start()
    {
        var uniform = new UniformSequence(seed: 0, stream: 0, part: 0);
        for (int i = 0; i < _block.Length; i++)
        {
            uniform.Begin((uint)i);
            for (int at = 0; at < _size; at++)
            {
                _block[i][at] = uniform.Next() - 0.5;
            }
        }

        Orthonormalize(_block);
    }

    /// <summary>The matrix times the block, column by column of the matrix, which are its rows.</summary>
    private void Multiply()
    {
        Array.ForEach(_product, Array.Clear);
        for (int row = 0; row < _size; row++)
        {
            ReadOnlySpan<double> values = _matrix.AsSpan(row * _size, _size);
            for (int i = 0; i < _block.Length; i++)
            {
                TensorPrimitives.FusedMultiplyAdd(values, _block[i][row], _product[i], _product[i]);
            }
        }
    }

    /// <summary>The best combinations of the block's vectors, and whether they are eigenvectors.</summary>
    private void Project()
    {
        int width = _block.Length;
        double[] small = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                small[(i * width) + j] = small[(j * width) + i] = 0.5 * (InOrder.Dot(_block[i], _product[j]) + InOrder.Dot(_block[j], _product[i]));
            }
        }

        (double[] values, double[] combinations) = JacobiEigenvectors.Of(small, width);
        double scale = values.Max(Math.Abs);
        double[] residual = new double[_size];
        double worst = 0;
        for (int k = 0; k < Vectors.Length; k++)
        {
            Values[k] = values[k];
            Array.Clear(Vectors[k]);
            Array.Clear(residual);
            for (int i = 0; i < width; i++)
            {
                double weight = combinations[(k * width) + i];
                TensorPrimitives.FusedMultiplyAdd(_block[i], weight, Vectors[k], Vectors[k]);
                TensorPrimitives.FusedMultiplyAdd(_product[i], weight, residual, residual);
            }

            TensorPrimitives.FusedMultiplyAdd(Vectors[k], -values[k], residual, residual);
            worst = Math.Max(worst, Math.Sqrt(InOrder.Dot(residual, residual)));
        }

        Converged = worst <= Tolerance * scale;
    }

    /// <summary>Gram–Schmidt, each vector twice (once leaves rounding of the size of what was taken away); a vector that the others span becomes 0.</summary>
    private static void Orthonormalize(double[][] vectors)
    {
        for (int i = 0; i < vectors.Length; i++)
        {
            double before = Math.Sqrt(InOrder.Dot(vectors[i], vectors[i]));
            for (int round = 0; round < 2; round++)
            {
                for (int j = 0; j < i; j++)
                {
                    TensorPrimitives.FusedMultiplyAdd(vectors[j], -InOrder.Dot(vectors[j], vectors[i]), vectors[i], vectors[i]);
                }
            }

            double length = Math.Sqrt(InOrder.Dot(vectors[i], vectors[i]));
            TensorPrimitives.Multiply(vectors[i], length > 1e-13 * before ? 1 / length : 0, vectors[i]);
        }
    }
}
