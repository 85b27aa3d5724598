using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace Kernels.Gpu;

/// <summary>Scratch memory of launches over long rows, for each stream: what one stream is given is done in order, so the next launch may use it again.</summary>
internal sealed class LongRowScratch<T>(GpuDevice device)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConditionalWeakTable<AcceleratorStream, Room> _rooms = [];

    /// <summary>The memory of a stream; to be locked while launches are queued.</summary>
    public Room Of(AcceleratorStream stream) => _rooms.GetValue(stream, _ => new Room(new DeviceMemory(device)));

    /// <summary>One buffer, of which each call makes arrays; those of the call before are lost.</summary>
#pragma warning disable CA1001 // Nobody knows when a stream is done for good: the collector frees them once it is gone, or the device when it is closed.
    internal sealed class Room(DeviceMemory memory)
#pragma warning restore CA1001
    {
        // From one array to the next: whole lines of memory.
        private const long Line = 32;

        private readonly DeviceArray<T> _values = new(memory);
        private readonly DeviceArray<int> _counts = new(memory);

        /// <summary>Arrays of these lengths, with anything in them.</summary>
        public ArrayView<T>[] Arrays(params ReadOnlySpan<long> lengths)
        {
            long all = 0;
            foreach (long length in lengths)
            {
                all += Lines(length);
            }

            _values.Reserve(all);
            ArrayView<T> values = _values.View(all);
            var arrays = new ArrayView<T>[lengths.Length];
            long start = 0;
            for (int i = 0; i < arrays.Length; i++)
            {
                arrays[i] = values.SubView(start, lengths[i]);
                start += Lines(lengths[i]);
            }

            return arrays;
        }

        /// <summary>Whole numbers, with anything in them.</summary>
        public ArrayView<int> Counts(long length)
        {
            _counts.Reserve(length);
            return _counts.View(length);
        }

        private static long Lines(long length) => (length + Line - 1) / Line * Line;
    }
}
