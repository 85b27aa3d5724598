using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Kernels.Gpu.Lanes;
using Kernels.Lanes;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The operations of the lanes and the tests of them, both as reflection finds them.</summary>
internal static class LaneOperationTable
{
    /// <summary>Names of <see cref="LaneOperations{T}"/>'s.</summary>
    public static TheoryData<string> Names() => [.. typeof(LaneOperations<>).GetNestedTypes().Select(operation => operation.Name)];

    /// <summary>The operation of a name, for an element type.</summary>
    public static Type Operation(string name, Type element) => typeof(LaneOperations<>).GetNestedType(name)!.MakeGenericType(element);

    /// <summary>How it is tried.</summary>
    public static OfAttribute Trial(string name) => typeof(LaneOperations<>).GetNestedType(name)!.GetCustomAttribute<OfAttribute>()!;

    /// <summary>What has a test, in the words of <see cref="Signature"/>.</summary>
    public static IEnumerable<string> Tested => typeof(LaneOperations<>).GetNestedTypes().Select(operation => operation.GetCustomAttribute<OfAttribute>()!.Signature);

    /// <summary>What there is.</summary>
    public static IEnumerable<string> Operations => typeof(ILanes<,>).GetMethods().Select(Signature);

    /// <summary>What a device's lane has beyond it.</summary>
    public static IEnumerable<string> OfDevices => typeof(IDeviceLanes<,>).GetMethods().Select(Signature);

    /// <summary>An operation's name and the types of its arguments.</summary>
    public static string Signature(MethodInfo operation) => $"{operation.Name}({string.Join(", ", operation.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
}
