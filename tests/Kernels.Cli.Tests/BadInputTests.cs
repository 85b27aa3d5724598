using System;
using System.IO;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class BadInputTests(TinyCorpus corpus) : IClassFixture<TinyCorpus>
{
    [Theory]
    [InlineData("", "no command given, expected one of lda, corpus, info")]
    [InlineData("lda", "no command given, expected one of train, topics, infer, score, export, import")]
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
    [InlineData("lda train CORPUS --topics 3 --eta NaN --output OUT", "option --eta: found \"NaN\"")]
    [InlineData("lda train CORPUS --topics 3 --method fast --output OUT", "option --method: found \"fast\", expected batch or online")]
    [InlineData("lda train CORPUS --topics 3 --kappa 0.7 --output OUT", "option --kappa: found without --method online")]
    [InlineData("lda train CORPUS --topics 3 --method online --kappa 2 --output OUT", "option --kappa: found \"2\"")]
    [InlineData("lda train CORPUS --topics 3 --method online --tau0 -1 --output OUT", "option --tau0: found \"-1\"")]
    [InlineData("lda train CORPUS --topics 3 --method online --batch-size 0 --output OUT", "option --batch-size: found \"0\"")]
    [InlineData("lda train CORPUS --topics 3 --passes 0 --output OUT", "option --passes")]
    [InlineData("lda train CORPUS --topics 3 --inner-iterations 0 --output OUT", "option --inner-iterations")]
    [InlineData("lda train CORPUS --topics 3 --inner-tolerance -1 --output OUT", "option --inner-tolerance")]
    [InlineData("lda train CORPUS --topics 3 --bound-every -1 --output OUT", "option --bound-every: found \"-1\", expected a whole number, 0 or more")]
    [InlineData("lda train CORPUS --topics 3 --method online --bound-every 2 --output OUT", "option --bound-every: found with --method online, expected without it")]
    [InlineData("lda train CORPUS --topics 3 --init nowhere.npy --output OUT", "option --init: ")]
    [InlineData("lda train CORPUS --topics 3 --init CORPUS --output OUT", "does not begin as a NumPy file")]
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
    [InlineData("lda infer nowhere CORPUS --output theta.txt", "expected a name ending in .npy, .csv, .jsonl, .svmlight or .gamma")]
    [InlineData("lda infer nowhere CORPUS --output OUT.csv --threshold 0.1", "option --threshold: found with")]
    [InlineData("lda infer nowhere CORPUS --output OUT.svm --threshold 2", "option --threshold: found \"2\", expected a number from 0 to 1")]
    [InlineData("lda train CORPUS --column text --format uci --topics 3 --output OUT", "found the format Uci, expected Csv, which alone takes a column")]
    [InlineData("lda train CORPUS --column body --topics 3 --output OUT", "found the column")]
    [InlineData("lda train CORPUS --no-header --column x --topics 3 --output OUT", "found no line with the columns' names")]
    [InlineData("lda train CORPUS --separator ab --topics 3 --output OUT", "option --separator: found \"ab\", expected one character or the word tab")]
    [InlineData("lda train CORPUS --separator \" --topics 3 --output OUT", "option --separator: found")]
    [InlineData("lda train CORPUS --field body --topics 3 --output OUT", "expected a JSON object")]
    [InlineData("lda train CORPUS --first-id 2 --topics 3 --output OUT", "option --first-id: found \"2\", expected 0 or 1")]
    [InlineData("lda train CORPUS --first-id 0 --topics 3 --output OUT", "expected a label, which is a number")]
    [InlineData("lda train CORPUS --format lines --rows-are-words --topics 3 --output OUT", "found the format Lines, expected MatrixMarket")]
    [InlineData("lda train CORPUS --format svmlight --keep 5 --topics 3 --output OUT", "found the format SvmLight, expected text")]
    [InlineData("lda train --sample dotnet --column x --topics 3 --output OUT", "option --column: found with --sample")]
    [InlineData("lda export nowhere --output OUT.npy", "--to")]
    [InlineData("lda export nowhere --to numpy", "--output")]
    [InlineData("lda export nowhere --to word --output OUT.npy", "option --to: found \"word\", expected numpy or sklearn or gensim or lda-c or pyldavis")]
    [InlineData("lda export nowhere --to numpy --output OUT.npy", "model.json: not found; expected a model folder")]
    [InlineData("lda export nowhere --to numpy --output OUT.txt", "expected a name ending in .npz or .npy with --to numpy")]
    [InlineData("lda export nowhere --to gensim --output OUT.npy", "expected a name ending in .npz with --to gensim")]
    [InlineData("lda export nowhere --to pyldavis --output OUT.json", "found no CORPUS, expected one")]
    [InlineData("lda export nowhere CORPUS --to gensim --output OUT.npz", "found a CORPUS, expected none with --to gensim")]
    [InlineData("lda export nowhere --to gensim --rows topics --output OUT.npz", "option --rows: found with gensim, expected only with numpy")]
    [InlineData("lda export nowhere --to numpy --keep 5 --output OUT.npz", "option --keep: found without CORPUS, expected only with CORPUS")]
    [InlineData("lda export nowhere --to lda-c --output EMPTY", "option --output: found \"\", expected the beginning of file names")]
    [InlineData("lda import", "option --from: found no value, expected numpy|sklearn|gensim|lda-c")]
    [InlineData("lda import CORPUS --output OUT", "--from")]
    [InlineData("lda import CORPUS --from numpy", "--output")]
    [InlineData("lda import CORPUS --from pyldavis --output OUT", "option --from: found \"pyldavis\", expected numpy or sklearn or gensim or lda-c")]
    [InlineData("lda import nowhere.npz --from gensim --output OUT", "found no file nowhere.npz, expected a .npz or .npy file")]
    [InlineData("lda import final --from lda-c --output OUT", "found no file final.beta, expected lda-c's topics")]
    [InlineData("lda import CORPUS --from gensim --output OUT", "lines.txt: does not begin as a NumPy file")]
    [InlineData("lda import CORPUS --from gensim --rows words --output OUT", "option --rows: found with gensim")]
    [InlineData("lda import CORPUS --from gensim --tokens 5 --output OUT", "option --tokens: found with --from gensim, expected only with --from lda-c")]
    [InlineData("lda import CORPUS --from lda-c --tokens 0 --output OUT", "option --tokens: found \"0\", expected a number above 0")]
    [InlineData("lda import CORPUS --from lda-c --alpha 1 --output OUT", "option --alpha: found with --from lda-c, expected none")]
    [InlineData("lda import CORPUS --from numpy --alpha 0 --output OUT", "option --alpha: found \"0\"")]
    [InlineData("lda import CORPUS --from numpy --vocabulary nowhere --output OUT", "option --vocabulary: found no file nowhere")]
    [InlineData("lda import CORPUS --from numpy --output CORPUS", "option --output: found a file")]
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
