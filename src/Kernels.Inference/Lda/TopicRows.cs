using System;

namespace Kernels.Inference;

/// <summary>A matrix in rows, kept in chunks so that it may hold more than 2³¹ elements.</summary>
internal sealed class TopicRows<T>
    where T : unmanaged
{
    private const int ChunkElements = 1 << 22;
    private readonly T[][] _chunks;
    private readonly int _rowsPerChunk;

    public TopicRows(int rowCount, int columnCount)
    {
        (RowCount, ColumnCount) = (rowCount, columnCount);
        _rowsPerChunk = Math.Max(1, ChunkElements / columnCount);
        _chunks = new T[(rowCount + _rowsPerChunk - 1) / _rowsPerChunk][];
        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            _chunks[chunk] = GC.AllocateUninitializedArray<T>(Math.Min(_rowsPerChunk, rowCount - (chunk * _rowsPerChunk)) * columnCount);
        }
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    public int ChunkCount => _chunks.Length;

    /// <summary>One row.</summary>
    public Span<T> Row(int row) => _chunks[row / _rowsPerChunk].AsSpan(row % _rowsPerChunk * ColumnCount, ColumnCount);

    /// <summary>All rows of a chunk, and which row comes first.</summary>
    public Span<T> Chunk(int chunk, out int firstRow)
    {
        firstRow = chunk * _rowsPerChunk;
        return _chunks[chunk];
    }
}
