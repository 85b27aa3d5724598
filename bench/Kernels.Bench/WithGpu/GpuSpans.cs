using System;
using System.Collections.Generic;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu;

namespace Kernels.Bench;

/// <summary>Span kernels in float, as shares of the device's own copying (what reads and writes as much) or reading (what leaves a number a row).</summary>
internal sealed class GpuSpans(GpuDevice device, bool isQuick)
{
    private const int RowLength = 128;

    // Threads that read side by side.
    private const int Readers = 1 << 18;

    private readonly int _length = isQuick ? 1 << 12 : 1 << 28;

    private readonly AcceleratorStream _stream = device.Accelerator.DefaultStream;

    public void Measure(List<GpuFigure> figures)
    {
        Random random = new(1);
        float[] values = [.. Enumerable.Range(0, _length).Select(_ => 1 + (20 * random.NextSingle()))];
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(values), y = device.Allocate<float>(_length), logs = device.Allocate<float>(_length / RowLength);
        using PageLockedArray1D<float> source = device.Accelerator.AllocatePageLocked1D<float>(_length);
        values.CopyTo(source.Span);

        double copy = Rate(8, GpuClock.Of(_stream, isQuick, () => y.View.BaseView.CopyFrom(_stream, x.View.BaseView)).Seconds);
        int readers = Math.Min(Readers, _length / 4);
        var read = device.Accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>, int, ArrayView<float>>(Read);
        double reading = Rate(4, GpuClock.Of(_stream, isQuick, () => read(_stream, readers, x.View, readers, y.View)).Seconds);
        double there = Rate(4, GpuClock.Of(_stream, isQuick, () => x.View.BaseView.CopyFromPageLockedAsync(_stream, source)).Seconds);
        double back = Rate(4, GpuClock.Of(_stream, isQuick, () => x.View.BaseView.CopyToPageLockedAsync(_stream, source)).Seconds);
        figures.Add(new("limits", "copying on the device, reading and writing counted", "GB/s", copy, null));
        figures.Add(new("limits", "reading on the device", "GB/s", reading, null));
        figures.Add(new("limits", "to the device, page-locked", "GB/s", null, there));
        figures.Add(new("limits", "from the device, page-locked", "GB/s", null, back));

        GpuSpecialFunctions<float> functions = new(device);
        GpuProbability<float> probability = new(device);
        GpuDirichlet<float> dirichlet = new(device);
        Map("exp", () => functions.Exp(_stream, x.View, y.View), null);
        Map("exp ψ", () => functions.ExpDigamma(_stream, x.View, y.View), 0.7);
        Map("ψ", () => functions.Digamma(_stream, x.View, y.View), null);
        Map($"softmax, rows of {RowLength}", () => probability.SoftmaxRows(_stream, x.View, RowLength, y.View, logs.View), null);
        Map("softmax, one row", () => probability.SoftmaxRows(_stream, x.View, _length, y.View, logs.View), null);
        Map($"exp E[ln θ], rows of {RowLength}", () => dirichlet.ExpExpectedLogRows(_stream, x.View, RowLength, y.View), null);
        Reduce($"ln Σ exp, rows of {RowLength}", () => probability.LogSumExpRows(_stream, x.View, RowLength, logs.View), _length / RowLength, 0.7);
        Reduce("ln Σ exp, one row, which is read twice", () => probability.LogSumExpRows(_stream, x.View, _length, logs.View), 1, null);

        void Map(string name, Action launch, double? share) => Add(name, launch, 8, copy, "its own copying", share, y.View);
        void Reduce(string name, Action launch, int rows, double? share) => Add(name, launch, 4, reading, "its own reading", share, logs.View.SubView(0, rows));

        void Add(string name, Action launch, int bytes, double limit, string wall, double? share, ArrayView<float> results)
        {
            using PageLockedArray1D<float> here = device.Accelerator.AllocatePageLocked1D<float>(results.Length);
            (double alone, double noise) = GpuClock.Of(_stream, isQuick, launch);
            double travelling = GpuClock.Of(_stream, isQuick, () =>
            {
                x.View.BaseView.CopyFromPageLockedAsync(_stream, source);
                launch();
                results.CopyToPageLockedAsync(_stream, here);
            }).Seconds;
            figures.Add(new("spans", name, "GB/s", Rate(bytes, alone), Rate(bytes, travelling), noise, limit, wall, share * limit, $"{share:P0} of {wall}"));
        }
    }

    /// <summary>Reads all of x, of which the length is a multiple of four times the readers.</summary>
    private static void Read(Index1D reader, ArrayView<float> x, int readers, ArrayView<float> sums)
    {
        // Four at a time: one load a thread would not keep the memory busy.
        float a = 0, b = 0, c = 0, d = 0;
        for (long i = reader; i + (3L * readers) < x.Length; i += 4L * readers)
        {
            a += x[i];
            b += x[i + readers];
            c += x[i + (2L * readers)];
            d += x[i + (3L * readers)];
        }

        sums[reader] = a + b + c + d;
    }

    private double Rate(int bytes, double seconds) => 1e-9 * bytes * _length / seconds;
}
