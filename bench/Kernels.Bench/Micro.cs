using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using Kernels.Bench.Measuring;

namespace Kernels.Bench;

/// <summary>A quick table: ns an element in L1, best of many repetitions, each kernel at each width, beside the FMA rate of the same run.</summary>
internal static class Micro
{
    private const int Length = 1024;
    private static Action<Action>? s_visitor;

    private delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> destination);

    public static void Run()
    {
        Console.WriteLine($"{Processor()}, {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, .NET {Environment.Version}; ns an element, {Length} in L1");
        Console.WriteLine($"FMA rate: {FusedMultiplyAdds():F1} GFLOP/s (double, {Widest} bits)");
        Console.WriteLine("\n| kernel | type | 512 | 256 | 128 | scalar |\n|---|---|---|---|---|---|");
        Table<double>();
        Table<float>();
        Console.WriteLine($"\nFMA rate again: {FusedMultiplyAdds():F1} GFLOP/s");
    }

    internal static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";

    /// <summary>Every kernel at every width, for a reader of the machine code.</summary>
    public static void Visit(Action<Action> visitor)
    {
        s_visitor = visitor;
        Table<double>();
        Table<float>();
    }

    private static void Table<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Row<T>("Exp", SpecialFunctions.Exp, -10, 10);
        Row<T>("Log", SpecialFunctions.Log, 0.01, 20);
        Row<T>("Digamma", SpecialFunctions.Digamma, 0.01, 20);
        Row<T>("ExpDigamma x ≥ 1", SpecialFunctions.ExpDigamma, 1, 20);
        Row<T>("ExpDigamma mixed", SpecialFunctions.ExpDigamma, 0.05, 2);
        Row<T>("Trigamma", SpecialFunctions.Trigamma, 0.01, 20);
        Row<T>("LogGamma", SpecialFunctions.LogGamma, 0.01, 20);
        Row<T>("LogSumExp", (x, destination) => destination[0] = Probability.LogSumExp(x), -10, 10);
        Row<T>("Softmax", (x, destination) => Probability.Softmax(x, destination), -10, 10);
        Row<T>("LogSumExpRows of 8", (x, destination) => Probability.LogSumExpRows(x, 8, destination), -10, 10);
        Row<T>("LogSumExpRows of 20", (x, destination) => Probability.LogSumExpRows(x[..1000], 20, destination), -10, 10);
        Row<T>("SoftmaxRows of 8", (x, destination) => Softmax(x, 8, destination), -10, 10);
        Row<T>("SoftmaxRows of 20", (x, destination) => Softmax(x[..1000], 20, destination), -10, 10);
        Row<T>("ExpectedLog", Dirichlet.ExpectedLog, 0.01, 20);
        Row<T>("ExpExpectedLog", Dirichlet.ExpExpectedLog, 0.01, 20);
        Row<T>("KullbackLeibler", (x, destination) => destination[0] = Dirichlet.KullbackLeibler(x[..512], x[512..]), 0.01, 20, 512);
        Row<T>("ExpExpectedLogRows of 20", (x, destination) => Dirichlet.ExpExpectedLogRows(x[..1000], 20, destination), 0.01, 20);
    }

    private static void Row<T>(string name, Kernel<T> kernel, double from, double to, int length = Length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        T[] x = [.. Enumerable.Range(0, Length).Select(_ => T.CreateChecked(from + ((to - from) * random.NextDouble())))];
        T[] result = new T[Length];
        var cells = new[] { 512, 256, 128, 1 }.Select(bits => LaneWidth.IsSupported(bits) ? Nanoseconds(bits, () => kernel(x, result), length) : "–");
        Console.WriteLine($"| {name} | {(typeof(T) == typeof(double) ? "double" : "float")} | {string.Join(" | ", cells)} |");
    }

    private static void Softmax<T>(ReadOnlySpan<T> x, int rowLength, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> normalizers = stackalloc T[x.Length / rowLength];
        Probability.SoftmaxRows(x, rowLength, destination, normalizers);
    }

    private static string Nanoseconds(int bits, Action work, int length)
    {
        using IDisposable width = LaneWidth.Force(bits);
        if (s_visitor is not null)
        {
            s_visitor(work);
            return string.Empty;
        }

        return (Clock.Of(work).Best / length).ToString("F2", CultureInfo.InvariantCulture);
    }

    /// <summary>Thousand million operations a second in double, a multiply–add being two, with the widest lanes.</summary>
    private static double FusedMultiplyAdds() => 2 * Limits.Of(Widest).MultiplyAddsDouble;

    private static int Widest => LaneWidth.IsSupported(512) ? 512 : LaneWidth.IsSupported(256) ? 256 : 128;
}
