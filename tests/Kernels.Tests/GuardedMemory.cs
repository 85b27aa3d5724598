using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kernels.Tests;

/// <summary>Memory between two pages that may not be touched: reading or writing one value too many ends the process.</summary>
/// <remarks>On Windows it is plain memory and proves nothing.</remarks>
internal sealed unsafe partial class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly nuint _inner;
    private readonly byte* _start;

    public GuardedMemory(int capacity)
    {
        _inner = (((nuint)capacity * (nuint)sizeof(T)) + _page - 1) / _page * _page;
        if (OperatingSystem.IsWindows())
        {
            _start = (byte*)NativeMemory.AllocZeroed(_inner + (2 * _page));
            return;
        }

        nint start = Native.MemoryMap(0, _inner + (2 * _page), Native.Read | Native.Write, Native.Private | (OperatingSystem.IsMacOS() ? 0x1000 : 0x20), -1, 0);
        if (start == -1)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        _start = (byte*)start;
        Native.Check(Native.Protect(start, _page, 0));
        Native.Check(Native.Protect(start + (nint)(_page + _inner), _page, 0));
    }

    /// <summary>The value after the last one is out of bounds.</summary>
    public Span<T> AtEnd(int length) => new(_start + _page + _inner - ((nuint)length * (nuint)sizeof(T)), length);

    /// <summary>The value before the first one is out of bounds.</summary>
    public Span<T> AtStart(int length) => new(_start + _page, length);

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            NativeMemory.Free(_start);
        }
        else
        {
            Native.Check(Native.Unmap((nint)_start, _inner + (2 * _page)));
        }
    }
}

internal static partial class Native
{
    public const int Read = 1;
    public const int Write = 2;
    public const int Private = 2;

    public static void Check(int result)
    {
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint MemoryMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Unmap(nint address, nuint length);
}
