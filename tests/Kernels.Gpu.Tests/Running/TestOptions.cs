using System.Collections.Generic;
using Xunit.Abstractions;

namespace Kernels.Gpu.Tests;

/// <summary>xunit's options, all of them as xunit has them unless told otherwise.</summary>
internal sealed class TestOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    private readonly Dictionary<string, object?> _values = [];

    public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

    public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
}
