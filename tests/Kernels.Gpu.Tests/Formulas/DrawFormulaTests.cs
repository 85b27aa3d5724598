using System;
using System.Linq;
using System.Numerics;
using ILGPU.Backends.EntryPoints;
using Kernels.Formulas;
using Kernels.Tests;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>Distributions in PTX, run by <see cref="PtxMachine"/>: draws, their derivatives and densities have the processor's bits.</summary>
public sealed class DrawFormulaTests
{
    public static TheoryData<string> Draws() => [.. FormulaTable.Draws];

    public static TheoryData<string> Densities() => [.. FormulaTable.Densities];

    [Theory]
    [MemberData(nameof(Draws))]
    public void ADrawHasTheProcessorsBits(string name)
    {
        Drawn<float>(name);
        Drawn<double>(name);
    }

    [Theory]
    [MemberData(nameof(Densities))]
    public void ADensityHasTheProcessorsBits(string name)
    {
        LogDensity<float>(name);
        LogDensity<double>(name);
    }

    private static void Drawn<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type formula = FormulaTable.Formula(name, typeof(T));
        DensityCase<T> density = FormulaCase<T>.Of<DensityCase<T>>(typeof(DrawCase<,>), formula, FormulaTable.Distribution(name, typeof(T)));
        var draws = (IDrawCase<T>)density;
        if (FormulaTable.Parameters(name).Length == 0)
        {
            Numbered(name, formula, draws);
        }

        // The ends, which no test would meet by chance, and all between.
        T[] bits = [T.Zero, T.Epsilon, T.NegativeZero, -T.Epsilon, T.NaN, T.One, .. Inputs.Patterns<T>(300, 3), .. Values.WholeLine<T>()];
        Type kernels = DeviceKernel.Of<T>(typeof(DensityKernels<,>));
        T[] results = new T[bits.Length];
        EntryPointDescription entry = DeviceKernel.Threads(kernels, "OfBits", formula);
        Ptx.AssertPlain(Ptx.Of(entry));
        Ptx.Run(entry, (bits.Length + 31) / 32, 32, bits.Length, density.Parameter, bits, results);
        Values.AssertSameBits(draws.OfBits(bits), results, i => $"{name}: draw of bits {bits[i]:R}");
        for (int parameter = 0; parameter < FormulaTable.Parameters(name).Length; parameter++)
        {
            T[] derivatives = new T[results.Length];
            Ptx.Run(DeviceKernel.Threads(kernels, "Derivative", formula), (bits.Length + 31) / 32, 32, bits.Length, density.Parameter, parameter, results, derivatives);
            Values.AssertSameBits(draws.Derivatives(results, parameter), derivatives, i => $"{name}: derivative of {results[i]:R} by parameter {parameter}");
        }
    }

    /// <summary>Draws of whole blocks and parts of them: from the first, from the middle of a block, and beyond the counter's first word.</summary>
    private static void Numbered<T>(string name, Type formula, IDrawCase<T> draws)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((long first, int count) in ((long, int)[])[(0, 130), (13, 1), (61, 70), ((1L << 38) + 5, 66)])
        {
            RandomStream stream = new(0x0123_4567_89AB_CDEF, 0xFEDC_BA98);
            T[] expected = draws.Sample(stream, first, count);
            T[] actual = new T[count];
            int threads = (int)DrawKernels.Threads<T>(first, count);
            Ptx.Run(
                DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(DrawKernels<,>)), "Sample", formula), (threads + 31) / 32, 32,
                threads, stream.Seed, stream.Stream, first, actual);
            Values.AssertSameBits(expected, actual, i => $"{name}: draw {first + i}");
        }
    }

    private static void LogDensity<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type formula = FormulaTable.Formula(name, typeof(T));
        bool isDraw = formula.GetInterfaces().Contains(typeof(IDrawFormula<T>));
        DensityCase<T> density = FormulaCase<T>.Of<DensityCase<T>>(isDraw ? typeof(DrawCase<,>) : typeof(DensityCase<,>), formula, FormulaTable.Distribution(name, typeof(T)));
        T[] x = [.. Values.WholeLine<T>(), .. Values.Open<T>(100, 7)];
        T[] actual = new T[x.Length];
        EntryPointDescription entry = DeviceKernel.Threads(DeviceKernel.Of<T>(typeof(DensityKernels<,>)), "LogDensity", formula);
        Ptx.AssertPlain(Ptx.Of(entry));
        Ptx.Run(entry, (x.Length + 31) / 32, 32, x.Length, density.Parameter, x, actual);
        Values.AssertSameBits(density.LogDensity(x), actual, i => $"{name}: ln p({x[i]:R})");
    }
}
