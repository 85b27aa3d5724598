using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using Kernels.Bench.Measuring;
using Kernels.Inference;

namespace Kernels.Bench;

/// <summary>
/// Our side of bench/peers/special_functions.py: the same functions on the arguments it wrote, a JSON line a figure; results are left beside them. <c>functions DIR LENGTH...</c>
/// </summary>
internal static class PeerFunctions
{
    private const int Kept = 1024;

    public static void Run(string[] args)
    {
        if (args.Length < 2)
        {
            throw new ArgumentException("functions takes 2 arguments or more: DIR, where bench/peers/special_functions.py wrote, and lengths.");
        }

        int[] lengths = [.. args[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        Measure<float>(args[0], "float", lengths);
        Measure<double>(args[0], "double", lengths);
    }

    private static void Measure<T>(string folder, string precision, int[] lengths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (string Name, string Arguments, Kernel<T> Kernel)[] functions =
        [
            ("digamma", "positive", SpecialFunctions.Digamma),
            ("log gamma", "positive", SpecialFunctions.LogGamma),
            ("exp digamma", "positive", SpecialFunctions.ExpDigamma),
            ("log-sum-exp", "any", (x, destination) => destination[0] = Probability.LogSumExp(x)),
        ];
        foreach ((string name, string arguments, Kernel<T> kernel) in functions)
        {
            T[] x = Load<T>(Path.Combine(folder, $"{arguments}-{precision}.npy"));
            T[] result = new T[x.Length];
            foreach (int length in lengths)
            {
                double nanoseconds = Clock.Of(() => kernel(x.AsSpan(0, length), result)).Best / length;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{{\"function\": {JsonSerializer.Serialize(name)}, \"precision\": \"{precision}\", \"length\": {length}, \"ns\": {nanoseconds}}}"));
            }

            Array.Clear(result);
            kernel(x.AsSpan(0, Kept), result);
            using FileStream file = File.Create(Path.Combine(folder, $"kernels-{name}-{precision}.npy"));
            NumpyMatrix.WriteHeader<T>(file, 1, Kept);
            NumpyMatrix.WriteRows<T>(file, result.AsSpan(0, Kept));
        }
    }

    private static T[] Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = File.OpenRead(path);
        (_, long rows, long columns) = NumpyMatrix.ReadHeader(file, path);
        T[] values = new T[rows * columns];
        NumpyMatrix.ReadRows<T>(file, values, path);
        return values;
    }
}
