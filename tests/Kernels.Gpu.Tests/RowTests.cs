using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Rows of every awkward length: less than a block, a block, a chunk and a bit, many chunks.</summary>
[Collection(SharedDevice.Collection)]
public sealed class RowTests(SharedDevice shared)
{
    public static TheoryData<int, int> Shapes => new() { { 1, 5 }, { 7, 9 }, { 32, 2 }, { 100, 3 }, { 257, 2 }, { 1100, 1 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void LogSumExpOfRows(int rowLength, int rows)
    {
        LogSumExp<float>(rowLength, rows);
        LogSumExp<double>(rowLength, rows);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SoftmaxOfRows(int rowLength, int rows)
    {
        Softmax(rowLength, Values.Logs<float>(rowLength * rows, rowLength));
        Softmax(rowLength, Values.Logs<double>(rowLength * rows, rowLength));
    }

    [Fact]
    public void SoftmaxOfDegenerateRows()
    {
        float up = float.PositiveInfinity, down = float.NegativeInfinity;
        Softmax(4, [up, 1, up, down, 1, 2, 3, 4, down, down, down, down, 1, float.NaN, up, 2, down, 0, down, 0, 5, up, 1, 1]);
        Softmax<double>(3, [1, double.PositiveInfinity, 2, double.NaN, 1, 1, 0, 0, 0]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ExpectationsOfRows(int rowLength, int rows)
    {
        Dirichlets<float>(rowLength, rows);
        Dirichlets<double>(rowLength, rows);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DivergenceOfRows(int rowLength, int rows)
    {
        Divergence<float>(rowLength, rows);
        Divergence<double>(rowLength, rows);
    }

    private void LogSumExp<T>(int rowLength, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.Logs<T>(rowLength * rows, 3);
        T[] expected = new T[rows];
        Probability.LogSumExpRows<T>(x, rowLength, expected);
        GpuProbability<T> probability = new(shared.Device);
        using MemoryBuffer1D<T, Stride1D.Dense> source = shared.Upload(x);
        T[] actual = shared.Run<T>(rows, (stream, destination) => probability.LogSumExpRows(stream, source.View, rowLength, destination));
        Values.AssertSameBits(expected, actual, row => $"row {row} of {rowLength}");
    }

    private void Softmax<T>(int rowLength, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = new T[x.Length], expectedLogs = new T[x.Length / rowLength];
        Probability.SoftmaxRows<T>(x, rowLength, expected, expectedLogs);
        GpuProbability<T> probability = new(shared.Device);
        using MemoryBuffer1D<T, Stride1D.Dense> logs = shared.Upload(new T[expectedLogs.Length]);

        // In place.
        using MemoryBuffer1D<T, Stride1D.Dense> buffer = shared.Upload(x);
        probability.SoftmaxRows(shared.Device.Accelerator.DefaultStream, buffer.View, rowLength, buffer.View, logs.View);
        shared.Device.Accelerator.Synchronize();
        Values.AssertSameBits(expected, buffer.GetAsArray1D(), i => $"place {i % rowLength} of row {i / rowLength}");
        Values.AssertSameBits(expectedLogs, logs.GetAsArray1D(), row => $"normaliser of row {row}");
    }

    private void Dirichlets<T>(int rowLength, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The second set has rows whose sum is below 1.
        foreach (T[] alpha in (T[][])[Values.Positive<T>(rowLength * rows, 5), Array.ConvertAll(Values.Positive<T>(rowLength * rows, 6), x => x * T.CreateChecked(0.0005))])
        {
            T[] expected = new T[alpha.Length];
            GpuDirichlet<T> dirichlet = new(shared.Device);
            using MemoryBuffer1D<T, Stride1D.Dense> source = shared.Upload(alpha);
            Dirichlet.ExpectedLogRows<T>(alpha, rowLength, expected);
            T[] actual = shared.Run<T>(alpha.Length, (stream, destination) => dirichlet.ExpectedLogRows(stream, source.View, rowLength, destination));
            Values.AssertSameBits(expected, actual, i => $"E[ln] place {i % rowLength} of row {i / rowLength}");
            Dirichlet.ExpExpectedLogRows<T>(alpha, rowLength, expected);
            actual = shared.Run<T>(alpha.Length, (stream, destination) => dirichlet.ExpExpectedLogRows(stream, source.View, rowLength, destination));
            Values.AssertSameBits(expected, actual, i => $"exp E[ln] place {i % rowLength} of row {i / rowLength}");
        }
    }

    private void Divergence<T>(int rowLength, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] alpha = Values.Positive<T>(rowLength * rows, 8), beta = Values.Positive<T>(rowLength * rows, 9);
        T[] expected = new T[rows];
        Dirichlet.KullbackLeiblerRows<T>(alpha, beta, rowLength, expected);
        GpuDirichlet<T> dirichlet = new(shared.Device);
        using MemoryBuffer1D<T, Stride1D.Dense> a = shared.Upload(alpha);
        using MemoryBuffer1D<T, Stride1D.Dense> b = shared.Upload(beta);
        T[] actual = shared.Run<T>(rows, (stream, destination) => dirichlet.KullbackLeiblerRows(stream, a.View, b.View, rowLength, destination));
        Values.AssertSameBits(expected, actual, row => $"row {row} of {rowLength}");
    }
}
