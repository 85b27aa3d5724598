using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Suites.Running;

namespace Kernels.Bench.Suites;

/// <summary>What every suite shares: the width that its job is named after, and how much work a call is.</summary>
[MemoryDiagnoser]
[Config(typeof(WorkloadColumns))]
public abstract class Suite : IDisposable
{
    /// <summary>Methods that must not allocate a byte; a dry run fails when one does.</summary>
    internal virtual IReadOnlyList<string> WithoutAllocation => [];

    /// <summary>What a suite without a plain loop of its own computes otherwise than plain loops do; a dry run asks once at each width, after <see cref="SetUpAtAnyWidth"/>.</summary>
    internal virtual IEnumerable<string> Differences() => [];

    [GlobalSetup]
    public void Setup()
    {
        LaneJobs.RequireNamedWidth(Environment.GetCommandLineArgs());
        SetUpAtAnyWidth();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>For checks, which measure nothing.</summary>
    internal void SetUpAtAnyWidth()
    {
        try
        {
            Prepare();
        }
        catch
        {
            // BenchmarkDotNet cleans up only after a setup that succeeded.
            Dispose();
            throw;
        }
    }

    /// <summary>What a call of a method does. Asked before <see cref="Setup"/>, with the parameters set.</summary>
    internal abstract Workload WorkloadOf(string method);

    /// <summary>Makes arguments and room.</summary>
    protected abstract void Prepare();

    /// <summary>Gives back what <see cref="Prepare"/> took from the machine.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>What one call does, for the columns; 0 where a column would say nothing.</summary>
/// <param name="Elements">Values worked on.</param>
/// <param name="Bytes">Arguments and results in memory, each counted once; what is changed in place counts as both.</param>
/// <param name="Operations">Floating-point operations of products, a multiply–add being two; of the E-step 2 for each value of the dot products, 2 for each of the weighted sums.</param>
/// <param name="Visits">(word, document, iteration) visits.</param>
/// <param name="FileBytes">Bytes of a file read.</param>
internal readonly record struct Workload(double Elements = 0, double Bytes = 0, double Operations = 0, double Visits = 0, double FileBytes = 0);

/// <summary>The parts that <c>--anyCategories</c> picks.</summary>
internal static class Categories
{
    public const string Micro = nameof(Micro);
    public const string EndToEnd = nameof(EndToEnd);
    public const string Gpu = nameof(Gpu);
}
