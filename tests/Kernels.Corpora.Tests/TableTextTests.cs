using System;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>Text in a column of CSV and in a field of JSON lines.</summary>
public class TableTextTests
{
    private const string Expected = "the cat|dogs, \"naïve\" owls||last";

    [Theory]
    [InlineData("id,text,n\n1,the cat,\n2,\"dogs, \"\"naïve\"\"\nowls\",3\n3,,\n4,last,\"x\ny\"")]
    [InlineData("id,text,n\r\n1,the cat,\r\n2,\"dogs, \"\"naïve\"\"\r\nowls\",3\r\n\r\n3,\"\",\r\n4,last,\"x\"\r\n")]
    [InlineData("\uFEFF\n\"id\",\"te\"\"xt\",text\n1,,the cat\n2,,\"dogs, \"\"naïve\"\"\r\nowls\"\n3,,\n4,,\"last\"")]
    [InlineData("text\nthe cat\ndogs  \"naïve\" owls\n\"\"\nlast\n")]
    [InlineData("\"anything\"\nthe cat\n\"dogs, naïve owls\"\n\"\"\nlast\n")]
    public void ACsvColumnIsText(string file)
    {
        string expected = Lines(Expected);
        foreach (byte[] bytes in new[] { Encoding.UTF8.GetBytes(file), Corpora.Gzip(Encoding.UTF8.GetBytes(file)) })
        {
            Assert.Equal(expected, Show(Corpora.Read(bytes, CorpusFormat.Csv)));
            Assert.Equal(expected, Show(Corpora.ReadSlowly(bytes, new CorpusReadOptions { Format = CorpusFormat.Csv })));
        }
    }

    [Theory]
    [InlineData("{\"text\":\"the cat\"}\n{\"id\":7,\"text\":\"dogs, \\\"naïve\\\"\\nowls\"}\n{\"text\":null}\n{\"text\":\"last\",\"more\":[1,{\"text\":3}]}")]
    [InlineData("\uFEFF{\"text\":\"the cat\"}\r\n\r\n { \"a\" : { \"text\" : \"no\" }, \"te\\u0078t\" : \"dogs na\\u00efve owls\" } \r\n{\"text\":\"\"}\n{\"text\":\"\\u006cast\"}\n\n")]
    public void AJsonFieldIsText(string file)
    {
        string expected = Lines(Expected);
        foreach (byte[] bytes in new[] { Encoding.UTF8.GetBytes(file), Corpora.Gzip(Encoding.UTF8.GetBytes(file)) })
        {
            Assert.Equal(expected, Show(Corpora.Read(bytes, CorpusFormat.JsonLines)));
            Assert.Equal(expected, Show(Corpora.ReadSlowly(bytes, new CorpusReadOptions { Format = CorpusFormat.JsonLines })));
            Assert.Equal(expected, Show(Corpora.Read(bytes, (CorpusFormat?)null)));
        }
    }

    [Theory]
    [InlineData("a;b\n1;owl\n", "b", true, ';', "owl")]
    [InlineData("a\tb\n1\towl\n", "2", true, '\t', "owl")]
    [InlineData("2,1\nant,owl\n", "2", true, null, "ant")] // a name goes before a number
    [InlineData("x,owl\ny,ant\n", "2", false, null, "owl|ant")]
    [InlineData("owl\nant\n", null, false, null, "owl|ant")]
    [InlineData("a,b\n\"5\"\" owl\",5\" ant\n", "b", true, null, "ant")]
    [InlineData("a,b\n\"5\"\" owl\",\n", "a", true, null, "owl")]
    [InlineData("a,a,b\n1,2,owl", "b", true, null, "owl")]
    [InlineData("", null, false, null, "")]
    public void ColumnsAreFoundByNameOrNumber(string file, string? column, bool header, char? separator, string expected)
    {
        CorpusReadOptions options = new() { Csv = new CsvOptions { Column = column, HasHeader = header, Separator = separator } };
        Assert.Equal(expected.Length == 0 ? "" : Lines(expected), Show(Corpora.Read(file, options)));
    }

