using System;
using System.Linq;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Few long rows, shared out over the device: lengths at and around the switch, several rows, special values; always the processor's bits, twice.</summary>
[Collection(SharedDevice.Collection)]
public sealed class LongRowTests(SharedDevice shared)
{
    /// <summary>The switch is at 2048 values in double and at 4096 in float. Chunks hold 128 or 256 values, pieces 1024.</summary>
    public static TheoryData<int, int> Shapes => new()
    {
        { 2047, 1 }, { 2048, 1 }, { 2049, 2 }, { 4095, 1 }, { 4096, 1 }, { 4097, 3 }, { 5121, 2 },
    };

    [Fact]
    public void TheSwitchIsWhereATeamEachWouldLeaveTheDeviceIdle()
    {
        Assert.False(RowLaunch.AreFewAndLong<float>(1, 4095));
        Assert.True(RowLaunch.AreFewAndLong<float>(1, 4096));
        Assert.True(RowLaunch.AreFewAndLong<double>(4095, 2048));
        Assert.False(RowLaunch.AreFewAndLong<double>(4096, 2048));
        Assert.False(RowLaunch.AreFewAndLong<float>(0, 4096));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ExponentialsOfLongRows(int rowLength, int rows)
    {
        Exponentials(rowLength, Values.Logs<float>(rowLength * rows, 3));
        Exponentials(rowLength, Values.Logs<double>(rowLength * rows, 3));
    }

    /// <summary>More chunks than one launch of the tree takes.</summary>
    [Fact]
    public void ALongRowWhoseTreeTakesTwoLaunches()
    {
        const int Length = (RowTreeBlock.Length * 128) + 77;
        Exponentials(Length, Values.Logs<double>(Length, 11));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void DirichletsOfLongRows(int rowLength, int rows)
    {
        Dirichlets(rowLength, Values.Positive<float>(rowLength * rows, 5), Values.Positive<float>(rowLength * rows, 6));
        Dirichlets(rowLength, Values.Positive<double>(rowLength * rows, 5), Values.Positive<double>(rowLength * rows, 6));
    }

    [Fact]
    public void LongRowsWithSpecialLogarithms()
    {
        SpecialLogarithms<float>();
        SpecialLogarithms<double>();
    }

    /// <summary>Rows whose sum is below 1, a whole one among them; 0, NaN, ∞ and a negative number where they do the most harm: in the last, partial piece.</summary>
    [Fact]
    public void LongRowsWithSpecialParameters()
    {
        SpecialParameters<float>();
        SpecialParameters<double>();
    }

    private void SpecialParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Length = 4099;
        T[] sparse = Array.ConvertAll(Values.Positive<T>(Length, 7), x => x * T.CreateChecked(1e-6));
        T[] ones = [.. Enumerable.Repeat(T.One, 3 * Length)];
        T[] alpha = [.. sparse, .. Values.Positive<T>(Length, 8), .. sparse];
        Dirichlets(Length, alpha, ones);
        foreach (T special in (T[])[T.Zero, T.NaN, T.PositiveInfinity, -T.One])
        {
            alpha[^1] = special;
            alpha[0] = special;
            Dirichlets(Length, alpha, ones);
        }
    }

    private void SpecialLogarithms<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Length = 4099, Last = Length - 1;
        T up = T.PositiveInfinity, down = T.NegativeInfinity;
        T[] x = Values.Logs<T>(9 * Length, 12);
        Set(0, (Last, T.NaN));
        Set(1, (0, up), (2000, up), (Last, up));
        Fill(2, down);
        Fill(3, down);
        Set(3, (Last, T.One));
        Set(4, (5, up), (Last, T.NaN), (300, down));
        Fill(5, up);
        Fill(6, T.Zero);
        Fill(7, T.NaN);
        Set(8, (Last, down));
        Exponentials(Length, x);

        void Set(int row, params (int Place, T Value)[] values) => Array.ForEach(values, value => x[(row * Length) + value.Place] = value.Value);
        void Fill(int row, T value) => x.AsSpan(row * Length, Length).Fill(value);
    }

    private void Exponentials<T>(int rowLength, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = x.Length / rowLength;
        T[] expected = new T[x.Length], expectedLogs = new T[rows];
        Probability.SoftmaxRows<T>(x, rowLength, expected, expectedLogs);
        GpuProbability<T> probability = new(shared.Device);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        using MemoryBuffer1D<T, Stride1D.Dense> buffer = shared.Upload(x), logs = shared.Upload(new T[rows]);
        for (int turn = 0; turn < 2; turn++)
        {
            probability.LogSumExpRows(stream, buffer.View, rowLength, logs.View);
            stream.Synchronize();
            Values.AssertSameBits(expectedLogs, logs.GetAsArray1D(), row => $"ln Σ exp of row {row} of {rowLength}");

            // In place.
            probability.SoftmaxRows(stream, buffer.View, rowLength, buffer.View, logs.View);
            stream.Synchronize();
            Values.AssertSameBits(expected, buffer.GetAsArray1D(), i => $"softmax place {i % rowLength} of row {i / rowLength} of {rowLength}");
            Values.AssertSameBits(expectedLogs, logs.GetAsArray1D(), row => $"normaliser of row {row} of {rowLength}");
            buffer.CopyFromCPU(x);
        }
    }

    private void Dirichlets<T>(int rowLength, T[] alpha, T[] beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = alpha.Length / rowLength;
        T[] logs = new T[alpha.Length], exponentials = new T[alpha.Length], divergences = new T[rows];
        Dirichlet.ExpectedLogRows<T>(alpha, rowLength, logs);
        Dirichlet.ExpExpectedLogRows<T>(alpha, rowLength, exponentials);
        Dirichlet.KullbackLeiblerRows<T>(alpha, beta, rowLength, divergences);
        GpuDirichlet<T> dirichlet = new(shared.Device);
        using MemoryBuffer1D<T, Stride1D.Dense> a = shared.Upload(alpha), b = shared.Upload(beta);
        for (int turn = 0; turn < 2; turn++)
        {
            T[] actual = shared.Run<T>(alpha.Length, (stream, destination) => dirichlet.ExpectedLogRows(stream, a.View, rowLength, destination));
            Values.AssertSameBits(logs, actual, i => $"E[ln] place {i % rowLength} of row {i / rowLength} of {rowLength}");
            actual = shared.Run<T>(alpha.Length, (stream, destination) => dirichlet.ExpExpectedLogRows(stream, a.View, rowLength, destination));
            Values.AssertSameBits(exponentials, actual, i => $"exp E[ln] place {i % rowLength} of row {i / rowLength} of {rowLength}");
            actual = shared.Run<T>(rows, (stream, destination) => dirichlet.KullbackLeiblerRows(stream, a.View, b.View, rowLength, destination));
            Values.AssertSameBits(divergences, actual, row => $"divergence of row {row} of {rowLength}");
        }
    }
}
