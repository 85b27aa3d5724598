using Xunit;

namespace Kernels.Corpora.Tests;

public class SampleTests
{
    [Fact]
    public void TheApiDocumentationIsACorpus()
    {
        SparseCorpus corpus = SampleCorpora.DotNet();
        Assert.InRange(corpus.DocumentCount, 3000, 8000);
        Assert.InRange(corpus.VocabularySize, 1500, 10000);
        Assert.Equal(corpus.VocabularySize, corpus.Vocabulary!.Count);
        Assert.True(corpus.TokenCount > 300_000);
        Assert.All(new[] { "stream", "thread", "encryption" }, word => Assert.True(corpus.Vocabulary.TryGetId(word, out _)));
        Assert.False(corpus.Vocabulary.TryGetId("the", out _));
        Assert.DoesNotContain("\n\n", Corpora.Text(corpus), System.StringComparison.Ordinal);
        SparseCorpus again = SampleCorpora.DotNet();
        Assert.Equal(corpus.Vocabulary.Words, again.Vocabulary!.Words);
        Assert.Equal(Corpora.Text(corpus, 100), Corpora.Text(again, 100));
    }

    [Theory]
    [InlineData("T:System.Int32", "System.Int32")]
    [InlineData("T:System.Collections.Generic.List`1.Enumerator", "System.Collections.Generic.List`1.Enumerator")]
    [InlineData("M:System.Int32.Parse(System.String,System.IFormatProvider)", "System.Int32")]
    [InlineData("M:System.Decimal.op_Explicit(System.Decimal)~System.Byte", "System.Decimal")]
    [InlineData("M:System.A.System#IConvertible#ToBoolean(System.B)", "System.A")]
    [InlineData("P:System.A.Item(System.Int32)", "System.A")]
    [InlineData("F:System.A.B", "System.A")]
    [InlineData("E:System.A.B", "System.A")]
    [InlineData("N:System.A", null)]
    [InlineData("!:What", null)]
    [InlineData("M:", null)]
    [InlineData("M:x", null)]
    [InlineData("", null)]
    public void MembersBelongToTheirType(string member, string? type) => Assert.Equal(type, SampleCorpora.TypeOf(member));

    [Fact]
    public void MembersAreGatheredByType()
    {
        using TemporaryFolder folder = new();
        string a = folder.Write("a.xml", """
            <doc><members>
            <member name="M:N.B.Run(System.Int32)"><summary>Runs <c>fast</c> and <see cref="T:N.A" /> far.</summary></member>
            <member name="T:N.A"><summary>An apple.</summary></member>
            <member name="T:N.Empty" />
            <member name="P:N.A.Size"><summary>Size of the apple.</summary><value>Big.</value></member>
            </members></doc>
            """);
        string b = folder.Write("b.xml", "<doc><members><member name=\"T:N.A\"><summary>Repeated pear.</summary></member><member name=\"T:N.B\"><summary>Bee.</summary></member></members></doc>");
        SparseCorpus corpus = SampleCorpora.FromDocumentation([a, b], new TextOptions());
        Assert.Equal(["apple", "bee", "big", "far", "fast", "runs", "size"], corpus.Vocabulary!.Words);
        Assert.Equal("0:2 2:1 6:1 \n1:1 3:1 4:1 5:1 \n", Corpora.Text(corpus));
        string broken = folder.Write("c.xml", "<doc>\n<members>");
        CorpusFormatException e = Assert.Throws<CorpusFormatException>(() => SampleCorpora.FromDocumentation([broken], new TextOptions()));
        Assert.Equal((broken, 2L), (e.File, e.Line));
    }
}
