using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Kernels.Bench.Suites.Running;

/// <summary>Every suite of this assembly, closed over its number types.</summary>
internal static class SuiteList
{
    public static IReadOnlyList<Type> All { get; } = [.. typeof(Suite).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Suite)) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(Closed)];

    private static IEnumerable<Type> Closed(Type type) => type.IsGenericTypeDefinition
        ? type.GetCustomAttributes<GenericTypeArgumentsAttribute>().Select(arguments => type.MakeGenericType(arguments.GenericTypeArguments))
        : [type];
}
