using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>The text that an NVIDIA driver would be given, made without a device, for compute capability 9.0.</summary>
internal static partial class Ptx
{
    private static readonly Lock s_gate = new();

    private static readonly ConcurrentDictionary<EntryPointDescription, string> s_compiled = new();

    private static PTXBackend? s_backend;

    public static string Of(EntryPointDescription entry)
    {
        lock (s_gate)
        {
            try
            {
                return s_compiled.GetOrAdd(entry, entry => ((PTXCompiledKernel)DeviceKernel.Compile(s_backend ??= Backend(), entry)).PTXAssembly);
            }
            catch
            {
                // What it left half done would be in the way of every other kernel, and their tests would fail with it.
                s_backend = null;
                throw;
            }
        }
    }

    private static PTXBackend Backend() => new(
        Context.Create(builder => DeviceKernel.Configure(builder)), new CudaCapabilityContext(CudaArchitecture.SM_90), CudaArchitecture.SM_90, CudaInstructionSet.ISA_88, null!);

    /// <summary>Runs a kernel with <see cref="PtxMachine"/> on arrays, and leaves in them what it left.</summary>
    /// <param name="entry">The kernel.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="threads">Threads of a group.</param>
    /// <param name="parameters">Arrays of int, float or double for views, arrays of objects for structures, and scalars.</param>
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
            if (parameters[i] is Array array && given[i] is ValueTuple<ulong, long> view)
            {
                byte[] left = machine.Read<byte>(view);
                Buffer.BlockCopy(left, 0, array, 0, left.Length);
            }
        }
    }

    /// <summary>The instructions of the entry point, without declarations, labels and the bodies that intrinsics have replaced.</summary>
    public static string[] Instructions(string ptx) =>
        [.. ptx[ptx.IndexOf(".entry", StringComparison.Ordinal)..].Split('\n').Select(line => line.Trim()).Where(line => Instruction().IsMatch(line))];

    /// <summary>No call, no spilling to local memory, no approximate instruction, nothing that an assembler may contract, no unordered comparison, no divergent branch said to be none.</summary>
    public static void AssertPlain(string ptx)
    {
        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
        Assert.Contains(".entry", ptx, StringComparison.Ordinal);
        foreach (string instruction in Instructions(ptx))
        {
            Assert.False(instruction.StartsWith('@') && instruction.Contains(".uni", StringComparison.Ordinal), $"{instruction}: a branch that may diverge, said not to");
            string operation = instruction.StartsWith('@') ? instruction[(instruction.IndexOf(' ', StringComparison.Ordinal) + 1)..] : instruction;
            operation = operation.Split(' ', '\t', ';')[0];
            Assert.False(operation.StartsWith("call", StringComparison.Ordinal), instruction);
            Assert.DoesNotContain(".approx", operation, StringComparison.Ordinal);
            Assert.DoesNotContain(".ftz", operation, StringComparison.Ordinal);
            bool isFloating = operation.EndsWith(".f32", StringComparison.Ordinal) || operation.EndsWith(".f64", StringComparison.Ordinal);
            string[] parts = operation.Split('.');
            Assert.False(isFloating && parts[0] is "add" or "sub" or "mul" or "div" or "fma" && parts[1] != "rn", instruction);
            Assert.False(isFloating && parts[0] == "setp" && parts[1] is not ("lt" or "eq"), instruction);
        }
    }

    [GeneratedRegex(@"^(@!?%p\d+ )?[a-z][a-z0-9_.]*[\s;]")]
    private static partial Regex Instruction();
}
