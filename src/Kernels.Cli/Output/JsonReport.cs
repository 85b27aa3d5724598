using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Every step as a JSON line on standard output, so that one stream tells a program the whole run.</summary>
internal sealed class JsonReport(TextWriter output, bool withProgress) : TrainingReport
{
    private const double SecondsBetweenLines = 1;
    private LdaProgress? _last;
    private bool _lastSaid = true;

    public override void Start(TrainingPlan plan, LdaCheckpoint? checkpoint) => JsonLine.Write(output, "start", json =>
    {
        json.WriteString("corpus", plan.CorpusName);
        json.WriteNumber("documents", plan.Documents);
        json.WriteNumber("words", plan.Words);
        json.WriteNumber("pairs", plan.Pairs);
        json.Number("tokens", plan.Tokens);
        json.Number("readSeconds", plan.ReadSeconds);
        json.WriteNumber("topics", plan.Options.TopicCount);
        json.WriteString("method", plan.Options.Method switch { LdaMethod.Batch => "batch", LdaMethod.Online => "online", _ => "structured" });
        if (plan.Options.Method == LdaMethod.Structured)
        {
            json.WriteString("gradient", plan.Options.StructuredGradient == StructuredGradient.Sampled ? "sampled" : "corrected");
            json.WriteNumber("samples", plan.Options.StructuredSamples);
        }

        json.WriteNumber("passes", plan.Options.Passes);
        json.WriteString("precision", plan.Precision);
        json.WriteNumber("threads", plan.Threads);
        json.WriteNumber("seed", plan.Options.Seed);
        json.WriteNumber("restarts", plan.Restarts);
        json.Number("memoryBytes", plan.Bytes);
        json.WriteString("device", plan.Device);
        if (checkpoint is not null)
        {
            if (checkpoint.Restarts is not null)
            {
                json.WriteNumber("resumedRestart", checkpoint.Restart);
            }

            json.WriteNumber("resumedPass", checkpoint.Pass);
            json.WriteNumber("resumedDocument", checkpoint.DocumentsDone);
        }
    });

    public override void Report(LdaProgress value)
    {
        if (!withProgress)
        {
            return;
        }

        if (_last is not null && (_last.Pass, _last.Restart) != (value.Pass, value.Restart) && !_lastSaid)
        {
            Say(_last);
        }

        if (_last is null || value.Seconds - _last.Seconds >= SecondsBetweenLines)
        {
            _last = value;
            Say(value);
        }
        else if (value.DocumentsDone == value.DocumentCount)
        {
            (_last, _lastSaid) = (value, false);
        }
    }

    public override void Ended(LdaRestart restart)
    {
        if (_last is not null && !_lastSaid)
        {
            Say(_last);
        }

        JsonLine.Write(output, "restart", json =>
        {
            json.WriteNumber("seed", restart.Seed);
            json.WriteNumber("passes", restart.Passes);
            json.Number("bound", restart.Bound);
            json.Number("boundPerWord", restart.BoundPerWord);
            json.Number("seconds", restart.Seconds);
            json.WriteBoolean("stopped", restart.Cancelled);
            json.WriteString("failure", restart.Failure);
        });
    }

    public override void Finish(LdaFitResult result, LdaOptions options, string folder)
    {
        if (_last is not null && !_lastSaid)
        {
            Say(_last);
        }

        JsonLine.Write(output, result.Cancelled ? "stopped" : "done", json =>
        {
            json.WriteString("model", folder);
            json.WriteNumber("passes", result.History.Count);
            json.WriteBoolean("converged", result.Converged);
            json.WriteNumber("unfinishedDocuments", result.UnfinishedDocuments);
            json.Number("seconds", result.Seconds);
            json.WriteNumber("visits", result.Visits);
            json.Number("bound", result.Bound?.Total);
            if (result.Restarts?.FirstOrDefault(restart => restart.IsKept) is { } kept)
            {
                json.WriteNumber("keptSeed", kept.Seed);
            }

            json.WriteNumber("boundFalls", result.BoundFalls);
            json.Number("tokenMassError", result.TokenMassError);
            json.WriteNumber("rejectedPriorSteps", result.RejectedPriorSteps);
            if (options.Method == LdaMethod.Structured)
            {
                json.WriteNumber("steps", result.Steps);
                json.WriteNumber("shortenedSteps", result.ShortenedSteps);
                json.WriteNumber("shortenedTopicSteps", result.ShortenedTopicSteps);
            }

            json.Number("effectiveDocuments", result.EffectiveDocuments);
            using Process process = Process.GetCurrentProcess();
            json.WriteNumber("peakMemoryBytes", process.PeakWorkingSet64);
            WritePasses(json, result);
        });
    }

    private static void WritePasses(Utf8JsonWriter json, LdaFitResult result)
    {
        json.WriteStartArray("history");
        foreach (LdaPass pass in result.History)
        {
            json.WriteStartObject();
            json.WriteNumber("pass", pass.Pass);
            json.Number("seconds", pass.Seconds);
            json.WriteNumber("visits", pass.Visits);
            json.Number("bound", pass.Bound?.Total);
            json.Number("boundPerWord", pass.BoundPerWord);
            json.WriteNumber("unconvergedDocuments", pass.UnconvergedDocuments);
            json.WriteNumber("rescuedPairs", pass.RescuedPairs);
            json.Number("rho", pass.Rho);
            json.Number("alphaSum", pass.AlphaSum);
            json.Number("etaSum", pass.EtaSum);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Say(LdaProgress progress)
    {
        _lastSaid = true;
        JsonLine.Write(output, "progress", json =>
        {
            json.WriteNumber("pass", progress.Pass);
            json.WriteNumber("passes", progress.Passes);
            json.WriteNumber("documentsDone", progress.DocumentsDone);
            json.WriteNumber("documents", progress.DocumentCount);
            if (progress.Restarts > 1)
            {
                json.WriteNumber("restart", progress.Restart);
            }

            json.Number("seconds", progress.Seconds);
            json.Number("documentsPerSecond", progress.DocumentsPerSecond);
            json.Number("visitsPerSecond", progress.VisitsPerSecond);
            json.Number("bound", progress.Bound);
            json.Number("boundPerWord", progress.BoundPerWord);
            json.Number("rho", progress.Rho);
            json.Number("secondsLeft", progress.Remaining.TotalSeconds);
        });
    }
}
