using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Measuring;
using Kernels.Bench.Suites.Micro;

namespace Kernels.Bench.Suites.Running;

/// <summary>What a dry run checks beyond running: a comparison is one only where all compute the same, at every width, and ours must not allocate.</summary>
internal static class SuiteChecks
{
    private const int Attempts = 20;

    // Whole rows of 16 topics, rows of 20 with some values over, and no whole number of blocks.
    private const int Length = 1008;

    /// <summary>What does not hold.</summary>
    public static IEnumerable<string> Of(Type suite)
    {
        List<string> failures = [.. Allocations(suite)];
        foreach (int bits in ArithmeticLimits<double>.Widths())
        {
            using IDisposable forced = LaneWidth.Force(bits);
            IEnumerable<string> found = suite.IsAssignableTo(typeof(MicroSuite<double>)) ? Differences<double>(suite)
                : suite.IsAssignableTo(typeof(MicroSuite<float>)) ? Differences<float>(suite)
                : OwnDifferences(suite);
            failures.AddRange(found.Select(failure => $"{failure} (lanes of {bits} bits)"));
        }

        return failures;
    }

    /// <summary>Bytes allocated by this thread, the fewest of several calls: the runtime itself books some now and then.</summary>
    private static IEnumerable<string> Allocations(Type type)
    {
        using Suite named = New(type);
        foreach (string method in named.WithoutAllocation)
        {
            using Suite suite = Ready(type);
            Action call = type.GetMethod(method)!.CreateDelegate<Action>(suite);
            call();
            long fewest = long.MaxValue;
            for (int attempt = 0; attempt < Attempts && fewest > 0; attempt++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                call();
                fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            if (fewest > 0)
            {
                yield return $"{type}.{method} allocates {fewest} bytes a call; expected none.";
            }
        }
    }

    /// <summary>Results that are not those of the plain loop, each held against its own.</summary>
    private static IEnumerable<string> Differences<T>(Type type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[]? expected = null;
        foreach (MethodInfo method in type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute))).OrderBy(method => method.Name != nameof(MicroSuite<T>.PlainLoop)))
        {
            using var suite = (MicroSuite<T>)Ready(type);
            method.CreateDelegate<Action>(suite)();
            double[] output = [.. suite.Output().Select(double.CreateTruncating)];
            expected ??= output;
            string? difference = suite.DrawTheirOwn.Contains(method.Name)
                ? MomentDifference($"{type}.{method.Name}", expected, output)
                : suite.Agreement.Difference($"{type}.{method.Name}", expected, output);
            if (difference is not null)
            {
                yield return difference;
            }

            if (output.All(value => value == 0))
            {
                yield return $"{type}.{method.Name} left only zeros.";
            }
        }
    }

    /// <summary>Other random numbers of the same distribution: their means and deviations lie within what so many numbers of each can differ by.</summary>
    internal static string? MomentDifference(string what, double[] expected, double[] found)
    {
        (double expectedMean, double expectedDeviation) = Moments(expected);
        (double mean, double deviation) = Moments(found);
        double error = 8 * expectedDeviation * Math.Sqrt(2.0 / expected.Length);
        return found.Length == expected.Length && Math.Abs(mean - expectedMean) < error && Math.Abs(deviation - expectedDeviation) < 2 * error
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{what} draws {found.Length} numbers of mean {mean:G3} and deviation {deviation:G3}; the plain loop {expected.Length} of {expectedMean:G3} and {expectedDeviation:G3}.");

        static (double Mean, double Deviation) Moments(double[] values)
        {
            double mean = values.Average();
            return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
        }
    }

    /// <summary>The suite's own comparison, with each value of a parameter that takes all of its type.</summary>
    private static IEnumerable<string> OwnDifferences(Type type)
    {
        PropertyInfo? form = type.GetProperties().FirstOrDefault(property => property.IsDefined(typeof(ParamsAllValuesAttribute)));
        foreach (object? value in form is null ? [null] : Enum.GetValues(form.PropertyType).Cast<object?>())
        {
            using Suite suite = Ready(type, suite => form?.SetValue(suite, value));
            foreach (string difference in suite.Differences())
            {
                yield return value is null ? difference : $"{difference} {value}";
            }
        }
    }

    private static Suite New(Type type) => (Suite)Activator.CreateInstance(type)!;

    /// <summary>A suite set up with the first of each parameter's values; kernels with some rows and a remainder.</summary>
    private static Suite Ready(Type type, Action<Suite>? with = null)
    {
        Suite suite = New(type);
        with?.Invoke(suite);
        foreach (PropertyInfo property in type.GetProperties())
        {
            if (property.GetCustomAttribute<ParamsSourceAttribute>() is { } source)
            {
                var values = (System.Collections.IEnumerable)type.GetProperty(source.Name, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)!.GetValue(null)!;
                property.SetValue(suite, property.Name == nameof(MicroSuite<double>.Length) ? Length : values.Cast<object>().First());
            }
        }

        suite.SetUpAtAnyWidth();
        return suite;
    }
}
