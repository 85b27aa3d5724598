using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace Kernels.Gpu.Tests;

/// <summary>The text that an NVIDIA driver would be given, made without a device, for compute capability 9.0.</summary>
internal static partial class Ptx
{
    private static readonly Context s_context = Context.Create(builder => DeviceKernel.Configure(builder));

    private static readonly PTXBackend s_backend = new(
        s_context, new CudaCapabilityContext(CudaArchitecture.SM_90), CudaArchitecture.SM_90, CudaInstructionSet.ISA_88, null!);

    private static readonly ConcurrentDictionary<EntryPointDescription, string> s_compiled = new();

    public static string Of(EntryPointDescription entry)
    {
        lock (s_backend)
        {
            return s_compiled.GetOrAdd(entry, entry => ((PTXCompiledKernel)DeviceKernel.Compile(s_backend, entry)).PTXAssembly);
        }
    }

    /// <summary>Runs a kernel with <see cref="PtxMachine"/> on arrays, and leaves in them what it left.</summary>
    /// <param name="entry">The kernel.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="threads">Threads of a group.</param>
    /// <param name="parameters">Arrays of int, float or double for views, and scalars.</param>
    public static void Run(EntryPointDescription entry, int groups, int threads, params object[] parameters)
    {
        PtxMachine machine = new(Of(entry));
        object[] given = Array.ConvertAll(parameters, parameter => parameter switch
        {
            int[] array => machine.Upload(array),
            float[] array => machine.Upload(array),
            double[] array => machine.Upload(array),
            _ => parameter,
        });
        machine.Launch(groups, threads, 0, given);
        for (int i = 0; i < given.Length; i++)
        {
            if (parameters[i] is Array array)
            {
                byte[] left = machine.Read<byte>(((ulong, long))given[i]);
                Buffer.BlockCopy(left, 0, array, 0, left.Length);
            }
        }
    }

    /// <summary>The instructions of the entry point, without declarations, labels and the bodies that intrinsics have replaced.</summary>
    public static string[] Instructions(string ptx) =>
        [.. ptx[ptx.IndexOf(".entry", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim()).Where(line => Instruction().IsMatch(line))];

    [GeneratedRegex(@"^(@!?%p\d+ )?[a-z][a-z0-9_.]*[\s;]")]
    private static partial Regex Instruction();
}
