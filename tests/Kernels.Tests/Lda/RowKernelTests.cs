using System.Linq;
using System.Numerics;
using Kernels.Lanes;
using Kernels.Lda;
using Xunit;

namespace Kernels.Tests;

/// <summary>Rows from which topics are dropped.</summary>
[Collection(LaneWidthGroup.Name)]
[Trait("Category", "Laws")]
public class RowKernelTests
{
    /// <summary>What is dropped are zeros. A NaN is none: the one who counts what is left counts it too, and whoever looks at γ finds it.</summary>
    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void What_is_not_zero_is_kept_NaN_among_it(int bits)
    {
        using (LaneWidth.Force(bits))
        {
            Check<float>();
            Check<double>();
        }
    }

    private static unsafe void Check<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Stride = 48, Rows = 3;
        T[] vector = new T[Stride];
        (vector[0], vector[7], vector[16], vector[31], vector[40]) = (T.NaN, T.One, T.PositiveInfinity, -T.NaN, T.Epsilon);
        int[] places = [0, 7, 16, 31, 40];
        T[] rows = [.. Enumerable.Range(1, Rows * Stride).Select(T.CreateChecked)];
        T[] expected = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Range(0, 16).Select(i => i < places.Length ? rows[(row * Stride) + places[i]] : T.Zero))];
        fixed (T* first = rows, mask = vector)
        {
            var action = new CompactAction<T>(first, mask, Stride, Rows, places.Length);
            BlockDispatch.Run<T, CompactAction<T>>(ref action);
        }

        Assert.Equal(expected, rows[..expected.Length]);
    }

    private readonly unsafe struct CompactAction<T>(T* rows, T* vector, int stride, int rowCount, int left) : IBlockAction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Invoke<TBlock>()
            where TBlock : struct, ILanes<TBlock, T> => RowKernels<TBlock, T>.Compact(rows, stride, rowCount, vector, left, 16);
    }
}
