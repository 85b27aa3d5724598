using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Cli.Output;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

public sealed class JsonReportTests
{
    [Fact]
    public void ALineIsWrittenOnceHoweverManyBlocksReportInTheNextPass()
    {
        using StringWriter output = new();
        JsonReport report = new(output, withProgress: true);
        double seconds = 0;
        for (int pass = 1; pass <= 3; pass++)
        {
            foreach (long done in (long[])[40, 80, 120, 120])
            {
                seconds += 0.01;
                report.Report(new LdaProgress
                {
                    Pass = pass,
                    Passes = 3,
                    DocumentsDone = done,
                    DocumentCount = 120,
                    Seconds = seconds,
                    DocumentsPerSecond = 1,
                    VisitsPerSecond = 1,
                });
            }
        }

        report.Finish(
            new LdaFitResult { History = [], Device = "none", Seconds = seconds, DocumentCount = 120, TokenCount = 1 }, new LdaOptions { TopicCount = 2 }, "model");

        (string?, int?, long?)[] lines =
        [
            .. output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Select(json =>
                json.GetProperty("event").GetString() == "progress"
                    ? ("progress", json.GetProperty("pass").GetInt32(), json.GetProperty("documentsDone").GetInt64())
                    : (json.GetProperty("event").GetString(), default(int?), default(long?))),
        ];
        Assert.Equal([("progress", 1, 40), ("progress", 1, 120), ("progress", 2, 120), ("progress", 3, 120), ("done", null, null)], lines);
    }
}
