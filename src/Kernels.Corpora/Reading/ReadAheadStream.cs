using System;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Kernels.Corpora;

/// <summary>Reads another stream on a thread of its own, a few blocks ahead: unzipping and parsing take place at the same time.</summary>
internal sealed class ReadAheadStream : ForwardStream
{
    private const int BlockSize = 1 << 18;
    private const int BlocksAhead = 4;

    /// <summary>Longest wait for the thread; one that waits for standard input is left behind.</summary>
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromMilliseconds(200);

    private readonly Stream _inner;
    private readonly Thread _thread;
    private readonly BlockingCollection<(byte[] Bytes, int Length)> _filled = new(BlocksAhead);
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _cancellation;
    private ExceptionDispatchInfo? _failure;
    private byte[] _block = [];
    private int _position;
    private int _length;

    /// <summary>Starts reading at once.</summary>
    /// <param name="inner">What is read.</param>
    /// <param name="cancellation">Ends a wait for data that may never come.</param>
    internal ReadAheadStream(Stream inner, CancellationToken cancellation)
    {
        _inner = inner;
        _cancellation = cancellation;
        _thread = new Thread(ReadAll) { IsBackground = true, Name = "Corpus read-ahead" };
        _thread.Start();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position == _length)
        {
            if (_block.Length > 0)
            {
                _free.Add(_block);
                _block = [];
            }

            if (!_filled.TryTake(out (byte[] Bytes, int Length) next, Timeout.Infinite, _cancellation))
            {
                _failure?.Throw();
                return 0;
            }

            (_block, _length) = next;
            _position = 0;
        }

        int length = Math.Min(buffer.Length, _length - _position);
        _block.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            if (_thread.Join(s_stopWithin))
            {
                _inner.Dispose();
                _filled.Dispose();
                _stop.Dispose();
            }
        }

        base.Dispose(disposing);
    }

#pragma warning disable CA1031 // Whatever reading throws is thrown again where the data are asked for.
    private void ReadAll()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                byte[] block = _free.TryTake(out byte[]? used) ? used : new byte[BlockSize];
                int length = _inner.ReadAtLeast(block, BlockSize / 2, throwOnEndOfStream: false);
                if (length == 0)
                {
                    break;
                }

                _filled.Add((block, length), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        _filled.CompleteAdding();
    }
#pragma warning restore CA1031
}
