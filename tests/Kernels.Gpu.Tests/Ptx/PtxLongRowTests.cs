using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Spans;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The PTX of the kernels for few long rows, run by <see cref="PtxMachine"/> one after the other as they are launched.</summary>
public sealed class PtxLongRowTests
{
    private const int Threads = 32;

    [Theory]
    [InlineData(2500, 2)]
    [InlineData(1024, 3)]
    public void LongRowsHaveTheProcessorsBits(int rowLength, int rows)
    {
        All<float>(rowLength, rows);
        All<double>(rowLength, rows);
    }

    [Fact]
    public void LongRowsOfInfinitiesAndNothing()
    {
        const int Length = 1300;
        float[] x = Values.Logs<float>(4 * Length, 2);
        (x[3], x[Length - 1], x[Length + 700]) = (float.PositiveInfinity, float.PositiveInfinity, float.NaN);
        x.AsSpan(2 * Length, Length).Fill(float.NegativeInfinity);
        x.AsSpan(3 * Length, Length).Fill(float.PositiveInfinity);
        Exponentials(Length, x);
    }

    /// <summary>Whole blocks, the rest of a row, and two levels.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(600, 2)]
    [InlineData(1024, 1)]
    public void TheTreeHasTheProcessorsBits(int parts, int rows)
    {
        double[] first = Values.Positive<double>(parts * rows, 3, 12), second = Values.Positive<double>(parts * rows, 4, 12);
        double[] expected = [.. Enumerable.Range(0, rows).Select(row =>
        {
            var tree = new PairwiseSum<double>(new double[PairwiseSum<double>.Levels]);
            foreach (double value in first[(row * parts)..((row + 1) * parts)])
            {
                tree.Add(value);
            }

            return tree.Total();
        })];
        (double[] sums, _) = Tree(typeof(SideBySide<,>), parts, rows, [.. first], [.. second]);
        Values.AssertSameBits(expected, sums, row => $"Σ of row {row}");
        double[] exact = [.. Enumerable.Range(0, rows).Select(row =>
        {
            var tree = new PairwiseSum<CompensatedValue<double>>(new CompensatedValue<double>[PairwiseSum<double>.Levels]);
            for (int i = row * parts; i < (row + 1) * parts; i++)
            {
                tree.Add(new(first[i], second[i]));
            }

            return tree.Total().Low;
        })];
        (_, double[] lows) = Tree(typeof(Compensated<,>), parts, rows, first, second);
        Values.AssertSameBits(exact, lows, row => $"what rounding left of row {row}");
    }

