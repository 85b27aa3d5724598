using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Suites.Running;

namespace Kernels.Bench.Suites.Micro;

/// <summary>A kernel: a plain loop, the obvious library call where there is one, ours; from the first-level cache to memory.</summary>
[BenchmarkCategory(Categories.Micro)]
public abstract class MicroSuite<T> : Suite
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<int> Lengths => DryRun.IsOn ? [16] : [16, 256, 4096, 65_536, 4_194_304];

    [ParamsSource(nameof(Lengths))]
    public int Length { get; set; }

    internal override IReadOnlyList<string> WithoutAllocation => [nameof(Ours)];

    /// <summary>Values of <typeparamref name="T"/> read or written for each of <see cref="Elements"/>.</summary>
    internal virtual double ValuesAnElement => 2;

    /// <summary>Values worked on: less than <see cref="Length"/> where whole rows do not fill it.</summary>
    internal virtual int Elements => Length;

    [Benchmark(Baseline = true)]
    public void PlainLoop() => RunPlain();

    [Benchmark]
    public void Ours() => RunOurs();

    /// <summary>What the last call computed: the same to rounding whoever computed it. A dry run compares.</summary>
    internal abstract IEnumerable<T> Output();

    /// <summary>How near the others' results must be to the plain loop's.</summary>
    internal virtual Agreement Agreement => typeof(T) == typeof(double) ? new(1e-9, 1e-12) : new(1e-4, 1e-6);

    /// <summary>Methods that draw random numbers of their own, which can agree with the plain loop's in mean and spread only.</summary>
    internal virtual IReadOnlyList<string> DrawTheirOwn => [];

    internal override Workload WorkloadOf(string method) => new(Elements, ValuesAnElement * Elements * Unsafe.SizeOf<T>());

    protected abstract void RunPlain();

    protected abstract void RunOurs();
}
