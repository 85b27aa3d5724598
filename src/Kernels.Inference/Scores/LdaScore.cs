using System;

namespace Kernels.Inference;

/// <summary>One score of a model on a corpus. Natural logarithms.</summary>
/// <remarks>"Perplexity" means five different things in the field, so nothing here is called that; <see cref="ExpOfNegative"/> belongs to its evaluator.</remarks>
public sealed record LdaScore
{
    /// <summary>What was measured.</summary>
    public required LdaEvaluator Evaluator { get; init; }

    /// <summary>The score: a mean per token; NaN where there are no tokens.</summary>
    public required double PerWord { get; init; }

    /// <summary>
    /// The standard error of <see cref="PerWord"/> if documents are independent draws; NaN for fewer than two documents. With x_d and n_d the value and the tokens
    /// of document d, R = Σx/Σn and D documents: √(D/(D − 1)·Σ(x_d − R·n_d)²)/Σn. The topics are taken as given.
    /// </summary>
    public required double StandardError { get; init; }

    /// <summary>Sum of the documents' values, without the topics' part.</summary>
    public required double DocumentSum { get; init; }

    /// <summary>Tokens scored: those of words the model knows; for completion those of the odd halves.</summary>
    public required double Tokens { get; init; }

    /// <summary>Documents scored.</summary>
    public required int Documents { get; init; }

    /// <summary>Documents without a known word; for completion those with an empty half.</summary>
    public required int SkippedDocuments { get; init; }

    /// <summary>The two bounds: documents whose γ had not settled.</summary>
    public int UnconvergedDocuments { get; init; }

    /// <summary><see cref="LdaEvaluator.Bound"/>: the topics' part −KL(q(β) ‖ p(β)), whole; else 0.</summary>
    public double TopicPart { get; init; }

    /// <summary><see cref="LdaEvaluator.Bound"/>: the tokens that <see cref="TopicPart"/> is divided by; else 0.</summary>
    public double TopicTokens { get; init; }

    /// <summary>exp(−<see cref="PerWord"/>).</summary>
    public double ExpOfNegative
    {
        get
        {
            Span<double> value = [-PerWord];
            SpecialFunctions.Exp<double>(value, value);
            return value[0];
        }
    }
}