    private static void All<T>(int rowLength, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Exponentials(rowLength, Values.Logs<T>(rowLength * rows, 4));
        T[] alpha = Values.Positive<T>(rowLength * rows, 5), beta = Values.Positive<T>(rowLength * rows, 6);
        T[] expected = new T[alpha.Length], actual = new T[alpha.Length], divergences = new T[rows], left = new T[rows];
        foreach (T[] x in (T[][])[alpha, Array.ConvertAll(alpha, value => value * T.CreateChecked(1e-6))])
        {
            (T[] totals, T[] lows) = Totals(x, rowLength, rows);
            Dirichlet.ExpectedLogRows<T>(x, rowLength, expected);
            Dirichlets<T>("ExpectedLog", rowLength, rows, x, (long)rowLength, (long)rows, totals, lows, actual);
            Values.AssertSameBits(expected, actual, i => $"E[ln] place {i}");
            Dirichlet.ExpExpectedLogRows<T>(x, rowLength, expected);
            Dirichlets<T>("ExpExpectedLog", rowLength, rows, x, (long)rowLength, (long)rows, totals, lows, actual);
            Values.AssertSameBits(expected, actual, i => $"exp E[ln] place {i}");
        }

        int pieces = (rowLength + RowBatch.Values - 1) / RowBatch.Values;
        T[] sums = new T[rows * pieces], differences = new T[rows * pieces];
        Dirichlets<T>("Divergences", rowLength, rows, alpha, beta, (long)rowLength, (long)rows, sums, differences);
        (sums, differences) = Tree(typeof(SideBySide<,>), pieces, rows, sums, differences);
        (T[] alphaTotals, T[] alphaLows) = Totals(alpha, rowLength, rows);
        (T[] betaTotals, T[] betaLows) = Totals(beta, rowLength, rows);
        Ptx.Run(
            DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(LongDirichletKernels<,>)), "KullbackLeibler"), 1, Threads,
            rows, sums, differences, alphaTotals, alphaLows, betaTotals, betaLows, left);
        Dirichlet.KullbackLeiblerRows<T>(alpha, beta, rowLength, divergences);
        Values.AssertSameBits(divergences, left, row => $"divergence of row {row}");
    }

    private static void Exponentials<T>(int rowLength, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = x.Length / rowLength, chunk = RowLaunch.Chunk<T>();
        Type kernels = DeviceKernel.Of<T>(typeof(LongRowKernels<,>));
        T[] maxima = x;
        for (int length = rowLength; length > 1; length = (length + chunk - 1) / chunk)
        {
            T[] next = new T[rows * ((length + chunk - 1) / chunk)];
            Ptx.Run(DeviceKernel.Groups(kernels, "Maxima"), Groups<T>(next.Length), Threads, maxima, (long)length, (long)rows, next);
            maxima = next;
        }

        int chunks = (rowLength + chunk - 1) / chunk, pieces = rows * ((rowLength + RowBatch.Values - 1) / RowBatch.Values);
        T[] ones = new T[rows * chunks], others = new T[rows * chunks];
        Ptx.Run(DeviceKernel.Groups(kernels, "Sums"), Groups<T>(ones.Length), Threads, x, (long)rowLength, (long)rows, maxima, ones, others);
        (ones, others) = Tree(typeof(SideBySide<,>), chunks, rows, ones, others);
        int[] infinities = new int[rows];
        Ptx.Run(DeviceKernel.Groups(kernels, "Infinities"), Groups<T>(pieces), Threads, x, (long)rowLength, (long)rows, maxima, infinities);

        T[] expected = new T[x.Length], expectedLogs = new T[rows], logs = new T[rows], actual = new T[x.Length], normalizers = new T[rows];
        Probability.SoftmaxRows<T>(x, rowLength, expected, expectedLogs);
        Ptx.Run(DeviceKernel.Threads(kernels, "Logarithms"), 1, Threads, rows, maxima, ones, others, logs);
        Values.AssertSameBits(expectedLogs, logs, row => $"ln Σ exp of row {row}");
        Ptx.Run(
            DeviceKernel.Groups(kernels, "Softmax"), Groups<T>(pieces), Threads,
            x, (long)rowLength, (long)rows, maxima, ones, others, infinities, actual, normalizers);
        Values.AssertSameBits(expected, actual, i => $"softmax place {i}");
        Values.AssertSameBits(expectedLogs, normalizers, row => $"normaliser of row {row}");
    }

    private static (T[] Totals, T[] Lows) Totals<T>(T[] x, int rowLength, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int pieces = (rowLength + RowBatch.Values - 1) / RowBatch.Values;
        T[] totals = new T[rows * pieces], lows = new T[rows * pieces];
        Dirichlets<T>("Totals", rowLength, rows, x, (long)rowLength, (long)rows, totals, lows);
        return Tree(typeof(Compensated<,>), pieces, rows, totals, lows);
    }

    private static void Dirichlets<T>(string name, int rowLength, int rows, params object[] parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Ptx.Run(
            DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(LongDirichletKernels<,>)), name),
            Groups<T>(rows * ((rowLength + RowBatch.Values - 1) / RowBatch.Values)), Threads, parameters);

    private static (T[] First, T[] Second) Tree<T>(Type sums, int parts, int rows, T[] first, T[] second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] totals = new T[rows], others = new T[rows];
        for (int count = parts; count > 0; count /= RowTreeBlock.Length)
        {
            int blocks = rows * ((count + RowTreeBlock.Length - 1) / RowTreeBlock.Length);
            T[] firstSums = new T[blocks], secondSums = new T[blocks];
            Ptx.Run(
                DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(RowTreeKernels<,>)), "Climb", DeviceKernel.Of<T>(sums)), blocks, Threads,
                first, second, (long)count, firstSums, secondSums, totals, others);
            (first, second) = (firstSums, secondSums);
        }

        return (totals, others);
    }

    private static int Groups<T>(int teams)
        where T : unmanaged
    {
        int teamsOfAGroup = Threads * Unsafe.SizeOf<T>() / 64;
        return (teams + teamsOfAGroup - 1) / teamsOfAGroup;
    }
}
