using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Gpu.Lanes;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The document kernel with arguments of its own: on the simulator, or its PTX on <see cref="PtxMachine"/>, by groups or by warps.</summary>
internal sealed class LdaKernelCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first of the arrays that the kernel writes.</summary>
    public const int FirstResult = 7;

    /// <summary>Iterations at most.</summary>
    public const int MaxIterations = 9;

    private readonly Array[] _arrays;
    private readonly object[] _scalars;
    private readonly int _topicCount;
    private readonly int _tileWords;

    public LdaKernelCase(LdaCorpus corpus, int topicCount, int tileWords, double alpha, double tolerance = 0.02)
    {
        (_topicCount, _tileWords) = (topicCount, tileWords);
        Documents = corpus.DocumentCount;
        int pairs = corpus.Words.Length, stride = (topicCount + 15) / 16 * 16;
        Random random = new(3);
        var factors = new T[corpus.VocabularySize * stride];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = i % stride < topicCount ? T.CreateTruncating(Math.Pow(random.NextDouble(), 6)) : T.Zero;
        }

        _arrays =
        [
            Enumerable.Range(0, Documents).ToArray(),
            Array.ConvertAll(corpus.Offsets, offset => (int)offset),
            corpus.Words,
            Array.ConvertAll(corpus.Counts, T.CreateTruncating),
            factors,
            Enumerable.Repeat(T.CreateTruncating(alpha), topicCount).ToArray(),
            Enumerable.Range(0, Documents).Select(d => T.CreateTruncating((corpus.Offsets[d + 1] - corpus.Offsets[d]) / (double)topicCount)).ToArray(),
            new T[Documents * topicCount], new int[Documents], new T[Documents * stride], new T[pairs], new T[pairs], new T[Documents * topicCount],
            new T[Documents], new int[Documents],
        ];
        _scalars =
        [
            topicCount, stride, tileWords, 0, MaxIterations, 0, 1, 1, T.CreateTruncating(tolerance), T.CreateTruncating(1e-18), T.CreateTruncating(1e-10),
        ];
    }

    public int Documents { get; }

    /// <summary>The same bits in everything that the kernel writes, and documents that took different numbers of iterations: no team may wait for another.</summary>
    public static void AssertSame(Array[] expected, Array[] actual)
    {
        for (int i = FirstResult; i < expected.Length; i++)
        {
            if (expected[i] is int[] integers)
            {
                Assert.Equal(integers, (int[])actual[i]);
            }
            else
            {
                Values.AssertSameBits((T[])expected[i], (T[])actual[i], place => $"result {i}, place {place}");
            }
        }

        int[] status = (int[])expected[FirstResult + 1];
        Assert.True(status.Distinct().Count() > 1 && status.All(iterations => iterations != 0 && Math.Abs(iterations) <= MaxIterations), string.Join(' ', status));
    }

    /// <summary>The arrays after a run of the PTX.</summary>
    public Array[] OnPtx(Type team, int threads, int documentsOfAGroup = 1)
    {
        PtxMachine machine = new(Ptx.Of(DeviceKernel.Groups(DeviceKernel.Of<T>(typeof(LdaDocumentKernel<,,>), team), "Run")));
        (ulong, long)[] views = Array.ConvertAll(_arrays, array => array is int[] integers ? machine.Upload(integers) : machine.Upload((T[])array));
        machine.Launch(
            Groups(documentsOfAGroup),
            threads * documentsOfAGroup,
            Shared(threads, documentsOfAGroup) * Unsafe.SizeOf<T>(),
            [(object[])[.. views.Select(view => (object)view), .. _scalars]]);
        return [.. views.Select((view, i) => (Array)(_arrays[i] is int[]? machine.Read<int>(view) : machine.Read<T>(view)))];
    }

    /// <summary>The arrays after a run on the simulator.</summary>
    public Array[] OnSimulator(GpuDevice device, bool isWarp, int threads, int documentsOfAGroup = 1)
    {
        Accelerator accelerator = device.Accelerator;
        MemoryBuffer[] buffers = Array.ConvertAll(_arrays, array => array is int[] integers ? (MemoryBuffer)accelerator.Allocate1D(integers) : accelerator.Allocate1D((T[])array));
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
            TopicCount = (int)_scalars[0],
            Stride = (int)_scalars[1],
            TileWords = (int)_scalars[2],
            IsLong = (int)_scalars[3],
            MaxIterations = (int)_scalars[4],
            CarryGamma = (int)_scalars[5],
            KeepFactors = (int)_scalars[6],
            KeepBound = (int)_scalars[7],
            Tolerance = (T)_scalars[8],
            Flush = (T)_scalars[9],
            RescueLimit = (T)_scalars[10],
        };
        GpuLdaKernels<T> kernels = device.Kernels(accelerator => new GpuLdaKernels<T>(accelerator));
        SharedMemoryConfig shared = SharedMemoryConfig.RequestDynamic<T>(Shared(threads, documentsOfAGroup));
        KernelConfig config = ((Index1D)Groups(documentsOfAGroup), (Index1D)(threads * documentsOfAGroup), shared);
        (isWarp ? kernels.ShortDocuments : kernels.Documents)(accelerator.DefaultStream, config, task);
        accelerator.Synchronize();
        Array[] results = [.. buffers.Select((buffer, i) => (Array)(_arrays[i] is int[]
            ? ((MemoryBuffer1D<int, Stride1D.Dense>)buffer).GetAsArray1D()
            : ((MemoryBuffer1D<T, Stride1D.Dense>)buffer).GetAsArray1D()))];
        Array.ForEach(buffers, buffer => buffer.Dispose());
        return results;

        ArrayView<int> Int(int i) => ((MemoryBuffer1D<int, Stride1D.Dense>)buffers[i]).View;
        ArrayView<T> Real(int i) => ((MemoryBuffer1D<T, Stride1D.Dense>)buffers[i]).View;
    }

    private int Groups(int documentsOfAGroup) => (Documents + documentsOfAGroup - 1) / documentsOfAGroup;

    private int Shared(int threads, int documentsOfAGroup) =>
        documentsOfAGroup * LdaDocumentTeam<float, DeviceSingle, GroupTeam>.Length(_topicCount, threads, _tileWords, isLong: false);
}
