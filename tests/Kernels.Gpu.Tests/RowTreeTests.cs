using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Spans;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The parts of long rows by themselves: sums and rounding errors to the bit, where a wrong order would show.</summary>
[Collection(SharedDevice.Collection)]
public sealed class RowTreeTests(SharedDevice shared)
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(7, 2)]
    [InlineData(511, 1)]
    [InlineData(512, 2)]
    [InlineData(513, 2)]
    [InlineData(1535, 1)]
    public void TheTreeIsTheProcessors(int parts, int rows)
    {
        Tree<float>(parts, rows, typeof(SideBySide<,>));
        Tree<float>(parts, rows, typeof(Compensated<,>));
        Tree<double>(parts, rows, typeof(SideBySide<,>));
        Tree<double>(parts, rows, typeof(Compensated<,>));
    }

    /// <summary>The simulator takes a second for each launch of it.</summary>
    [Fact]
    public void ATreeOfThreeLaunchesIsTheProcessors() => Tree<float>((512 * 512) + 513, 1, typeof(Compensated<,>));

    [Theory]
    [InlineData(1025)]
    [InlineData(4100)]
    [InlineData(9 * 1024)]
    public void TheTotalsOfPiecesAreTheProcessors(int length)
    {
        Totals<float>(length);
        Totals<double>(length);
    }

    private void Tree<T>(int parts, int rows, Type sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Both signs and many magnitudes: every other order has other bits.
        T[] first = Signed<T>(parts * rows, 21), second = Signed<T>(parts * rows, 22), expectedFirst = new T[rows], expectedSecond = new T[rows];
        for (int row = 0; row < rows; row++)
        {
            var one = new PairwiseSum<T>(new T[PairwiseSum<T>.Levels]);
            var other = new PairwiseSum<T>(new T[PairwiseSum<T>.Levels]);
            var both = new PairwiseSum<CompensatedValue<T>>(new CompensatedValue<T>[PairwiseSum<T>.Levels]);
            for (int i = row * parts; i < (row + 1) * parts; i++)
            {
                one.Add(first[i]);
                other.Add(second[i]);
                both.Add(new(first[i], second[i]));
            }

            (expectedFirst[row], expectedSecond[row]) = sums == typeof(SideBySide<,>) ? (one.Total(), other.Total()) : (both.Total().High, both.Total().Low);
        }

        RowTree<T> tree = new(shared.Device, sums);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        var spare = new T[RowTree<T>.SpareLength(parts, rows)];
        using MemoryBuffer1D<T, Stride1D.Dense> a = shared.Upload(first), b = shared.Upload(second), c = shared.Upload(spare), d = shared.Upload(spare);
        using MemoryBuffer1D<T, Stride1D.Dense> totals = shared.Upload(Signed<T>(rows, 23)), others = shared.Upload(Signed<T>(rows, 24));
        tree.Sum(stream, parts, rows, (a.View, b.View), (c.View, d.View), (totals.View, others.View));
        stream.Synchronize();
        Values.AssertSameBits(expectedFirst, totals.GetAsArray1D(), row => $"{sums.Name}, first sum of row {row} of {parts}");
        Values.AssertSameBits(expectedSecond, others.GetAsArray1D(), row => $"{sums.Name}, second sum of row {row} of {parts}");
    }

    private unsafe void Totals<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Nearly nothing is left of so much: any other order leaves something else.
        T[] x = [.. Values.Positive<T>(length / 2, 31, 12), .. Values.Positive<T>(length - (length / 2), 31, 12)];
        for (int i = 0; i < length / 2; i++)
        {
            x[i] = -x[i] * T.CreateChecked(1 - 1e-7);
        }

        T high, low;
        fixed (T* source = x)
        {
            RowSums<T>.Run(source, 1, length, &high, &low);
        }

        // One row of pieces through their kernel and the tree, and the same row by one team.
        int pieces = (length + 1023) / 1024;
        using MemoryBuffer1D<T, Stride1D.Dense> whole = shared.Upload(x), totals = shared.Upload(new T[pieces]), lows = shared.Upload(new T[pieces]);
        AcceleratorStream stream = shared.Device.Accelerator.DefaultStream;
        var launch = DeviceKernel.LoadGrouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, long, long, ArrayView<T>, ArrayView<T>>>(
            shared.Device.Accelerator, DeviceKernel.Of<T>(typeof(LongDirichletKernels<,>)), "Totals");
        launch(stream, RowLaunch.Shape<T>(shared.Device.Accelerator, pieces), whole.View, length, 1, totals.View, lows.View);
        stream.Synchronize();
        T[] highs = totals.GetAsArray1D(), errors = lows.GetAsArray1D();
        var tree = new PairwiseSum<CompensatedValue<T>>(new CompensatedValue<T>[PairwiseSum<T>.Levels]);
        for (int i = 0; i < pieces; i++)
        {
            tree.Add(new(highs[i], errors[i]));
        }

        T total = tree.Total().High + tree.Total().Low;
        Values.AssertSameBits([high, low], [total, tree.Total().High - total + tree.Total().Low], i => i == 0 ? "Σ" : "what rounding left of Σ");
    }

    private static T[] Signed<T>(int length, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return [.. Array.ConvertAll(Values.Positive<T>(length, seed), x => random.Next(2) == 0 ? x : -x)];
    }
}
