using System;
using System.IO;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>Hashes what passes on to or from another stream, which stays open.</summary>
internal sealed class HashingStream : TappedStream
{
    private readonly XxHash64 _hash;

    public HashingStream(Stream inner)
        : this(inner, new XxHash64())
    {
    }

    private HashingStream(Stream inner, XxHash64 hash)
        : base(inner, hash.Append)
        => _hash = hash;

    /// <summary>The checksum of what has passed, as <c>model.json</c> holds it.</summary>
    public string Checksum => FormattableString.Invariant($"xxh64:{_hash.Value:x16}");
}
