using System;
using System.Text;

namespace Kernels.Corpora;

/// <content>The headers of both formats.</content>
internal sealed partial class CoordinateReader
{
    private long HeaderLine(string what, long largest)
    {
        while (_source.TryReadLine(LongestLine, out ReadOnlySpan<byte> line))
        {
            ReadOnlySpan<byte> rest = line;
            ReadOnlySpan<byte> field = Numbers.NextField(ref rest);
            if (!field.IsEmpty)
            {
                if (!Numbers.IsBlankLine(rest) || !Numbers.TryWhole(field, out long value) || value > largest)
                {
                    throw Bad(CorpusFormatException.Quote(line), what + ", alone on its line");
                }

                _source.Line++;
                return value;
            }

            _source.Line++;
        }

        throw Bad("the end of the file", what);
    }

    private void MatrixMarketHeader()
    {
        const string Banner = "\"%%MatrixMarket matrix coordinate\" with real, integer or no numbers (pattern), general";
        if (!_source.TryReadLine(LongestLine, out ReadOnlySpan<byte> line))
        {
            throw Bad("the end of the file", Banner);
        }

        ReadOnlySpan<byte> rest = line;
        ReadOnlySpan<byte> banner = Numbers.NextField(ref rest);
        ReadOnlySpan<byte> matrix = Numbers.NextField(ref rest);
        ReadOnlySpan<byte> coordinate = Numbers.NextField(ref rest);
        ReadOnlySpan<byte> field = Numbers.NextField(ref rest);
        ReadOnlySpan<byte> symmetry = Numbers.NextField(ref rest);
        _isPattern = Is(field, "pattern");
        bool isNumber = Is(field, "real") || Is(field, "double") || Is(field, "integer") || Is(field, "unsigned-integer");
        if (!Is(banner, "%%MatrixMarket") || !Is(matrix, "matrix") || !Is(coordinate, "coordinate") || !(isNumber || _isPattern) || !Is(symmetry, "general"))
        {
            throw Bad(CorpusFormatException.Quote(line), Banner);
        }

        do
        {
            _source.Line++;
            if (!_source.TryReadLine(LongestLine, out line))
            {
                throw Bad("the end of the file", "a line with the numbers of documents, words and pairs");
            }
        }
        while (Numbers.IsBlankLine(line) || line[0] == '%');

        rest = line;
        bool whole = Numbers.TryWhole(Numbers.NextField(ref rest), out long rows);
        whole &= Numbers.TryWhole(Numbers.NextField(ref rest), out long columns);
        whole &= Numbers.TryWhole(Numbers.NextField(ref rest), out _pairCount);
        if (!whole || !Numbers.IsBlankLine(rest) || rows >= int.MaxValue || columns >= int.MaxValue)
        {
            throw Bad(CorpusFormatException.Quote(line), "the numbers of documents, words and pairs");
        }

        (_documentCount, _wordCount) = _rowsAreWords ? ((int)columns, (int)rows) : ((int)rows, (int)columns);
        _source.Line++;
    }

    private static bool Is(ReadOnlySpan<byte> field, string word) =>
        field.Length == word.Length && Ascii.EqualsIgnoreCase(field, word);
}
