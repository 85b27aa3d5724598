using System;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>The kernels of LDA on one device, compiled when first used.</summary>
internal sealed class GpuLdaKernels<T>(Accelerator accelerator)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<Action<AcceleratorStream, KernelConfig, LdaDocumentArguments<T>>> _documents =
        Grouped<Action<AcceleratorStream, KernelConfig, LdaDocumentArguments<T>>>(accelerator, typeof(LdaDocumentKernel<,,>), "Run", typeof(GroupTeam));

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, LdaDocumentArguments<T>>> _shortDocuments =
        Grouped<Action<AcceleratorStream, KernelConfig, LdaDocumentArguments<T>>>(accelerator, typeof(LdaDocumentKernel<,,>), "Run", typeof(WarpTeam));

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, LdaStatisticsArguments<T>>> _sumPieces =
        Grouped<Action<AcceleratorStream, KernelConfig, LdaStatisticsArguments<T>>>(accelerator, typeof(LdaStatisticsKernel<,>), "SumPieces");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, LdaStatisticsArguments<T>>> _joinPieces =
        Grouped<Action<AcceleratorStream, KernelConfig, LdaStatisticsArguments<T>>>(accelerator, typeof(LdaStatisticsKernel<,>), "JoinPieces");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, ArrayView<int>, ArrayView<T>, ArrayView<T>>> _addRows =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(accelerator, typeof(LdaStatisticsKernel<,>), "AddRows");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, int>> _settle =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, int>>(accelerator, typeof(LdaStatisticsKernel<,>), "Settle");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<double>>> _sumWords =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<double>>>(accelerator, typeof(LdaTopicKernels<,>), "SumWords");

    private readonly Lazy<Action<AcceleratorStream, Index1D, ArrayView<double>, int, int, ArrayView<double>>> _sumBlocks = new(() =>
        DeviceKernel.Load<Action<AcceleratorStream, Index1D, ArrayView<double>, int, int, ArrayView<double>>>(accelerator, DeviceKernel.Of<T>(typeof(LdaTopicKernels<,>)), "SumBlocks"));

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<T>, T, ArrayView<T>, ArrayView<T>>> _factors =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<T>, T, ArrayView<T>, ArrayView<T>>>(accelerator, typeof(LdaTopicKernels<,>), "Factors");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<double>, double, ArrayView<T>, ArrayView<T>, ArrayView<double>>> _logFactors =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<double>, double, ArrayView<T>, ArrayView<T>, ArrayView<double>>>(
            accelerator, typeof(LdaLogFactorKernel<,>), "Run");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, ArrayView<T>, int, T, T, T>> _step =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, ArrayView<T>, int, T, T, T>>(accelerator, typeof(LdaTopicKernels<,>), "Step");

    private readonly Lazy<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, ArrayView<int>, ArrayView<T>>> _gather =
        Grouped<Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, ArrayView<int>, ArrayView<T>>>(accelerator, typeof(LdaTopicKernels<,>), "Gather");

    /// <summary>A document a group.</summary>
    public Action<AcceleratorStream, KernelConfig, LdaDocumentArguments<T>> Documents => _documents.Value;

    /// <summary>A document a warp.</summary>
    public Action<AcceleratorStream, KernelConfig, LdaDocumentArguments<T>> ShortDocuments => _shortDocuments.Value;

    public Action<AcceleratorStream, KernelConfig, LdaStatisticsArguments<T>> SumPieces => _sumPieces.Value;

    public Action<AcceleratorStream, KernelConfig, LdaStatisticsArguments<T>> JoinPieces => _joinPieces.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, ArrayView<int>, ArrayView<T>, ArrayView<T>> AddRows => _addRows.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, int> Settle => _settle.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<double>> SumWords => _sumWords.Value;

    public Action<AcceleratorStream, Index1D, ArrayView<double>, int, int, ArrayView<double>> SumBlocks => _sumBlocks.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<T>, T, ArrayView<T>, ArrayView<T>> Factors => _factors.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, int, int, ArrayView<double>, double, ArrayView<T>, ArrayView<T>, ArrayView<double>> LogFactors => _logFactors.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int, ArrayView<T>, int, T, T, T> Step => _step.Value;

    public Action<AcceleratorStream, KernelConfig, ArrayView<T>, int, ArrayView<int>, ArrayView<T>> Gather => _gather.Value;

    private static Lazy<TLauncher> Grouped<TLauncher>(Accelerator accelerator, Type kernels, string name, params Type[] others)
        where TLauncher : Delegate => new(() => DeviceKernel.LoadGrouped<TLauncher>(accelerator, DeviceKernel.Of<T>(kernels, others), name));
}