    [Theory]
    [InlineData("", null, true, "file:1: found the end of the file, expected a line with the columns' names")]
    [InlineData("id,title\n1,2\n", null, true, "file:1: found the columns \"id,title\", expected one called \"text\", or to be told a name or a number from 1 to 2")]
    [InlineData("\nid,title\n1,2\n", "body", true, "file:2: found the columns \"id,title\", expected one called \"body\", or a number from 1 to 2")]
    [InlineData("id,title\n1,2\n", "3", true, "file:1: found the columns \"id,title\", expected one called \"3\", or a number from 1 to 2")]
    [InlineData("id,title\n1,2\n", "0", true, "file:1: found the columns \"id,title\", expected one called \"0\", or a number from 1 to 2")]
    [InlineData("a,a\n1,2\n", "a", true, "file:1: found two columns called \"a\", expected one")]
    [InlineData("a,b\n1,2\n3\n", "a", true, "file:3: found 1 field, expected 2, one a column")]
    [InlineData("a,b\n1,2\n3,4,5\n", "a", true, "file:3: found more than 2 fields, expected as many as there are columns")]
    [InlineData("a,b\n\"1\n1\",2\n3\n", "a", true, "file:4: found 1 field, expected 2, one a column")]
    [InlineData("a,b\n1,\"2\n3,4\n", "a", true, "file:2: found a quote that is never closed, expected a second one")]
    [InlineData("a,b\n1,\"2\"3\n", "a", true, "file:2: found \"3\" after a closing quote, expected a separator or the end of the line")]
    [InlineData("a,b\n1,\"2\"\r3\n", "a", true, "file:2: found \"\\u000d3\" after a closing quote, expected a separator or the end of the line")]
    [InlineData("a,b\n1,\0\n", "b", true, "file:2: found a NUL byte, expected text")]
    [InlineData("1,2\n", "b", false, "file:1: found no line with the columns' names, expected one, to find \"b\"; or the column's number")]
    [InlineData("1,2\n", "3", false, "file:1: found 2 columns, expected at least 3")]
    [InlineData("1,2\n", null, false, "file:1: found 2 columns, expected one, or to be told a number from 1 to 2")]
    [InlineData("1,2\n1\n", "1", false, "file:2: found 1 field, expected 2, one a column")]
    public void MalformedCsv(string file, string? column, bool header, string message)
    {
        CorpusReadOptions options = new() { Csv = new CsvOptions { Column = column, HasHeader = header } };
        Assert.Equal(message, Assert.Throws<CorpusFormatException>(() => Corpora.Read(file, options)).Message);
        Assert.Equal(message, Assert.Throws<CorpusFormatException>(() => Corpora.ReadSlowly(Encoding.UTF8.GetBytes(file), options)).Message);
    }

