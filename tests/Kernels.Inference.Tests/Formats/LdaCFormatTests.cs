using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Kernels.Corpora;
using Xunit;
using static Kernels.Inference.Tests.ArrayFiles;
using static Kernels.Inference.Tests.LdaTestModels;

namespace Kernels.Inference.Tests;

/// <summary>Models to and from the text files of lda-c.</summary>
public sealed class LdaCFormatTests : IDisposable
{
    private const string Other = "num_topics 2\nnum_terms 3\nalpha 0.5000000000\n";
    private const string Beta = " -0.6931471806 -0.6931471806 -100.0000000000\n -1.3862943611 -0.6931471806 -1.3862943611\n";
    private const string Gamma = "10.5 0.5\n0.5 20.5\n30.5 40.5\n";
    private readonly string _root = Directory.CreateTempSubdirectory("kernels-ldac-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Topics that took 40 and 60 tokens: λ = η + N·β.</summary>
    [Fact]
    public void TheFilesAreRead()
    {
        using LdaModel model = Read(Beta, Other, Gamma);
        double[] expected = [20.01, 15.01, 20.01, 30.01, 0.01, 15.01];
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(expected[i], Values(model)[i], 1e-8));
        Assert.Equal(("double", 2, 3, 0.5, 0.01), (model.Precision, model.TopicCount, model.VocabularySize, model.Alpha[1], model.Eta[0]));

        using LdaModel even = LdaCFormat.Read(Path.Combine(_root, "final.beta"), new LdaImportOptions { TokenCount = 100, Eta = [1, 2, 3], Vocabulary = new Vocabulary(["a", "b", "c"]) });
        expected = [26, 13.5, 27, 27, 3, 15.5];
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(expected[i], Values(even)[i], 1e-8));
        Assert.Equal("c", even.Vocabulary![2]);
    }

    [Fact]
    public void TheFilesAreWrittenAsLdaCDoes()
    {
        using LdaModel model = Of<double>([[0.5, 10.5, 30.5], [20.5, 0.5, 0.5]], 0.1, 0.5);
        Assert.Equal("-100.0000000000 -1.3862943611 -0.2876820725\n0.0000000000 -100.0000000000 -100.0000000000\n", Encoding.ASCII.GetString(Written(stream => LdaCFormat.WriteBeta(model, stream))));
        Assert.Equal("num_topics 2\nnum_terms 3\nalpha 0.1000000000\n", Encoding.ASCII.GetString(Written(stream => LdaCFormat.WriteOther(model, stream))));
        Assert.Equal("2.5500000000 7.6500000000\n", Encoding.ASCII.GetString(Written(stream => LdaCFormat.WriteGamma(model, [0.25f, 0.75f], 10, stream))));
        Assert.Throws<ArgumentException>(() => LdaCFormat.WriteGamma(model, [1f], 10, Stream.Null));
        Assert.Throws<OperationCanceledException>(() => LdaCFormat.WriteBeta(model, Stream.Null, new CancellationToken(canceled: true)));
        using LdaModel prior = Of<double>([[0.5, 0.5], [1, 1]], 0.1, 0.5);
        Assert.Contains("Topic 0 holds nothing but its prior", Assert.Throws<ArgumentException>(() => LdaCFormat.WriteBeta(prior, Stream.Null)).Message, StringComparison.Ordinal);
    }

    /// <summary>Where a γ tells how many tokens each topic took, nothing is lost but digits.</summary>
    [Fact]
    public void AModelComesBack()
    {
        using LdaModel model = Large<double>(400, 7);
        double[] tokens = [.. Enumerable.Range(0, 7).Select(topic => Lambda(model).Sum(row => row[topic] - 0.01))];
        File.WriteAllBytes(At("final.beta"), Written(stream => LdaCFormat.WriteBeta(model, stream)));
        File.WriteAllBytes(At("final.other"), Written(stream => LdaCFormat.WriteOther(model, stream)));
        File.WriteAllText(At("final.gamma"), string.Join(' ', tokens.Select(count => (count + 0.1).ToString("F10", CultureInfo.InvariantCulture))) + "\n");
        using LdaModel back = LdaCFormat.Read(At("final"), new LdaImportOptions { Eta = [0.01] });
        List<double> expected = Values(model);
        List<double> found = Values(back);
        Assert.All(Enumerable.Range(0, expected.Count), i => AssertNear(expected[i], found[i], 1e-9));
        Assert.Equal(0.1, back.Alpha[6]);
    }

    [Fact]
    public void BadFilesAreNamedWithTheirLine()
    {
        void Refused(string beta, string other, string? gamma, string file, string part, LdaImportOptions? options = null)
        {
            InvalidDataException e = Assert.Throws<InvalidDataException>(() => Read(beta, other, gamma, options));
            Assert.StartsWith(At("final" + file), e.Message, StringComparison.Ordinal);
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }

        Refused(Beta, "", Gamma, ".other:1:", "found \"\", expected num_topics");
        Refused(Beta, "num_topics 2\nalpha 1\n", Gamma, ".other:2:", "found \"alpha\", expected num_terms");
        Refused(Beta, "num_topics 0\n", Gamma, ".other:1:", "found num_topics 0, expected a whole number of 1 or more");
        Refused(Beta, "num_topics 1e99\n", Gamma, ".other:1:", "expected a whole number");
        Refused(Beta, Other.Replace("alpha 0.5", "alpha -0.5", StringComparison.Ordinal), Gamma, ".other:3:", "found alpha -0.5, expected a number above 0");
        Refused(Beta, "num_topics 2\nnum_terms 2000000000\nalpha 1\n", Gamma, ".beta", "expected 2 lines of 2000000000 numbers");
        Refused(Beta[..^1] + " -3\n", Other, Gamma, ".beta:2:", "found one more number, expected the 3 that .other says");
        Refused(Beta[..^16] + "\n", Other, Gamma, ".beta:2:", "found 2 numbers, expected the 3");
        Refused(Beta[..46], Other, Gamma, ".beta:2:", "found the end after 1 topics, expected the 2");
        Refused(Beta + Beta, Other, Gamma, ".beta:3:", "found one more line, expected the 2");
        Refused(Beta.Replace("-0.69", "0.69", StringComparison.Ordinal), Other, Gamma, ".beta:1:", "found logarithms of numbers that add up to 4, expected of numbers that add up to 1");
        Refused(Beta.Replace("-1.38", "x", StringComparison.Ordinal), Other, Gamma, ".beta:2:", "found \"x62943611\", expected a finite number");
        Refused(Beta.Replace("-1.3862943611", "NaN", StringComparison.Ordinal), Other, Gamma, ".beta:2:", "found \"NaN\", expected a finite number");
        Refused(Beta.Replace("-1.38", new string('1', 70), StringComparison.Ordinal), Other, Gamma, ".beta:2:", "found a field of more than 64 characters, expected a number");
        Refused(Beta, Other, "1 2\n3\n", ".gamma:2:", "found 1 numbers, expected 2");
        Refused(Beta, Other, "1 2\n3 4 5\n", ".gamma:2:", "found one more number, expected 2 numbers of 0 or more");
        Refused(Beta, Other, "1 -2\n", ".gamma:1:", "found -2, expected 2 numbers of 0 or more");
        Refused(Beta, Other, null, ".gamma", "not found; expected lda-c's documents, which tell the topics' weights, or the number of tokens");
        Refused(Beta, Other, Gamma, ".other", "has 3 words; expected 1, as in the vocabulary given", new LdaImportOptions { Vocabulary = new Vocabulary(["a"]) });
        File.Delete(At("final.other"));
        Assert.Contains("not found; expected what lda-c writes", Assert.Throws<InvalidDataException>(() => LdaCFormat.Read(At("final"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LdaCFormat.Read(At("final"), new LdaImportOptions { Alpha = [1] }));
        Assert.Throws<ArgumentException>(() => LdaCFormat.Read(At("final"), new LdaImportOptions { TokenCount = 0 }));
    }

    private LdaModel Read(string beta, string other, string? gamma, LdaImportOptions? options = null)
    {
        File.WriteAllText(At("final.beta"), beta);
        File.WriteAllText(At("final.other"), other);
        File.Delete(At("final.gamma"));
        if (gamma is not null)
        {
            File.WriteAllText(At("final.gamma"), gamma);
        }

        return LdaCFormat.Read(At("final"), options);
    }

    private string At(string name) => Path.Combine(_root, name);
}
