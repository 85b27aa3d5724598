using System.Collections.Generic;
using Kernels.Bench.Reporting;

namespace Kernels.Bench.Measuring;

/// <summary>A part of the report: what it times, and what it makes of the times.</summary>
internal interface ISection
{
    IReadOnlyList<Work> Works { get; }

    /// <summary>Adds its figures and pictures, after the rounds.</summary>
    void Report(List<Figure> figures, List<Curves> curves);
}
