using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Kernels.Corpora;

/// <summary>A .kcorpus file, read at any place without being mapped.</summary>
internal sealed class BinaryFile(SafeFileHandle handle, string path) : IDisposable
{
    internal string Path => path;

    internal long Length => RandomAccess.GetLength(handle);

    internal bool IsClosed => handle.IsClosed;

    internal byte[] Read(long offset, int count)
    {
        byte[] bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    internal void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
            {
                throw Damaged($"the end of the file at byte {offset}");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    internal CorpusFormatException Damaged(string found) => new(path, 0, found, "the file as it was written");

    public void Dispose() => handle.Dispose();
}
