using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Bench.Measuring;

namespace Kernels.Bench;

/// <summary>What writing a formula once for every lane costs: the generic kernels against <see cref="HandWritten"/>, bits, time and machine code.</summary>
internal static class LanesProof
{
    private const int Length = 1024;
    private const int Rounds = 400;
    private const string Child = "KERNELS_LANES_PROOF_CHILD";

    public static void Run()
    {
        if (!LaneWidth.IsSupported(512))
        {
            Console.WriteLine("The hand-written kernels need AVX-512, which this processor lacks: nothing is measured.");
            return;
        }

        using IDisposable width = LaneWidth.Force(512);
        double[] positive = Arguments(0.01, 20);
        double[] any = Arguments(-10, 10);
        double[] generic = new double[Length];
        double[] byHand = new double[Length];
        Action[] work =
        [
            () => SpecialFunctions.Digamma<double>(positive, generic), () => HandWritten.Digamma(positive, byHand),
            () => generic[0] = Probability.LogSumExp<double>(any), () => byHand[0] = HandWritten.LogSumExp(any),
        ];
        if (Environment.GetEnvironmentVariable(Child) == "1")
        {
            Array.ForEach(work, Settle);
            Micro.Settle(200);
            return;
        }

        Console.WriteLine($"{Micro.Processor()}, {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, .NET {Environment.Version}; double, {Length} in L1, 512 bits");
        Console.WriteLine("\n| kernel | bits | generic ns | by hand ns | generic / by hand |\n|---|---|---|---|---|");
        Row("Digamma", work[0], work[1], () => generic.SequenceEqual(byHand));
        Row("LogSumExp", work[2], work[3], () => generic[0].Equals(byHand[0]));
        Console.WriteLine("\n| method | instructions in its longest loop | of them on the stack | calls in that loop |\n|---|---|---|---|");
        Disassembly.Print(Listing());
    }

    private static double[] Arguments(double from, double to)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Length).Select(_ => from + ((to - from) * random.NextDouble()))];
    }

    /// <summary>The two in turn, so that both meet the same machine; the median of the ratios, and of each one's times.</summary>
    private static void Row(string name, Action generic, Action byHand, Func<bool> same)
    {
        Settle(generic);
        Settle(byHand);
        generic();
        byHand();
        string bits = same() ? "same" : "DIFFERENT";
        var times = new (double Generic, double ByHand)[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            // Whichever comes second finds the caches and the clock as the first left them.
            double first = Repeat(i % 2 == 0 ? generic : byHand, 200);
            double second = Repeat(i % 2 == 0 ? byHand : generic, 200);
            times[i] = i % 2 == 0 ? (first, second) : (second, first);
        }

        string ratio = Text(Median([.. times.Select(time => time.Generic / time.ByHand)]), "F3");
        string left = Text(Median([.. times.Select(time => time.Generic)]), "F2");
        Console.WriteLine($"| {name} | {bits} | {left} | {Text(Median([.. times.Select(time => time.ByHand)]), "F2")} | {ratio} |");
    }

    private static void Settle(Action work) => Clock.Warm(work);

    private static double Repeat(Action work, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / times / Length;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The runtime's own listing of the methods that a second run of this program compiles.</summary>
    private static string[] Listing()
    {
        string file = Path.GetTempFileName();
        try
        {
            // Started as an assembly, not as a program of its own, the process is the runtime's and wants the assembly first.
            string assembly = Environment.GetCommandLineArgs()[0];
            bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet";
            var start = new ProcessStartInfo(Environment.ProcessPath!, isHosted ? [assembly, "lanes"] : ["lanes"]);
            start.Environment[Child] = "1";
            start.Environment["DOTNET_JitDisasm"] = Disassembly.Methods;
            start.Environment["DOTNET_JitStdOutFile"] = file;
            start.RedirectStandardOutput = true;
            using Process child = Process.Start(start) ?? throw new InvalidOperationException("The second run did not start.");
            child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
