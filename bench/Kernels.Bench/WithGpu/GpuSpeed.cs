using System;
using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu;
using Kernels.Lda;

namespace Kernels.Bench;

/// <summary>What one GPU does: its own copies, the kernels alone and with transfers, and the E-step of a made-up corpus. KERNELS_GPU=simulator tries the code without one.</summary>
internal static class GpuSpeed
{
    public static void Run()
    {
        bool simulate = Environment.GetEnvironmentVariable("KERNELS_GPU") == "simulator";
        if (!simulate && GpuDevice.Find().Count == 0)
        {
            Console.WriteLine("no GPU found");
            return;
        }

        using GpuDevice device = simulate ? GpuDevice.OpenSimulator() : GpuDevice.Open();
        Console.WriteLine($"{device.Name}; kernel only, and with the values' way there and back");
        Spans(device, simulate ? 1 << 10 : 1 << 28);
        EStep(device, simulate ? 8 : 20_000);
    }

    private static void Spans(GpuDevice device, int length)
    {
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        GpuSpecialFunctions<float> functions = new(device);
        GpuProbability<float> probability = new(device);
        float[] values = new float[length];
        Random random = new(1);
        for (int i = 0; i < length; i++)
        {
            values[i] = 1 + (20 * random.NextSingle());
        }

        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Accelerator.Allocate1D(values);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Accelerator.Allocate1D<float>(length);
        double copy = Seconds(stream, () => y.View.BaseView.CopyFrom(stream, x.View.BaseView));
        Console.WriteLine($"copy              {8e-9 * length / copy,9:0.0} GB/s");
        Report("exp", 8, () => functions.Exp(stream, x.View, y.View));
        Report("exp ψ", 8, () => functions.ExpDigamma(stream, x.View, y.View));
        Report("ψ", 8, () => functions.Digamma(stream, x.View, y.View));
        Report("ln Σ exp, one row", 4, () => probability.LogSumExpRows(stream, x.View, length, y.View));
        Report("ln Σ exp of 128", 4, () => probability.LogSumExpRows(stream, x.View, 128, y.View));

        void Report(string name, int bytes, Action launch)
        {
            double alone = Seconds(stream, launch);
            double travelling = Seconds(stream, () =>
            {
                x.View.BaseView.CopyFromCPU(stream, ref values[0], length);
                launch();
                y.View.BaseView.CopyToCPU(stream, ref values[0], length);
                x.View.BaseView.CopyFrom(stream, y.View.BaseView);
            });
            Console.WriteLine($"{name,-18}{1e-9 * bytes * length / alone,9:0.0} GB/s  {100 * bytes * copy / (8 * alone),4:0} % of the copy's   with transfers {1e-9 * bytes * length / travelling,7:0.0} GB/s");
        }
    }

    /// <summary>Documents of 100 distinct words, K = 50, 50 inner iterations.</summary>
    private static void EStep(GpuDevice device, int documents)
    {
        const int TopicCount = 50, Words = 100, Vocabulary = 20_000;
        Random random = new(2);
        using GpuLdaDevice<float> lda = new(device);
        using LdaTopics topics = lda.CreateTopics(Vocabulary, TopicCount, LdaTopicKind.Dirichlet);
        float[] lambda = new float[Vocabulary * TopicCount];
        for (int i = 0; i < lambda.Length; i++)
        {
            lambda[i] = 0.01f + (float)Math.Pow(random.NextDouble(), 8);
        }

        lda.WriteLambda(topics, 0, lambda);
        long[] offsets = new long[documents + 1];
        int[] ids = new int[documents * Words];
        float[] counts = new float[ids.Length];
        for (int d = 0; d < documents; d++)
        {
            offsets[d + 1] = (d + 1) * Words;
            for (int i = 0; i < Words; i++)
            {
                // Distinct: one word of each hundredth of the vocabulary.
                ids[(d * Words) + i] = (i * (Vocabulary / Words)) + random.Next(Vocabulary / Words);
                counts[(d * Words) + i] = 1 + random.Next(3);
            }
        }

        float[] alpha = new float[TopicCount], gamma = new float[documents * TopicCount];
        Array.Fill(alpha, 0.1f);
        LdaEStepSettings settings = new() { MaxIterations = 50, Tolerance = 0, AccumulateStatistics = true };
        long visits = 0;
        double seconds = Seconds(device.Accelerator.DefaultStream, () =>
            visits = lda.EStep(topics, new LdaDocuments(offsets, ids, counts), alpha, settings, gamma, []).Visits);
        Console.WriteLine($"E-step, K = 50, with transfers: {visits / seconds / 1e9:0.000} billion (word, document, iteration) visits a second");
    }

    private static double Seconds(AcceleratorStream stream, Action work)
    {
        work();
        stream.Synchronize();
        double best = double.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            work();
            stream.Synchronize();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return best;
    }
}
