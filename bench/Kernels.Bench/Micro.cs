using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Bench.Measuring;

namespace Kernels.Bench;

/// <summary>A quick table: ns an element in the first-level cache, each kernel of the report at each width, beside the multiply–add rate of the same rounds.</summary>
internal static class Micro
{
    public static void Run()
    {
        ArithmeticLimits<double> limits = new();
        List<Row> rows = [.. Rows<double>(), .. Rows<float>()];
        new Schedule(5, 100, 20).Run([.. limits.Works, .. rows.SelectMany(row => row.Works.Values)], Console.Error.WriteLine);
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.WriteLine($"{Processor()}, {date}, .NET {Environment.Version}; ns an element, {KernelSection<double>.Small} values in the first-level cache");
        int widest = ArithmeticLimits<double>.Widths().Max();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"multiply–adds: {2 * limits.At(widest).MultiplyAdds:F1} GFLOP/s (double, {widest} bits)"));
        int[] widths = [.. ArithmeticLimits<double>.Widths().Reverse()];
        Console.WriteLine($"\n| kernel | type | {string.Join(" | ", widths.Select(KernelSection<double>.Variant))} |\n|---|---|{string.Concat(widths.Select(_ => "---|"))}");
        foreach (Row row in rows)
        {
            IEnumerable<string> cells = widths.Select(bits => (row.Works[bits].Timing.Nanoseconds / row.Elements).ToString("F2", CultureInfo.InvariantCulture));
            Console.WriteLine($"| {row.Name} | {row.Type} | {string.Join(" | ", cells)} |");
        }
    }

    internal static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";

    /// <summary>Runs every kernel at every width until the runtime has compiled it for the last time, for a reader of the machine code.</summary>
    public static void Settle(int milliseconds)
    {
        foreach (Work work in Rows<double>().Concat(Rows<float>()).SelectMany(row => row.Works.Values))
        {
            work.Warm(milliseconds);
        }
    }

    private static IEnumerable<Row> Rows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelEntry<T> kernel in KernelList.All<T>())
        {
            T[] x = kernel.Arguments(KernelSection<T>.Small), result = new T[x.Length];
            yield return new(
                kernel.Name,
                typeof(T) == typeof(double) ? "double" : "float",
                kernel.Elements(x.Length),
                ArithmeticLimits<T>.Widths().ToDictionary(bits => bits, bits => new Work(() => kernel.Ours(x, result), bits)));
        }
    }

    private sealed record Row(string Name, string Type, int Elements, Dictionary<int, Work> Works);
}
