using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Kernels.Bench.Reporting;
using Kernels.Lanes;

namespace Kernels.Bench.Measuring;

/// <summary>What one core can compute at most, at every width: operations a nanosecond, each lane's counted.</summary>
internal sealed class ArithmeticLimits<T> : ISection
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<int, Width> _widths = Widths().ToDictionary(bits => bits, bits => new Width(bits));

    public IReadOnlyList<Work> Works => [.. _widths.Values.SelectMany(width => width.Works)];

    /// <summary>The widths that this machine runs at full speed, the narrowest first; 1 is one number at a time.</summary>
    public static IEnumerable<int> Widths() => new[] { 1, 128, 256, 512 }.Where(LaneWidth.IsSupported);

    /// <summary>The limits at a width, after the rounds.</summary>
    public ArithmeticRates At(int bits) => _widths[bits].Rates;

    public void Report(List<Figure> figures, List<Curves> curves)
    {
        string type = typeof(T) == typeof(double) ? "double" : "float";
        foreach ((int bits, Width width) in _widths)
        {
            string[] names = ["multiply–adds", "additions", "multiply–adds and additions together", "divisions"];
            ArithmeticRates rates = width.Rates;
            foreach ((string name, double rate, Work work) in names.Zip([rates.MultiplyAdds, rates.Additions, rates.Both, rates.Divisions], width.Works))
            {
                figures.Add(new("limits", $"{name} ({type})", KernelSection<T>.Variant(bits), "G/s", rate, work.Timing.Noise, MoreIsBetter: true));
            }
        }
    }

    private sealed class Width(int bits)
    {
        public Work[] Works { get; } = [Loop<Chains.MultiplyAdds<T>>(bits), Loop<Chains.Additions<T>>(bits), Loop<Chains.Both<T>>(bits), Loop<Chains.Divisions<T>>(bits), Loop<Chains.MoreOfBoth<T>>(bits)];

        public ArithmeticRates Rates
        {
            get
            {
                double lanes = bits == 1 ? 1 : bits / (8.0 * Unsafe.SizeOf<T>());
                double Rate(int i, int chains) => Chains.Rounds * chains * lanes / Works[i].Timing.Nanoseconds;
                (double products, double additions) = (Rate(0, Chains.Count), Rate(1, Chains.Count));

                // The best that was found: where registers are few a loop of both may do less than either alone.
                double both = Math.Max(Rate(2, Chains.Both<T>.Count), Rate(4, Chains.MoreOfBoth<T>.Count));
                return new(products, additions, Math.Max(both, Math.Max(products, additions)), Rate(3, Chains.Count));
            }
        }

        private static Work Loop<TAction>(int bits)
            where TAction : struct, IBlockAction<T>
        {
            TAction loop = default;
            return new Work(() => BlockDispatch.RunElementwise<T, TAction>(ref loop), bits);
        }
    }
}

/// <summary>Operations a nanosecond; a multiply–add is one.</summary>
/// <param name="MultiplyAdds">Multiply–adds alone; multiplications run where they do.</param>
/// <param name="Additions">Additions alone.</param>
/// <param name="Both">As many of the one as of the other, counted together.</param>
/// <param name="Divisions">Divisions alone.</param>
internal readonly record struct ArithmeticRates(double MultiplyAdds, double Additions, double Both, double Divisions)
{
    /// <summary>Floating-point operations a nanosecond at most, a multiply–add being two; together with additions where units that only add make that more.</summary>
    public double Flops => Math.Max(2 * MultiplyAdds, 1.5 * Both);
}
