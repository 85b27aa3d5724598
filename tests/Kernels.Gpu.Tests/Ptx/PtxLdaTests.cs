using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu.Lanes;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The PTX of the document kernel beside the same kernel on the simulator: the same bits, tile in one piece or streamed, topics dying or not.</summary>
[Collection(SharedDevice.Collection)]
public sealed class PtxLdaTests(SharedDevice simulator)
{
    private const int Threads = 8;

    [Theory]
    [InlineData(6, 30, 20, 0.3)]
    [InlineData(21, 8, 12, 0.01)]
    public void TheDocumentKernelIsTheSameInBoth(int topicCount, int tileWords, int mostWords, double alpha)
    {
        Compare<float>(topicCount, tileWords, mostWords, alpha);
        Compare<double>(topicCount, tileWords, mostWords, alpha);
    }

    private void Compare<T>(int topicCount, int tileWords, int mostWords, double alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LdaCorpus corpus = LdaCorpus.Make(30, 6, mostWords);
        int documents = corpus.DocumentCount, pairs = corpus.Words.Length, stride = (topicCount + 15) / 16 * 16;
        Random random = new(3);
        var factors = new T[corpus.VocabularySize * stride];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = i % stride < topicCount ? T.CreateTruncating(Math.Pow(random.NextDouble(), 6)) : T.Zero;
        }

        Array[] arrays =
        [
            Enumerable.Range(0, documents).ToArray(),
            Array.ConvertAll(corpus.Offsets, offset => (int)offset),
            corpus.Words,
            Array.ConvertAll(corpus.Counts, T.CreateTruncating),
            factors,
            Enumerable.Repeat(T.CreateTruncating(alpha), topicCount).ToArray(),
            Enumerable.Range(0, documents).Select(d => T.CreateTruncating((corpus.Offsets[d + 1] - corpus.Offsets[d]) / (double)topicCount)).ToArray(),
            new T[documents * topicCount], new int[documents], new T[documents * stride], new T[pairs], new T[pairs], new T[documents * topicCount],
            new T[documents], new int[documents],
        ];
        object[] scalars =
        [
            topicCount, stride, tileWords, 9, 0, 1, 1, T.CreateTruncating(0.02), T.CreateTruncating(1e-18), T.CreateTruncating(1e-10),
        ];
        int shared = LdaDocumentGroup<float, DeviceSingle>.Length(topicCount, Threads, tileWords);

        PtxMachine machine = new(Ptx.Of(DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(LdaDocumentKernel<,>)), "Run")));
        (ulong, long)[] views = Array.ConvertAll(arrays, array => array is int[] integers ? machine.Upload(integers) : machine.Upload((T[])array));
        machine.Launch(documents, Threads, shared * Unsafe.SizeOf<T>(), [(object[])[.. views.Select(view => (object)view), .. scalars]]);

        Array[] simulated = Simulate<T>(arrays, scalars, documents, shared);
        for (int i = 7; i < arrays.Length; i++)
        {
            if (arrays[i] is int[])
            {
                Assert.Equal((int[])simulated[i], machine.Read<int>(views[i]));
            }
            else
            {
                Values.AssertSameBits((T[])simulated[i], machine.Read<T>(views[i]), place => $"result {i}, place {place}");
            }
        }

        Assert.Contains((int[])simulated[8], status => status != 0);
    }

    private Array[] Simulate<T>(Array[] arrays, object[] scalars, int documents, int shared)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Accelerator accelerator = simulator.Device.Accelerator;
        MemoryBuffer[] buffers = Array.ConvertAll(arrays, array => array is int[] integers ? (MemoryBuffer)accelerator.Allocate1D(integers) : accelerator.Allocate1D((T[])array));
        LdaDocumentArguments<T> task = new()
        {
            Order = Int(0),
            Starts = Int(1),
            Words = Int(2),
            Counts = Real(3),
            Factors = Real(4),
            Alpha = Real(5),
            Shares = Real(6),
            Gamma = Real(7),
            Status = Int(8),
            Theta = Real(9),
            Ratios = Real(10),
            Normalizers = Real(11),
            Expected = Real(12),
            ThetaScale = Real(13),
            ThetaScaleIsLog = Int(14),
            TopicCount = (int)scalars[0],
            Stride = (int)scalars[1],
            TileWords = (int)scalars[2],
            MaxIterations = (int)scalars[3],
            CarryGamma = (int)scalars[4],
            KeepFactors = (int)scalars[5],
            KeepBound = (int)scalars[6],
            Tolerance = (T)scalars[7],
            Flush = (T)scalars[8],
            RescueLimit = (T)scalars[9],
        };
        GpuLdaKernels<T> kernels = new(accelerator);
        kernels.Documents(accelerator.DefaultStream, ((Index1D)documents, (Index1D)Threads, SharedMemoryConfig.RequestDynamic<T>(shared)), task);
        accelerator.Synchronize();
        Array[] results = [.. buffers.Select((buffer, i) => (Array)(arrays[i] is int[]
            ? ((MemoryBuffer1D<int, Stride1D.Dense>)buffer).GetAsArray1D()
            : ((MemoryBuffer1D<T, Stride1D.Dense>)buffer).GetAsArray1D()))];
        Array.ForEach(buffers, buffer => buffer.Dispose());
        return results;

        ArrayView<int> Int(int i) => ((MemoryBuffer1D<int, Stride1D.Dense>)buffers[i]).View;
        ArrayView<T> Real(int i) => ((MemoryBuffer1D<T, Stride1D.Dense>)buffers[i]).View;
    }
}
