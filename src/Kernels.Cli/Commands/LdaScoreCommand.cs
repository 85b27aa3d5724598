using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Commands;

/// <summary><c>kernels lda score</c>.</summary>
internal static class LdaScoreCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> folder = new("DIR") { Description = "A model folder." };
        Option<int?> threads = Threads.Create();
        Option<string?> device = DeviceOption.Create();
        Option<bool> json = new("--json") { Description = "A JSON object." };
        Command command = new("score", "Score a model on a corpus: the documents' bound per word, and document completion.") { folder };
        CorpusInput input = new(command);
        command.Add(threads);
        command.Add(device);
        command.Add(json);
        command.SetAction(parsed =>
        {
            CorpusRequest request = input.Request(parsed);
            using LdaModel model = ModelFolder.Open(parsed.GetValue(folder)!, DeviceOption.Devices(parsed, device, Threads.Of(parsed, threads)));
            ICorpus opened = CorpusOpener.Open(request, console.Stop, model.Vocabulary);
            using IDisposable? closing = opened as IDisposable;
            ICorpus corpus = CorpusMatching.Match(console, model, opened, request);
            LdaPerWordBound bound = LdaScores.PerWordBound(model, corpus, cancellation: console.Stop);
            Write(console.Out, bound, Completion(model, corpus, request, console.Stop), parsed.GetValue(json));
            return ExitCode.Success;
        });
        return ExampleHelp.WithExamples(
            command,
            "kernels lda score model docword.heldout.txt.gz",
            "",
            "per-word bound: the documents' part of the evidence lower bound, the topics held, over the tokens.",
            "document completion: topic shares from every other token of a document (alpha 0.1, topics at their means),",
            "then the mean log probability of the tokens between. Natural logarithms; nearer to 0 is better.");
    }

    private static LdaDocumentCompletion Completion(LdaModel model, ICorpus corpus, CorpusRequest request, CancellationToken stop)
    {
        try
        {
            return LdaScores.DocumentCompletion(model, corpus, stop);
        }
        catch (ArgumentException exception) when (BadInput.IsRefusal(exception))
        {
            throw BadInput.From($"corpus {request.Name}", exception);
        }
    }

    private static void Write(TextWriter output, LdaPerWordBound bound, LdaDocumentCompletion completion, bool asJson)
    {
        if (asJson)
        {
            JsonLine.Write(output, "score", json =>
            {
                json.Number("perWordBound", bound.PerWord);
                json.Number("tokens", bound.Tokens);
                json.WriteNumber("unconvergedDocuments", bound.UnconvergedDocuments);
                json.Number("documentCompletion", completion.PerWord);
                json.Number("predictedTokens", completion.Tokens);
                json.WriteNumber("scoredDocuments", completion.Documents);
                json.WriteNumber("skippedDocuments", completion.SkippedDocuments);
            });
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"per-word bound        {bound.PerWord,10:0.00000}  over {bound.Tokens:#,0.##} tokens, {Amounts.Count(bound.UnconvergedDocuments)} documents unconverged"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"document completion   {completion.PerWord,10:0.00000}  over {completion.Tokens:#,0.##} tokens of {Amounts.Count(completion.Documents)} documents, {Amounts.Count(completion.SkippedDocuments)} skipped"));
    }
}
