using System.IO;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Says one thing only: that a run was stopped before its end.</summary>
internal sealed class QuietReport(TextWriter error) : TrainingReport
{
    public override void Finish(LdaFitResult result, LdaOptions options, string folder)
    {
        if (result.Cancelled)
        {
            TrainingText.Cancelled(error, result, options, folder);
        }
    }
}
