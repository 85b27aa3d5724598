using System.Collections.Generic;

namespace Kernels.Inference;

/// <summary>One measure of coherence.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Topics">A value a topic; NaN where fewer than two of its words stand in the reference.</param>
/// <param name="Mean">The mean over the topics that have a value; NaN where none has.</param>
public sealed record TopicCoherence(CoherenceMeasure Measure, IReadOnlyList<double> Topics, double Mean);

/// <summary>The coherence of topics in a reference.</summary>
/// <param name="Measures">In the order asked for.</param>
/// <param name="UnseenWords">For each topic, those of its top words that the reference never holds: they are left out.</param>
/// <param name="Documents">Documents of the reference.</param>
public sealed record TopicCoherences(IReadOnlyList<TopicCoherence> Measures, IReadOnlyList<IReadOnlyList<string>> UnseenWords, int Documents);
