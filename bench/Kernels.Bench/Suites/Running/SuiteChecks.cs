using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Suites.Micro;

namespace Kernels.Bench.Suites.Running;

/// <summary>What a dry run checks beyond running: a comparison is one only where all compute the same, and ours must not allocate.</summary>
internal static class SuiteChecks
{
    private const int Attempts = 20;
    private const int Length = 256;

    /// <summary>What does not hold.</summary>
    public static IEnumerable<string> Of(Type suite) => Allocations(suite).Concat(
        suite.IsAssignableTo(typeof(MicroSuite<double>)) ? Differences<double>(suite, 1e-8)
        : suite.IsAssignableTo(typeof(MicroSuite<float>)) ? Differences<float>(suite, 1e-3)
        : []);

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

    /// <summary>Results that are not those of the plain loop, relative to the larger of 1 and the largest of them.</summary>
    private static IEnumerable<string> Differences<T>(Type type, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[]? expected = null;
        foreach (MethodInfo method in type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute))).OrderBy(method => method.Name != nameof(MicroSuite<T>.PlainLoop)))
        {
            using var suite = (MicroSuite<T>)Ready(type);
            method.CreateDelegate<Action>(suite)();
            double[] output = [.. suite.Output().Select(double.CreateTruncating)];
            expected ??= output;
            double scale = Math.Max(1, expected.Max(Math.Abs));
            double error = expected.Zip(output, (left, right) => Math.Abs(left - right)).Max() / scale;
            if (output.Length != expected.Length || !(error <= tolerance))
            {
                yield return $"{type}.{method.Name} is off the plain loop by {error:G3} of the largest result; expected at most {tolerance:G1}.";
            }

            if (output.All(value => value == 0))
            {
                yield return $"{type}.{method.Name} left only zeros.";
            }
        }
    }

    private static Suite New(Type type) => (Suite)Activator.CreateInstance(type)!;

    /// <summary>A suite set up with the first of each parameter's values; kernels with some rows and a remainder.</summary>
    private static Suite Ready(Type type)
    {
        Suite suite = New(type);
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
