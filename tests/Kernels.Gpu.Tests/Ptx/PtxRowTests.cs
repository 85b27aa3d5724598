using System;
using System.Numerics;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The PTX of the row kernels, run by <see cref="PtxMachine"/>.</summary>
public sealed class PtxRowTests
{
    [Theory]
    [InlineData(5, 3)]
    [InlineData(100, 9)]
    [InlineData(300, 2)]
    public void RowsOfFloat(int rowLength, int rows) => All<float>(rowLength, rows);

    [Theory]
    [InlineData(5, 3)]
    [InlineData(100, 17)]
    [InlineData(300, 2)]
    public void RowsOfDouble(int rowLength, int rows) => All<double>(rowLength, rows);

    [Fact]
    public void DegenerateRows()
    {
        float up = float.PositiveInfinity, down = float.NegativeInfinity;
        Softmax<float>(4, [up, 1, up, down, 1, 2, 3, 4, down, down, down, down, 1, float.NaN, up, 2, down, 0, down, 0, 5, up, 1, 1]);
    }

    private static void All<T>(int rowLength, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] logs = Values.Logs<T>(rowLength * rows, 4);
        T[] alpha = Values.Positive<T>(rowLength * rows, 5), beta = Values.Positive<T>(rowLength * rows, 6);
        T[] sparse = Array.ConvertAll(alpha, x => x * T.CreateChecked(0.0005));
        T[] expected = new T[rows];
        Probability.LogSumExpRows<T>(logs, rowLength, expected);
        Values.AssertSameBits(expected, Run("LogSumExp", rowLength, rows, rows, logs), row => $"ln Σ exp of row {row}");
        Softmax(rowLength, logs);

        T[] expectations = new T[alpha.Length];
        foreach (T[] x in (T[][])[alpha, sparse])
        {
            Dirichlet.ExpectedLogRows<T>(x, rowLength, expectations);
            Values.AssertSameBits(expectations, Run("ExpectedLog", rowLength, rows, x.Length, x), i => $"E[ln] place {i}");
            Dirichlet.ExpExpectedLogRows<T>(x, rowLength, expectations);
            Values.AssertSameBits(expectations, Run("ExpExpectedLog", rowLength, rows, x.Length, x), i => $"exp E[ln] place {i}");
        }

        Dirichlet.KullbackLeiblerRows<T>(alpha, beta, rowLength, expected);
        Values.AssertSameBits(expected, Run("KullbackLeibler", rowLength, rows, rows, alpha, beta), row => $"divergence of row {row}");
    }

    private static void Softmax<T>(int rowLength, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = x.Length / rowLength;
        T[] expected = new T[x.Length], expectedLogs = new T[rows];
        Probability.SoftmaxRows<T>(x, rowLength, expected, expectedLogs);
        PtxMachine machine = Machine<T>("Softmax");
        (ulong, long) source = machine.Upload(x), destination = machine.Upload(new T[x.Length]), logs = machine.Upload(new T[rows]);
        machine.Launch(Groups<T>(rows), 32, 0, source, rowLength, (long)rows, destination, logs);
        Values.AssertSameBits(expected, machine.Read<T>(destination), i => $"softmax place {i}");
        Values.AssertSameBits(expectedLogs, machine.Read<T>(logs), row => $"normaliser of row {row}");
    }

    private static T[] Run<T>(string name, int rowLength, int rows, int results, params T[][] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PtxMachine machine = Machine<T>(name);
        (ulong, long) destination = machine.Upload(new T[results]);
        machine.Launch(Groups<T>(rows), 32, 0, [.. Array.ConvertAll(inputs, input => (object)machine.Upload(input)), rowLength, (long)rows, destination]);
        return machine.Read<T>(destination);
    }

    private static PtxMachine Machine<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Ptx.Of(DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(RowKernels<,>)), name)));

    private static int Groups<T>(int rows)
    {
        int teams = typeof(T) == typeof(double) ? 4 : 2;
        return (rows + teams - 1) / teams;
    }
}
