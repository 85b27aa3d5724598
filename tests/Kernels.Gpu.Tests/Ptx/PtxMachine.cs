using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Kernels.Gpu.Tests;

/// <summary>Runs the PTX of our kernels without a GPU: each instruction as NVIDIA's manual defines it, one thread after the other up to each barrier of its warp or group.</summary>
/// <remarks>
/// It knows the instructions that the kernels hold and refuses any other. So what is compared with the processor is the very text that a driver would be given;
/// what it cannot show is what an assembler makes of that text.
/// </remarks>
internal sealed partial class PtxMachine(string ptx)
{
    public const ulong SharedBase = 1UL << 20;

    private const ulong GlobalBase = 1UL << 32;

    private const int WarpSize = 32;

    private const string WarpBarrier = "bar.warp.sync";

    private readonly PtxProgram _program = new(ptx);
    private readonly List<byte[]> _buffers = [];

    private enum State
    {
        Running,
        AtBarrier,
        Done,
    }

    /// <summary>A buffer in global memory, as a view of it is passed to a kernel.</summary>
    public (ulong Address, long Length) Upload<T>(T[] values)
        where T : unmanaged
    {
        _buffers.Add(MemoryMarshal.AsBytes<T>(values).ToArray());
        return (GlobalBase * (ulong)_buffers.Count, values.Length);
    }

    /// <summary>What a buffer holds now.</summary>
    public T[] Read<T>((ulong Address, long Length) view)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_buffers[(int)(view.Address / GlobalBase) - 1]).ToArray();

    /// <summary>Runs the kernel. A parameter is a view, an int, uint, long, ulong, float or double, or an array of them for a structure.</summary>
    public void Launch(int groups, int threads, int dynamicSharedBytes, params object[] parameters)
    {
        byte[] block = new byte[_program.ParameterBytes];
        foreach (((int offset, int size), object value) in _program.Parameters.Zip(parameters, (place, value) => (place, value)))
        {
            int end = Write(block, offset, value);
            if (parameters.Length != _program.Parameters.Length || (end - offset + 7) / 8 != (size + 7) / 8)
            {
                throw new ArgumentException($"Parameter at {offset} takes {size} bytes; {end - offset} were given.", nameof(parameters));
            }
        }

        for (int group = 0; group < groups; group++)
        {
            RunGroup(group, groups, threads, block, new byte[_program.SharedBytes + dynamicSharedBytes]);
        }
    }

    private static int Write(byte[] block, int offset, object value)
    {
        switch (value)
        {
            case (ulong address, long length):
                offset = Write(block, offset, (long)address);
                return Write(block, offset, length);
            case bool isSet:
                block[offset] = isSet ? (byte)1 : (byte)0;
                return offset + 1;
            case int number:
                offset = (offset + 3) / 4 * 4;
                MemoryMarshal.Write(block.AsSpan(offset), number);
                return offset + 4;
            case float number:
                offset = (offset + 3) / 4 * 4;
                MemoryMarshal.Write(block.AsSpan(offset), number);
                return offset + 4;
            case long number:
                offset = (offset + 7) / 8 * 8;
                MemoryMarshal.Write(block.AsSpan(offset), number);
                return offset + 8;
            case object[] { Length: 0 }:
                // A structure of nothing takes a byte.
                return offset + 1;
            case uint number:
                MemoryMarshal.Write(block.AsSpan(offset), number);
                return offset + 4;
            case ulong number:
                offset = (offset + 7) / 8 * 8;
                MemoryMarshal.Write(block.AsSpan(offset), number);
                return offset + 8;
            case double number:
                offset = (offset + 7) / 8 * 8;
                MemoryMarshal.Write(block.AsSpan(offset), number);
                return offset + 8;
            case object[] fields:
                return fields.Aggregate(offset, (place, field) => Write(block, place, field));
            default:
                throw new ArgumentException($"A parameter of {value.GetType()}.", nameof(value));
        }
    }

    private void RunGroup(int group, int groups, int threads, byte[] parameters, byte[] shared)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(index => new Thread(this, index, threads, group, groups, parameters, shared))];
        Thread[][] warps = [.. all.Chunk(WarpSize)];
        while (true)
        {
            foreach (Thread thread in all)
            {
                thread.Run();
            }

            if (all.All(thread => thread.State == State.Done))
            {
                return;
            }

            // Warps go on by turns, from one barrier of theirs to the next: what one does to another's memory shows.
            Thread[][] waiting = [.. warps.Where(warp => warp.Any(thread => thread.State == State.AtBarrier && thread.Barrier.Operation == WarpBarrier))];
            Array.ForEach(waiting, Meet);
            if (waiting.Length == 0)
            {
                Meet(all);
            }
        }
    }

    private static void Meet(Thread[] threads)
    {
        PtxInstruction barrier = threads[0].Barrier;
        if (threads.Any(thread => thread.State != State.AtBarrier || thread.Barrier.Text != barrier.Text))
        {
            throw new InvalidOperationException($"Threads of a group or warp do not meet at one barrier: {barrier.Text}");
        }

        bool any = barrier.Operation == "bar.red.or.pred" && threads.Any(thread => thread.Vote);
        foreach (Thread thread in threads)
        {
            thread.Pass(any);
        }
    }
}
