using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Lanes;

/// <summary>Four rows of four values become columns.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[k, j] = source[j, k] for j and k below 4.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="target">The first row of the result.</param>
    /// <param name="step">From a row of the result to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<T>(T* source, long stride, T* target, long step)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            Vector128<float> row0 = Vector128.Load((float*)source);
            Vector128<float> row1 = Vector128.Load((float*)(source + stride));
            Vector128<float> row2 = Vector128.Load((float*)(source + (2 * stride)));
            Vector128<float> row3 = Vector128.Load((float*)(source + (3 * stride)));

            // Columns 0 and 1, then 2 and 3, of the upper and of the lower two rows.
            Vector128<float> upper01 = Sse.UnpackLow(row0, row1), upper23 = Sse.UnpackHigh(row0, row1);
            Vector128<float> lower01 = Sse.UnpackLow(row2, row3), lower23 = Sse.UnpackHigh(row2, row3);
            Sse.MoveLowToHigh(upper01, lower01).Store((float*)target);
            Sse.MoveHighToLow(lower01, upper01).Store((float*)(target + step));
            Sse.MoveLowToHigh(upper23, lower23).Store((float*)(target + (2 * step)));
            Sse.MoveHighToLow(lower23, upper23).Store((float*)(target + (3 * step)));
            return;
        }

        for (int k = 0; k < 4; k++)
        {
            target[0] = source[k];
            target[1] = source[stride + k];
            target[2] = source[(2 * stride) + k];
            target[3] = source[(3 * stride) + k];
            target += step;
        }
    }
}
