using System;

namespace Kernels.Corpora;

/// <summary>Takes text in pieces, document by document.</summary>
internal interface ITextReceiver
{
    /// <summary>Adds text to the document that is being read; a word may go on in the next piece.</summary>
    void Append(ReadOnlySpan<char> text);

    /// <summary>Ends the document that is being read.</summary>
    void EndDocument();
}
