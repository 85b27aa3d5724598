using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace Kernels.Corpora.Tests;

/// <summary>Documents' titles, a line each.</summary>
public sealed class TitleTests
{
    [Theory]
    [InlineData("a.txt", "One\n\n  naïve \ttwo\t\r\n<b>", "One||naïve \ttwo|<b>")]
    [InlineData("a.tsv", "12\tOne\n13\t\n\tid\tnaïve\r\nno tab\n", "One||naïve|no tab")]
    [InlineData("a.txt", "\uFEFFOne\nOne\n", "One|One")]
    public void ALineIsATitle(string name, string file, string expected)
    {
        using TemporaryFolder folder = new();
        byte[] bytes = Encoding.UTF8.GetBytes(file);
        Assert.Equal(expected.Split('|'), CorpusReader.ReadTitles(folder.Write(name, bytes)));
        Assert.Equal(expected.Split('|'), CorpusReader.ReadTitles(folder.Write(name + ".gz", Corpora.Gzip(bytes))));
    }

    [Fact]
    public void AnEmptyFileHasNone()
    {
        using TemporaryFolder folder = new();
        Assert.Empty(CorpusReader.ReadTitles(folder.Write("a.txt", [])));
    }

    [Fact]
    public void WhatIsNoTextIsRefused()
    {
        using TemporaryFolder folder = new();
        string bad = folder.Write("a.txt", [(byte)'a', (byte)'\n', 0xFF, 0xFE]);
        CorpusFormatException exception = Assert.Throws<CorpusFormatException>(() => CorpusReader.ReadTitles(bad));
        Assert.Equal((bad, 2, "a title in UTF-8"), (exception.File, exception.Line, exception.Expected));
        string plain = folder.Write("b.txt.gz", "One\n"u8.ToArray());
        Assert.Contains("gzip data, as the name says", Assert.Throws<CorpusFormatException>(() => CorpusReader.ReadTitles(plain)).Message, StringComparison.Ordinal);
        byte[] whole = Corpora.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"title {i * 7919}\n"))));
        string cut = folder.Write("c.txt.gz", whole[..(whole.Length / 2)]);
        Assert.Throws<CorpusFormatException>(() => CorpusReader.ReadTitles(cut));
        Assert.Throws<FileNotFoundException>(() => CorpusReader.ReadTitles(cut + "x"));
    }

    [SharedDataFact]
    public void RealOnesHaveTheirDocumentsNumber()
    {
        Assert.Equal(395, CorpusReader.ReadTitles(SharedDataFactAttribute.Of("uci/reuters395.titles")).Count);
        IReadOnlyList<string> titles = CorpusReader.ReadTitles(SharedDataFactAttribute.Of("uci/titles.wiki50k.tsv.gz"));
        Assert.Equal("Chen Zhili", titles[0]);
    }
}
