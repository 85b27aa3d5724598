using System;

namespace Kernels.Inference;

/// <summary>A symmetric positive definite matrix S by its <see cref="CholeskyFactor"/> L, S = L·Lᵀ; rows one after the other.</summary>
internal sealed class PositiveDefinite(int size)
{
    private readonly double[] _lower = new double[size * size];

    /// <summary>p, rows of S.</summary>
    public int Size => size;

    /// <summary>L, zeros above the diagonal.</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>ln |S|.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Factors S, of which the lower triangle is read, or says that it is not positive definite.</summary>
    public bool TryFactor(ReadOnlySpan<double> symmetric)
    {
        if (!CholeskyFactor.TryFactor(symmetric, size, _lower))
        {
            return false;
        }

        Span<double> logarithms = size <= 64 ? stackalloc double[size] : new double[size];
        for (int i = 0; i < size; i++)
        {
            logarithms[i] = _lower[(i * size) + i];
        }

        SpecialFunctions.Log<double>(logarithms, logarithms);
        LogDeterminant = 0;
        foreach (double logarithm in logarithms)
        {
            LogDeterminant += 2 * logarithm;
        }

        return true;
    }

    /// <summary>vector ← L⁻¹·vector.</summary>
    public void SolveLower(Span<double> vector) => CholeskyFactor.Solve(_lower, size, vector);

    /// <summary>vector ← L⁻ᵀ·vector.</summary>
    public void SolveUpper(Span<double> vector)
    {
        for (int i = size - 1; i >= 0; i--)
        {
            double sum = vector[i];
            for (int j = i + 1; j < size; j++)
            {
                sum -= _lower[(j * size) + i] * vector[j];
            }

            vector[i] = sum / _lower[(i * size) + i];
        }
    }

    /// <summary>destination = S⁻¹, symmetric to the bit.</summary>
    public void Invert(Span<double> destination)
    {
        Span<double> column = size <= 64 ? stackalloc double[size] : new double[size];
        for (int j = 0; j < size; j++)
        {
            column.Clear();
            column[j] = 1;
            SolveLower(column);
            SolveUpper(column);
            for (int i = j; i < size; i++)
            {
                destination[(i * size) + j] = destination[(j * size) + i] = column[i];
            }
        }
    }

    /// <summary>xᵀ·S⁻¹·x = |L⁻¹·x|²; the vector becomes L⁻¹·x.</summary>
    public double InverseForm(Span<double> vector)
    {
        SolveLower(vector);
        return InOrder.Dot(vector, vector);
    }

    /// <summary>xᵀ·S·x = |Lᵀ·x|².</summary>
    public double Form(ReadOnlySpan<double> vector)
    {
        double square = 0;
        for (int j = 0; j < size; j++)
        {
            double sum = 0;
            for (int i = j; i < size; i++)
            {
                sum += _lower[(i * size) + j] * vector[i];
            }

            square += sum * sum;
        }

        return square;
    }
}
