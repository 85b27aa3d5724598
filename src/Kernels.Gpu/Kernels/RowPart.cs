namespace Kernels.Gpu;

/// <summary>The part of a long row that a team takes: parts are counted through all rows. A team beyond the last does the first over again, to no end.</summary>
internal readonly struct RowPart
{
    /// <param name="team">The team's number.</param>
    /// <param name="rowLength">Values in a row.</param>
    /// <param name="partLength">Values in a part but the last.</param>
    /// <param name="rows">Rows.</param>
    public RowPart(long team, long rowLength, int partLength, long rows)
    {
        long parts = (rowLength + partLength - 1) / partLength;
        Exists = team < rows * parts;
        Place = Exists ? team : 0;
        Row = Place / parts;
        long first = (Place - (Row * parts)) * partLength;
        Start = (Row * rowLength) + first;
        Length = rowLength - first < partLength ? rowLength - first : partLength;
    }

    /// <summary>Whether there is such a part.</summary>
    public bool Exists { get; }

    /// <summary>Its number.</summary>
    public long Place { get; }

    /// <summary>Its row.</summary>
    public long Row { get; }

    /// <summary>Place of its first value.</summary>
    public long Start { get; }

    /// <summary>Its values.</summary>
    public long Length { get; }
}
