using System;

namespace Kernels.Corpora;

/// <summary>Takes the bytes of a field, in pieces.</summary>
internal interface IFieldSink
{
    void Append(ReadOnlySpan<byte> bytes);
}
