using System.Numerics;
using ILGPU;
using Kernels.Formulas;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;

namespace Kernels.Gpu;

/// <summary>The rows whose every F(λ) underflowed, from logarithms in double: words that nothing was ever seen of, under a tiny η.</summary>
internal static class LdaLogFactorKernel<T, TLane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : unmanaged, IDeviceLanes<TLane, T>
{
    private const int LargestGroup = 128;

    /// <summary>One group a word; most have nothing to do. The logarithm of the row's maximum is left.</summary>
    public static void Run(
        ArrayView<T> lambda,
        int topicCount,
        int stride,
        int isPoint,
        ArrayView<double> logNormalizer,
        double flushLimit,
        ArrayView<T> maxima,
        ArrayView<T> factors,
        ArrayView<double> logMaxima)
    {
        ArrayView<DeviceDouble> scratch = SharedMemory.Allocate<DeviceDouble>(LargestGroup);
        var rowMaximum = new DeviceDouble(TLane.Widen(TLane.Load(in maxima[Grid.IdxX])));
        var flush = new DeviceDouble(flushLimit);
        if (!DeviceDouble.All(DeviceDouble.LessThan(rowMaximum, flush)))
        {
            return;
        }

        long row = (long)Grid.IdxX * stride;
        DeviceDouble largest = DeviceDouble.Constant(double.NegativeInfinity);
        for (int k = Group.IdxX; k < topicCount; k += Group.DimX)
        {
            largest = DeviceDouble.MaxOrSecond(Log(lambda, row + k, isPoint, logNormalizer, k), largest);
        }

        scratch[Group.IdxX] = largest;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                scratch[Group.IdxX] = DeviceDouble.MaxOrSecond(scratch[Group.IdxX + half], scratch[Group.IdxX]);
            }

            Group.Barrier();
        }

        largest = scratch[0];
        for (int k = Group.IdxX; k < topicCount; k += Group.DimX)
        {
            DeviceDouble value = Exponential<double>.Evaluate(Log(lambda, row + k, isPoint, logNormalizer, k) - largest);
            TLane.Store(ScaledFactor<T>.Evaluate(TLane.Constant(DeviceDouble.Widen(value)), TLane.Constant(1), TLane.Constant(flushLimit)), ref factors[row + k]);
        }

        if (Group.IdxX == 0)
        {
            logMaxima[Grid.IdxX] = DeviceDouble.Widen(largest);
        }
    }

    private static DeviceDouble Log(ArrayView<T> lambda, long place, int isPoint, ArrayView<double> logNormalizer, int k)
    {
        var value = new DeviceDouble(TLane.Widen(TLane.Load(in lambda[place])));
        DeviceDouble log = isPoint != 0 ? Logarithm<double>.Evaluate(value) : DigammaFormula<double>.Evaluate(value);
        return log - new DeviceDouble(logNormalizer[k]);
    }
}
