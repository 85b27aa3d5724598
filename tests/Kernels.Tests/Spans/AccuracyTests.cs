using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Kernels.Tests;

/// <summary>Errors in fractions of an ULP against values with 32 digits, and over dense sweeps against plain loops.</summary>
public class AccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(KernelTable.Names), MemberType = typeof(KernelTable))]
    public void Reference_values_double(string name) => AgainstReference<double>(KernelTable.Row(name), string.Empty);

    [Theory]
    [MemberData(nameof(KernelTable.Names), MemberType = typeof(KernelTable))]
    public void Reference_values_float(string name) => AgainstReference<float>(KernelTable.Row(name), "_f32");

    /// <summary>Doubles have no wider plain reference, so the sweep only finds gross errors between the reference points.</summary>
    [Theory]
    [MemberData(nameof(KernelTable.Names), MemberType = typeof(KernelTable))]
    public void Dense_sweep_double(string name)
    {
        KernelRow row = KernelTable.Row(name);
        ulong seed = 21;
        foreach ((double from, double to) in row.Sweep)
        {
            double[] x = [.. Enumerable.Range(0, 20_000).Select(_ => Inputs.Uniform(ref seed, from, to))];
            double[] result = new double[x.Length];
            row.Double(x, result);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = row.Reference(x[i]);
                double scale = Math.Max(Math.Abs(expected), row.Name == "ExpDigamma" ? 0 : 1) * (1 + Math.Abs(row.Name == "ExpDigamma" ? Math.Log(Math.Max(expected, double.Epsilon)) : 0));
                double poles = x[i] < 0 ? 1 / Math.Max(1e-9, Math.Abs(x[i] - Math.Round(x[i]))) : 1;
                double tolerance = (2e-13 * poles * scale) + 1e-307;
                bool same = Bits.Same(expected, result[i]) || Math.Abs(expected - result[i]) <= tolerance;
                Assert.True(same, $"{name}({x[i]:R}) = {result[i]:R}; plain loops give {expected:R}.");
            }
        }
    }

    /// <summary>For floats the plain loops in double are a reference to 1e-6 of an ULP.</summary>
    [Theory]
    [MemberData(nameof(KernelTable.Names), MemberType = typeof(KernelTable))]
    public void Dense_sweep_float(string name)
    {
        KernelRow row = KernelTable.Row(name);
        ulong seed = 22;
        var points = new List<ReferencePoint>();
        foreach ((double from, double to) in row.Sweep)
        {
            for (int i = 0; i < 60_000; i++)
            {
                float x = (float)Inputs.Uniform(ref seed, from, to);
                points.Add(new(x, row.Reference(x), 0));
            }
        }

        Check<float>(row, [.. points.Where(point => point.X > 0 || Math.Abs(point.X - Math.Round(point.X)) > 1e-4)], "sweep");
    }

    private void AgainstReference<T>(KernelRow row, string suffix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Check<T>(row, ReferenceData.Points(row.ReferenceFile + suffix + ".csv"), "reference");

    private void Check<T>(KernelRow row, ReferencePoint[] points, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. points.Select(point => T.CreateChecked(point.X))];
        T[] result = new T[x.Length];
        row.Kernel<T>()(x, result);
        var failures = new List<string>();
        var worst = new Dictionary<Bound, (double Error, double X)>();
        for (int i = 0; i < points.Length; i++)
        {
            ReferencePoint point = points[i];
            Bound? bound = row.Bounds<T>().FirstOrDefault(candidate => point.X >= candidate.From && point.X <= candidate.To);
            double error = ReferenceData.Error(result[i], point, bound?.Unit ?? ErrorUnit.Absolute);
            if (bound is not null && error > worst.GetValueOrDefault(bound).Error)
            {
                worst[bound] = (error, point.X);
            }

            if (bound is null ? error != 0 : error > bound.Limit)
            {
                failures.Add($"{row.Name}({point.X:R}) = {result[i]:R}, exact {point.Value:R}: {error:G4}, promised {bound}");
            }
        }

        foreach (Bound bound in row.Bounds<T>())
        {
            (double error, double at) = worst.GetValueOrDefault(bound);
            output.WriteLine($"{row.Name} {typeof(T).Name} {what}: {error:G3} of {bound}, at {at:R}");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {points.Length} points:\n{string.Join('\n', failures.Take(12))}");
    }
}
