using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using Kernels.Formulas;

namespace Kernels.Bench.Measuring;

internal delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> destination);

/// <summary>A kernel of the report: ours, a plain loop, the obvious library call (null where there is none), arguments as they occur, and what an element costs at least.</summary>
internal sealed record KernelEntry<T>(string Name, Kernel<T> Ours, Func<T, T> Plain, Kernel<T>? Library, double From, double To, Func<T, (int Arithmetic, int Divisions)>? Operations)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The kernels of the report.</summary>
internal static class KernelList
{
    /// <summary>Arguments spread evenly over the logarithm, as γ and λ are; over the number itself where some are negative.</summary>
    public static T[] Arguments<T>(KernelEntry<T> kernel, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        double Next() => kernel.From > 0
            ? kernel.From * Math.Pow(kernel.To / kernel.From, random.NextDouble())
            : kernel.From + ((kernel.To - kernel.From) * random.NextDouble());
        return [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(Next()))];
    }

    public static IEnumerable<KernelEntry<T>> All<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return new("Exp", SpecialFunctions.Exp, T.Exp, TensorPrimitives.Exp, -10, 10, Count<T, Exponential<T>>);
        yield return new("Log", SpecialFunctions.Log, T.Log, TensorPrimitives.Log, 0.01, 1e4, Count<T, Logarithm<T>>);
        yield return new("Digamma", SpecialFunctions.Digamma, Digamma, null, 0.01, 1e4, Count<T, DigammaFormula<T>>);
        yield return new("ExpDigamma, x ≥ 1", SpecialFunctions.ExpDigamma, x => T.Exp(Digamma(x)), null, 1, 1e4, Count<T, ExpDigammaFormula<T>>);
        yield return new("ExpDigamma, mixed", SpecialFunctions.ExpDigamma, x => T.Exp(Digamma(x)), null, 0.01, 1e4, Count<T, ExpDigammaFormula<T>>);
        yield return new("Trigamma", SpecialFunctions.Trigamma, Trigamma, null, 0.01, 1e4, Count<T, TrigammaFormula<T>>);
        yield return new("LogGamma", SpecialFunctions.LogGamma, LogGamma, null, 0.01, 1e4, Count<T, LogGammaFormula<T>>);
        yield return new("LogSumExp", (x, destination) => destination[0] = Probability.LogSumExp(x), T.Exp, LibraryLogSumExp, -10, 10, null);
        yield return new("Softmax", (x, destination) => Probability.Softmax(x, destination), T.Exp, TensorPrimitives.SoftMax, -10, 10, null);
        yield return new("ExpectedLog", Dirichlet.ExpectedLog, Digamma, null, 0.01, 1e4, null);
        yield return new("ExpExpectedLog", Dirichlet.ExpExpectedLog, x => T.Exp(Digamma(x)), null, 0.01, 1e4, null);
    }

    private static (int Arithmetic, int Divisions) Count<T, TFormula>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFormula : IFormula<T> => Tally<T>.Of(x, TFormula.Evaluate);

    private static T Digamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.DiGamma(double.CreateTruncating(x)));

    private static T LogGamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.CreateTruncating(MathNet.Numerics.SpecialFunctions.GammaLn(double.CreateTruncating(x)));

    /// <summary>Up by ψ′(x) = ψ′(x + 1) + 1/x² to where Stirling's series holds: no library at hand has the function.</summary>
    private static T Trigamma<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double value = double.CreateTruncating(x), sum = 0;
        for (; value < 10; value++)
        {
            sum += 1 / (value * value);
        }

        double u = 1 / (value * value);
        return T.CreateTruncating(sum + (1 / value) + (u / 2) + (u / value * ((1.0 / 6) - (u * ((1.0 / 30) - (u * ((1.0 / 42) - (u / 30))))))));
    }

    private static void LibraryLogSumExp<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T largest = TensorPrimitives.Max(x);
        TensorPrimitives.Subtract(x, largest, destination);
        TensorPrimitives.Exp(destination[..x.Length], destination);
        destination[0] = largest + T.Log(TensorPrimitives.Sum<T>(destination[..x.Length]));
    }
}
