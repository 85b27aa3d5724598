using System;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class BadInputTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
    [Theory]
    [InlineData("", "no command given, expected one of lda, corpus, info")]
    [InlineData("lda", "no command given, expected one of train, update, topics, infer, score")]
    [InlineData("lda tarin", "unknown command tarin")]
    [InlineData("lda tarin CORPUS --topics 3 --output OUT", "unknown command tarin, expected one of train")]
    [InlineData("lda train CORPUS --topics= --output OUT", "found the option --output where a value was expected")]
    [InlineData("lda train CORPUS --topics 3 --alpha 1e39 --output OUT", "option --alpha: found \"1e39\", expected a number above 0 within the range of a float")]
    [InlineData("lda train CORPUS --topics 3 --eta 1e-300 --output OUT", "option --eta: found \"1e-300\", expected a number above 0 within the range of a float")]
    [InlineData("lda train CORPUS --topics 3 --output EMPTY", "option --output: found \"\", expected a folder")]
    [InlineData("corpus convert CORPUS EMPTY", "OUT: found \"\", expected a file name")]
    [InlineData("--loud", "unknown option --loud")]
    [InlineData("info --loud", "unknown option --loud")]
    [InlineData("info more", "one argument too many: more")]
    [InlineData("lda train CORPUS --topicz 3", "unknown option --topicz, the nearest is --topics")]
    [InlineData("lda train --topicz 3", "unknown option --topicz")]
    [InlineData("lda train CORPUS --output --forse --topics 3", "unknown option --forse")]
    [InlineData("lda train CORPUS --output OUT", "--topics")]
    [InlineData("lda train CORPUS --topics 3", "--output")]
    [InlineData("lda train --topics 3 --output OUT", "found no CORPUS, expected a path or --sample dotnet")]
    [InlineData("lda train CORPUS --sample dotnet --topics 3 --output OUT", "found both CORPUS and --sample")]
    [InlineData("lda train --sample java --topics 3 --output OUT", "option --sample: found \"java\", expected dotnet")]
    [InlineData("lda train --sample dotnet --min-df 3 --topics 3 --output OUT", "option --min-df: found with --sample")]
    [InlineData("lda train CORPUS --topics 0 --output OUT", "option --topics: found \"0\", expected a whole number of 1 or more")]
    [InlineData("lda train CORPUS --topics many --output OUT", "option --topics: found \"many\"")]
    [InlineData("lda train CORPUS --topics", "option --topics: found no value, expected K")]
    [InlineData("lda train CORPUS --topics 3 --topics 4 --output OUT", "option --topics: found 2 values, expected one")]
    [InlineData("lda train CORPUS --topics 3 --alpha 0 --output OUT", "option --alpha: found \"0\", expected a number above 0")]
    [InlineData("lda train CORPUS --topics 3 --eta -1 --output OUT", "option --eta: found \"-1\"")]
    [InlineData("lda train CORPUS --topics 3 --eta asymmetric --output OUT", "option --eta: found \"asymmetric\", expected a number above 0")]
    [InlineData("lda train CORPUS --topics 3 --alpha auto:0 --output OUT", "option --alpha: found \"auto:0\", expected a number above 0")]
    [InlineData("lda train CORPUS --topics 3 --alpha 1,,2 --output OUT", "option --alpha: found \"1,,2\"")]
    [InlineData("lda train CORPUS --topics 3 --alpha 1,2 --output OUT", "Alpha has 2 values; expected none (1/K), one, or 3")]
    [InlineData("lda train CORPUS --topics 3 --alpha @nowhere --output OUT", "option --alpha: Could not find file")]
    [InlineData("lda train CORPUS --topics 3 --alpha @CORPUS --output OUT", "line 1: found")]
    [InlineData("lda train CORPUS --topics 3 --method online --learn-priors-from 2 --output OUT", "option --learn-priors-from: found with --method online, expected without it")]
    [InlineData("lda train CORPUS --topics 3 --eta-every 2 --output OUT", "option --eta-every: found without --method online")]
    [InlineData("lda train CORPUS --topics 3 --eta NaN --output OUT", "option --eta: found \"NaN\"")]
    [InlineData("lda train CORPUS --topics 3 --method fast --output OUT", "option --method: found \"fast\", expected batch or online")]
    [InlineData("lda train CORPUS --topics 3 --kappa 0.7 --output OUT", "option --kappa: found without --method online")]
    [InlineData("lda train CORPUS --topics 3 --method online --kappa 2 --output OUT", "option --kappa: found \"2\"")]
    [InlineData("lda train CORPUS --topics 3 --method online --tau0 -1 --output OUT", "option --tau0: found \"-1\"")]
    [InlineData("lda train CORPUS --topics 3 --method online --batch-size 0 --output OUT", "option --batch-size: found \"0\"")]
    [InlineData("lda train CORPUS --topics 3 --passes 0 --output OUT", "option --passes")]
    [InlineData("lda train CORPUS --topics 3 --inner-iterations 0 --output OUT", "option --inner-iterations")]
    [InlineData("lda train CORPUS --topics 3 --inner-tolerance -1 --output OUT", "option --inner-tolerance")]
    [InlineData("lda train CORPUS --topics 3 --seed 1.5 --output OUT", "option --seed: found \"1.5\"")]
    [InlineData("lda train CORPUS --topics 3 --threads 0 --output OUT", "option --threads")]
    [InlineData("lda train CORPUS --topics 3 --precision half --output OUT", "option --precision: found \"half\", expected float or double")]
    [InlineData("lda train CORPUS --topics 3 --device tpu --output OUT", "option --device: found \"tpu\", expected cpu or gpu")]
    [InlineData("lda train CORPUS --topics 3 --format pdf --output OUT", "option --format: found \"pdf\"")]
    [InlineData("lda train CORPUS --topics 3 --vocabulary nowhere --output OUT", "option --vocabulary: found no file nowhere")]
    [InlineData("lda train CORPUS --topics 3 --stop-words nowhere --output OUT", "option --stop-words: found no file nowhere")]
    [InlineData("lda train nowhere --topics 3 --output OUT", "corpus nowhere: found nothing there")]
    [InlineData("lda train CORPUS --topics 3 --output CORPUS", "option --output: found a file")]
    [InlineData("lda train CORPUS --topics 3 --output CORPUS/below", "cannot write to")]
    [InlineData("lda topics nowhere", "model.json: not found; expected a model folder")]
    [InlineData("lda topics", "DIR")]
    [InlineData("lda topics nowhere --words 0", "option --words")]
    [InlineData("lda infer nowhere CORPUS --output theta.txt", "expected a name ending in .npy, .csv or .jsonl")]
    [InlineData("lda infer nowhere CORPUS --output OUT.csv --inner-iterations 0", "option --inner-iterations: found \"0\", expected a whole number of 1 or more")]
    [InlineData("lda infer nowhere CORPUS --output OUT.csv", "model.json: not found; expected a model folder")]
    [InlineData("lda score nowhere CORPUS", "model.json: not found; expected a model folder")]
    [InlineData("corpus info", "found no CORPUS")]
    [InlineData("corpus convert CORPUS", "OUT")]
    [InlineData("corpus convert CORPUS CORPUS", "expected nothing there or --force")]
    public void ABadCommandLineEndsWithOneLineAndNothingWritten(string line, string expected)
    {
        string output = corpus.At("out");
        string[] args = [.. Array.ConvertAll(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            word => word.Replace("EMPTY", string.Empty, StringComparison.Ordinal).Replace("CORPUS", corpus.Lines, StringComparison.Ordinal).Replace("OUT", output, StringComparison.Ordinal))];

        ToolRun run = ToolRun.Of(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        string only = Assert.Single(run.ErrorLines);
        Assert.StartsWith("kernels: ", only, StringComparison.Ordinal);
        Assert.Contains(expected, only, StringComparison.Ordinal);
        Assert.Equal([corpus.Lines], Directory.GetFileSystemEntries(corpus.Folder));
    }
}
