using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>Tables of numbers, whole and hostile.</summary>
public sealed class TableReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "a b", 1.0, 2.0, 3.0, 4.0)]
    [InlineData("1,2\n3,4", null, 1.0, 2.0, 3.0, 4.0)]
    [InlineData("\uFEFF\"a\",\"b, \"\"c\"\"\"\r\n\r\n\"1\", 2e3 \r\n-.5,+4\r\n", "a b, \"c\"", 1.0, 2000.0, -0.5, 4.0)]
    [InlineData("a\n1\n", "a", 1.0)]
    [InlineData("7", null, 7.0)]
    [InlineData("a,b\n", "a b")]
    public void Whole_tables_are_read(string text, string? names, params double[] expected)
    {
        using TableReader table = Open(text);
        Assert.Equal(names, table.Columns is null ? null : string.Join(' ', table.Columns));
        Assert.Equal(expected, All(table));
        Assert.Equal(expected.Length / table.ColumnCount, table.RowCount);
    }

    /// <summary>Of a stream that is read once, once its names are known; text in the other columns is no matter then.</summary>
    [Fact]
    public void Columns_are_chosen_before_the_first_row()
    {
        using TableReader table = Open("name,x,y\none,1,2\ntwo,4,5\n");
        Assert.Equal(["name", "x", "y"], table.Columns);
        Assert.Contains("one called \"z\"", Assert.Throws<CorpusFormatException>(() => table.Choose(["z"])).Message, StringComparison.Ordinal);
        table.Choose(["y", "x"]);
        Assert.Equal(["y", "x"], table.Columns);
        Assert.Equal([2, 1, 5, 4], All(table));
        Assert.Contains("2 rows have been read", Assert.Throws<InvalidOperationException>(() => table.Choose(["x"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_chosen_by_name_or_number_in_any_order_and_text_beside_them_is_no_matter()
    {
        const string text = "name,x,y,z\none,1,2,3\ntwo,4,5,6\n";
        using TableReader table = Open(text, "z", "2");
        Assert.Equal(["z", "x"], table.Columns);
        Assert.Equal([3, 1, 6, 4], All(table));
        using TableReader labelled = Open("5.1,setosa\n4.9,setosa\n", "1");
        Assert.Null(labelled.Columns);
        Assert.Equal([5.1, 4.9], All(labelled));
        using TableReader tabs = TableReader.Open(Bytes("a\tb\n1\t2\n"), "x.tsv");
        Assert.Equal([1, 2], All(tabs));
        using TableReader numbers = TableReader.Open(Bytes("2019;2020\n1;2\n"), "x", new TableReadOptions { HasHeader = true, Separator = ';' });
        Assert.Equal(["2019", "2020"], numbers.Columns);
        Assert.Equal([1, 2], All(numbers));
    }

    /// <summary>The column of weights is none of those read, whether they are chosen or all, and its numbers come beside the rows.</summary>
    [Theory]
    [InlineData("w", null, "x y")]
    [InlineData("2", null, "x y")]
    [InlineData("w", "y,x", "y x")]
    [InlineData("w", "3", "y")]
    public void Weights_come_beside_the_rows(string weights, string? columns, string names)
    {
        const string text = "x,w,y\n1,0.5,2\n3,0,4\n5,7,6\n";
        TableReadOptions options = new() { Weights = weights, Columns = columns?.Split(',') };
        foreach (int rows in new[] { 1, 2, 9 })
        {
            using TableReader table = TableReader.Open(Bytes(text), "x", options);
            Assert.True(table.HasWeights);
            Assert.Equal(names, string.Join(' ', table.Columns!));
            List<double> values = [], counts = [];
            double[] block = new double[20], some = new double[rows];
            for (int count; (count = table.Read(block, some)) > 0;)
            {
                values.AddRange(block[..(count * table.ColumnCount)]);
                counts.AddRange(some[..count]);
            }

            Assert.Equal([0.5, 0, 7], counts);
            Assert.Equal(names switch { "x y" => [1, 2, 3, 4, 5, 6], "y x" => [2, 1, 4, 3, 6, 5], _ => [2, 4, 6] }, values);
        }

        using TableReader none = TableReader.Open(Bytes(text), "x", options);
        Assert.Throws<ArgumentException>(() => none.Read(new double[20]));
    }

    [Theory]
    [InlineData("x,w\n1,-0.5\n", null, "x:2: found \"-0.5\" in column 2, \"w\", expected a weight, a finite number of 0 or more")]
    [InlineData("x,w\n1,\n", null, "x:2: found \"\" in column 2, \"w\", expected a weight")]
    [InlineData("x,w\n1,0\n2,-0\n", null, "found no weight above 0 in column 2, \"w\", expected at least one")]
    [InlineData("w\n1\n", null, "x:1: found no column beside that of the weights, expected at least one")]
    [InlineData("x,w\n1,1\n", "x,w", "x:1: found \"w\" among the columns to read and as that of the weights, expected one of the two")]
    [InlineData("x,y\n1,1\n", null, "expected one called \"w\", or a number from 1 to 2")]
    public void Wrong_weights_are_refused(string text, string? columns, string expected)
    {
        CorpusFormatException exception = Assert.Throws<CorpusFormatException>(() =>
        {
            using TableReader table = TableReader.Open(Bytes(text), "x", new TableReadOptions { Weights = "w", Columns = columns?.Split(',') });
            while (table.Read(new double[4], new double[2]) > 0)
            {
            }
        });
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Blocks of any size are the same rows, gzip or not.</summary>
    [Fact]
    public void Blocks_of_any_size_are_the_same_rows()
    {
        string text = "a,b,c\n" + string.Concat(Enumerable.Range(0, 5000).Select(n => FormattableString.Invariant($"{n},{n * 0.5},\"{-n}\"\n")));
        using MemoryStream zipped = new();
        using (GZipStream gzip = new(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        double[] expected = [.. Enumerable.Range(0, 5000).SelectMany(n => new[] { n, n * 0.5, -n })];
        foreach (int rows in new[] { 1, 7, 4096, 9999 })
        {
            zipped.Position = 0;
            using TableReader table = TableReader.Open(zipped, "x.gz");
            Assert.Equal(expected, All(table, rows));
        }
    }

    [Theory]
    [InlineData("", "x:1: found the end of the file, expected a table")]
    [InlineData("\n\n", "expected a table")]
    [InlineData("a,b\n1,2\n1,two\n", "x:3: found \"two\" in column 2, \"b\", expected a finite number, or to be told which columns to read")]
    [InlineData("a,b\n1,\n", "x:2: found \"\" in column 2, \"b\", expected a finite number")]
    [InlineData("1,2\n1,NaN\n", "x:2: found \"NaN\" in column 2, expected a finite number")]
    [InlineData("1,2\n1,-inf\n", "x:2: found \"-inf\" in column 2")]
    [InlineData("1,2\n1,1e999\n", "x:2: found \"1e999\" in column 2")]
    [InlineData("1,2\n1,1_000\n", "x:2: found \"1_000\"")]
    [InlineData("1,x\n1,2\n", "x:1: found \"x\" in column 2")]
    [InlineData("a,b\n1,2,3\n", "x:2: found more than 2 fields, expected as many as the first record has")]
    [InlineData("a,b\n1\n", "x:2: found 1 field, expected 2, as the first record has")]
    [InlineData("1,2\n1,5\0\n", "x:2: found \"5\\u0000\" in column 2")]
    [InlineData("nan,NaN\n1,2\n", "x:1: found \"nan\" in column 1")]
    [InlineData("-inf,x\n1,2\n", "x:1: found \"-inf\" in column 1")]
    [InlineData("1e400,x\n1,2\n", "x:1: found \"1e400\" in column 1")]
    [InlineData(",\n1,2\n", "x:1: found \"\" in column 1")]
    [InlineData("a,b\n1,\"2\n", "x:2: found a quote that is never closed")]
    [InlineData("a,b\n\n1,\"x\ny\"\n", "x:3: found \"x\\u000ay\" in column 2")]
    public void Malformed_tables_are_refused_with_line_and_column(string text, string expected)
    {
        CorpusFormatException exception = Assert.Throws<CorpusFormatException>(() =>
        {
            using TableReader table = Open(text);
            All(table);
        });
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "c", "found the columns \"a,b\", expected one called \"c\", or a number from 1 to 2")]
    [InlineData("a,b\n1,2\n", "3", "expected one called \"3\", or a number from 1 to 2")]
    [InlineData("a,a\n1,2\n", "a", "found two columns called \"a\", expected one")]
    [InlineData("a,b\n1,2\n", "a 1", "found \"a\" and \"1\", which are one column, expected each column once")]
    [InlineData("1,2\n", "a", "found no line with the columns' names, expected one called \"a\"")]
    public void Columns_that_are_not_there_are_refused(string text, string columns, string expected) =>
        Assert.Contains(expected, Assert.Throws<CorpusFormatException>(() => Open(text, columns.Split(' '))).Message, StringComparison.Ordinal);

    /// <summary>A field longer than is kept: its beginning is another number.</summary>
    [Fact]
    public void The_beginning_of_a_long_field_is_no_number()
    {
        string blanks = new(' ', 4095), digits = new('3', 4095);
        Assert.Equal([1, 123456, 2, 1], All(Open("1," + blanks + "123456\n2,1" + blanks + "\n")));
        foreach (string record in new[] { "\"1" + blanks + "2\",1", "0." + digits + "e99,1" })
        {
            Assert.Contains("x:2: found", Assert.Throws<CorpusFormatException>(() => All(Open("1,2\n" + record + "\n"))).Message, StringComparison.Ordinal);
            Assert.Contains("x:1: found", Assert.Throws<CorpusFormatException>(() => All(Open(record + "\n"))).Message, StringComparison.Ordinal);
        }

        // Seventy digits are as good as seventeen.
        Assert.Equal([1.0 / 3, 2], All(Open("0." + digits[..70] + ",2\n")));
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        using TableReader table = Open("a,b\n1,2\n");
        Assert.Throws<ArgumentException>(() => table.Read(new double[1]));
        Assert.Throws<ArgumentException>(() => TableReader.Open(Bytes("1"), "x", new TableReadOptions { Columns = [] }));
        Assert.Throws<ArgumentException>(() => TableReader.Open(Bytes("1"), "x", new TableReadOptions { Separator = '"' }));
        Assert.Throws<FileNotFoundException>(() => TableReader.Open("/nowhere.csv"));
    }

    /// <summary>Whatever a byte is changed to, it is a table or an error of ours with a line.</summary>
    [Fact]
    public void Changed_bytes_are_read_or_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes("a,\"b\"\n1,2.5\n\"3\",4e1\n");
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            foreach (byte value in ",\"\n\r\t;x9\0\u00FF"u8)
            {
                byte[] changed = [.. whole];
                changed[at] = value;
                try
                {
                    using TableReader table = TableReader.Open(new MemoryStream(changed), "x");
                    Assert.All(All(table), number => Assert.True(double.IsFinite(number)));
                }
                catch (CorpusFormatException exception)
                {
                    Assert.True(exception.Line >= 1);
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 20, 10 * whole.Length);
    }

    private static TableReader Open(string text, params string[] columns) =>
        TableReader.Open(Bytes(text), "x", columns.Length == 0 ? null : new TableReadOptions { Columns = columns });

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static double[] All(TableReader table, int rows = 3)
    {
        List<double> all = [];
        double[] block = new double[rows * table.ColumnCount];
        for (int count; (count = table.Read(block)) > 0;)
        {
            all.AddRange(block[..(count * table.ColumnCount)]);
        }

        return [.. all];
    }
}
