using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using Kernels.Bench.Alternatives;
using Kernels.Formulas;

namespace Kernels.Bench.Measuring;

internal delegate void RowKernel<T>(ReadOnlySpan<T> x, int rowLength, Span<T> destination);

/// <summary>The kernels of the report, and of its quick table.</summary>
internal static class KernelList
{
    public static IEnumerable<KernelEntry<T>> All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return new("Exp", SpecialFunctions.Exp, PlainLoops<T>.Each<RuntimeExp<T>>(), TensorPrimitives.Exp, -10, 10, Tallies<T>.Each<Exponential<T>>);
        yield return new("Log", SpecialFunctions.Log, PlainLoops<T>.Each<RuntimeLog<T>>(), TensorPrimitives.Log, 0.01, 1e4, Tallies<T>.Each<Logarithm<T>>);
        yield return new("Digamma", SpecialFunctions.Digamma, PlainLoops<T>.Each<TextbookDigamma<T>>(), PlainLoops<T>.Each<MathNetDigamma<T>>(), 0.01, 1e4, Tallies<T>.Each<DigammaFormula<T>>);
        yield return new("ExpDigamma, x ≥ 1", SpecialFunctions.ExpDigamma, PlainLoops<T>.Each<TextbookExpDigamma<T>>(), PlainLoops<T>.Each<MathNetExpDigamma<T>>(), 1, 1e4, Tallies<T>.Each<ExpDigammaFormula<T>>);
        yield return new("ExpDigamma, mixed", SpecialFunctions.ExpDigamma, PlainLoops<T>.Each<TextbookExpDigamma<T>>(), PlainLoops<T>.Each<MathNetExpDigamma<T>>(), 0.01, 1e4, Tallies<T>.Each<ExpDigammaFormula<T>>);
        yield return new("Trigamma", SpecialFunctions.Trigamma, PlainLoops<T>.Each<TextbookTrigamma<T>>(), null, 0.01, 1e4, Tallies<T>.Each<TrigammaFormula<T>>);
        yield return new("LogGamma", SpecialFunctions.LogGamma, PlainLoops<T>.Each<TextbookLogGamma<T>>(), PlainLoops<T>.Each<MathNetLogGamma<T>>(), 0.01, 1e4, Tallies<T>.Each<LogGammaFormula<T>>);
        foreach (int rowLength in new[] { 0, 20, 8 })
        {
            yield return Rows<T>(
                "LogSumExp",
                rowLength,
                Probability.LogSumExpRows,
                PlainLoops<T>.Results<PlainLogSumExp<T>>(rowLength),
                PlainLoops<T>.Results<TensorLogSumExp<T>>(rowLength),
                -10,
                10,
                Tallies<T>.LogSumExp) with
            { Written = 0 };
            yield return Rows<T>(
                "Softmax", rowLength, Softmax, PlainLoops<T>.Values<PlainSoftmax<T>>(rowLength), PlainLoops<T>.Values<TensorSoftmax<T>>(rowLength), -10, 10, Tallies<T>.Softmax);
        }

        foreach (int rowLength in new[] { 0, 20 })
        {
            yield return Rows<T>(
                "ExpectedLog",
                rowLength,
                Dirichlet.ExpectedLogRows,
                PlainLoops<T>.Values<PlainExpectedLog<T, TextbookDigamma<T>>>(rowLength),
                PlainLoops<T>.Values<PlainExpectedLog<T, MathNetDigamma<T>>>(rowLength),
                0.01,
                1e4,
                Tallies<T>.ExpectedLog);
            yield return Rows<T>(
                "ExpExpectedLog",
                rowLength,
                Dirichlet.ExpExpectedLogRows,
                PlainLoops<T>.Values<PlainExpExpectedLog<T, TextbookDigamma<T>>>(rowLength),
                PlainLoops<T>.Values<PlainExpExpectedLog<T, MathNetDigamma<T>>>(rowLength),
                0.01,
                1e4,
                Tallies<T>.ExpExpectedLog);
        }

        Kernel<T> divergence = (x, y) => y[0] = Dirichlet.KullbackLeibler(x[..(x.Length / 2)], x[(x.Length / 2)..]);
        Kernel<T> plain = PlainLoops<T>.Halves<PlainKullbackLeibler<T, TextbookDigamma<T>, TextbookLogGamma<T>>>();
        Kernel<T> library = PlainLoops<T>.Halves<PlainKullbackLeibler<T, MathNetDigamma<T>, MathNetLogGamma<T>>>();
        yield return new("KullbackLeibler", divergence, plain, library, 0.01, 1e4, Tallies<T>.KullbackLeibler)
        {
            Inputs = 2,
            Written = 0,
        };
    }

    /// <summary>A kernel on rows of a length, 0 for one row of all.</summary>
    private static KernelEntry<T> Rows<T>(
        string name, int rowLength, RowKernel<T> ours, Kernel<T> plain, Kernel<T>? library, double from, double to, Func<T[], int, Operations> count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rowLength == 0)
        {
            return new(name, (x, y) => ours(x, x.Length, y), plain, library, from, to, x => count(x, x.Length));
        }

        return new(
            $"{name}, rows of {rowLength}",
            (x, y) => ours(x[..(x.Length / rowLength * rowLength)], rowLength, y),
            plain,
            library,
            from,
            to,
            x => count(x[..(x.Length / rowLength * rowLength)], rowLength))
        { RowLength = rowLength };
    }

    private static void Softmax<T>(ReadOnlySpan<T> x, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rowLength == x.Length)
        {
            Probability.Softmax(x, destination);
            return;
        }

        // The normalisers have a place of their own; enough for what a batch of short rows holds.
        Span<T> normalizers = stackalloc T[256];
        for (int start = 0, values; start < x.Length; start += values)
        {
            values = Math.Min(x.Length - start, normalizers.Length * rowLength);
            Probability.SoftmaxRows(x.Slice(start, values), rowLength, destination[start..], normalizers);
        }
    }
}