    [Fact]
    public void HeadersHaveBounds()
    {
        CorpusReadOptions options = new() { Format = CorpusFormat.Csv };
        Assert.Equal("file:1: found more than 65536 columns, expected at most that", Assert.Throws<CorpusFormatException>(() => Corpora.Read(new string(',', 70000), options)).Message);
        Assert.Equal("file:1: found a column's name of more than 4096 bytes, expected at most that", Assert.Throws<CorpusFormatException>(() => Corpora.Read(new string('a', 5000), options)).Message);
        options = new() { Csv = new CsvOptions { HasHeader = false } };
        Assert.Equal("file:1: found more than 65536 fields, expected at most that", Assert.Throws<CorpusFormatException>(() => Corpora.Read(new string(',', 70000), options)).Message);
        Assert.Contains("The separator is", Assert.Throws<ArgumentException>(() => Corpora.Read("a", new CorpusReadOptions { Csv = new CsvOptions { Separator = '"' } })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"text\":\"a\"}\n{\"id\":1}\n", "file:2: found an object without the field \"text\", expected one with it")]
    [InlineData("[1]\n", "file:1: found \"[1]\", expected a JSON object")]
    [InlineData("{\"text\":1}\n", "file:1: found a number in the field \"text\", expected a string or null")]
    [InlineData("{\"text\":[\"a\"]}\n", "file:1: found an array in the field \"text\", expected a string or null")]
    [InlineData("{\"text\":{}}\n", "file:1: found an object in the field \"text\", expected a string or null")]
    [InlineData("{\"text\":true}\n", "file:1: found true or false in the field \"text\", expected a string or null")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}\n", "file:1: found the field \"text\" twice, expected it once")]
    [InlineData("{\"text\":\"a\"\n", "file:1: found the end of the line, expected a JSON object")]
    [InlineData("{\"text\":\"a\"} {\n", "file:1: found \"{\" at byte 14, expected a JSON object")]
    [InlineData("{\"text\":NaN}\n", "file:1: found \"NaN}\" at byte 9, expected a JSON object")]
    [InlineData("\n{'text':1}\n", "file:2: found \"'text':1}\" at byte 2, expected a JSON object")]
    [InlineData("{\"text\":\"\\ud800\"}\n", "file:1: found an escape or a byte that is no text, expected JSON in UTF-8")]
    public void MalformedJsonLines(string file, string message) => MalformedTests.Throws(file, CorpusFormat.JsonLines, message);

    [Fact]
    public void JsonThatIsNotUtf8OrTooDeepIsRefused()
    {
        byte[] latin = [.. "{\"text\":\""u8, 0xE9, (byte)'t', .. "\"}"u8];
        Assert.StartsWith("file:1: found ", Assert.Throws<CorpusFormatException>(() => Corpora.Read(latin, CorpusFormat.JsonLines)).Message, StringComparison.Ordinal);
        string deep = "{\"a\":" + new string('[', 1000) + new string(']', 1000) + ",\"text\":\"\"}";
        Assert.StartsWith("file:1: found \"[", Assert.Throws<CorpusFormatException>(() => Corpora.Read(deep, CorpusFormat.JsonLines)).Message, StringComparison.Ordinal);
        Assert.Equal("owl", Show(Corpora.Read("{\"a.b\":\"owl\"}", new CorpusReadOptions { JsonField = "a.b" })).Trim());
    }

    [Fact]
    public void WhatOnlyOneFormatHasIsRefusedWithAnother()
    {
        void Refused(CorpusReadOptions options, string part) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => Corpora.Read("1 1:1\n", options)).Message, StringComparison.Ordinal);
        Refused(new() { Format = CorpusFormat.LdaC, Csv = new() }, "found the format LdaC, expected Csv, which alone takes a column");
        Refused(new() { Format = CorpusFormat.LdaC, JsonField = "a" }, "found the format LdaC, expected JsonLines, which alone takes a field");
        Refused(new() { Format = CorpusFormat.LdaC, FirstId = 0 }, "found the format LdaC, expected SvmLight, which alone takes a first id");
        Refused(new() { Format = CorpusFormat.LdaC, RowsAreWords = true }, "found the format LdaC, expected MatrixMarket, which alone takes rows that are words");
        Refused(new() { Format = CorpusFormat.SvmLight, FirstId = 2 }, "the first id is 2, expected 0 or 1");
        Refused(new() { Csv = new(), JsonField = "a" }, "found the format Csv, expected JsonLines");
        Assert.Equal("1:1 \n", Corpora.Text(Corpora.Read("1 1:1\n", new CorpusReadOptions { FirstId = 0 })));
    }

    [Fact]
    public void NamesTellFormatAndSeparator()
    {
        using TemporaryFolder folder = new();
        CorpusReadOptions options = new() { Csv = new CsvOptions { Column = "b" } };
        Assert.Equal("ant owl", Show((SparseCorpus)CorpusReader.Read(folder.Write("a.tsv", "a\tb\n1\tant, owl\n"), options)).Trim());
        Assert.Equal("ant owl", Show((SparseCorpus)CorpusReader.Read(folder.Write("a.csv.gz", Corpora.Gzip("a,b\n1,ant owl\n"u8.ToArray())), options)).Trim());
        Assert.Equal("ant owl", Show((SparseCorpus)CorpusReader.Read(folder.Write("a.txt", "a,b\n1,ant owl\n"), options)).Trim());
        Assert.Equal("ant", Show((SparseCorpus)CorpusReader.Read(folder.Write("a.dat", "| ant:2\n"))).Trim());
        Assert.Equal("0:2 \n", Corpora.Text(CorpusReader.Read(folder.Write("b.dat", "1 0:2\n"))));
        Assert.Equal("0:2 \n", Corpora.Text(CorpusReader.Read(folder.Write("a.svm", "1 1:2\n"))));
        Assert.Equal("owl", Show((SparseCorpus)CorpusReader.Read(folder.Write("a.ndjson", "{\"t\":\"owl\"}"), new CorpusReadOptions { JsonField = "t" })).Trim());
    }

    /// <summary>What the documents hold, as the words they become in a text with a document a line.</summary>
    private static string Lines(string documents) => Show(Corpora.Read(documents.Replace('|', '\n') + "\n", CorpusFormat.Lines));

    private static string Show(SparseCorpus corpus)
    {
        StringBuilder text = new();
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            DocumentBlock document = corpus.Read(d, 1);
            for (int p = 0; p < document.TermIds.Length; p++)
            {
                text.Append(p > 0 ? " " : "").Append(corpus.Vocabulary![document.TermIds[p]]);
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
