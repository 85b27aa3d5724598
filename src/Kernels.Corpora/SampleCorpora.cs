using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Xml;

namespace Kernels.Corpora;

/// <summary>Real corpora that are on the machine already.</summary>
/// <example>
/// <code>
/// SparseCorpus corpus = SampleCorpora.DotNet(); // its size follows the SDK's version
/// Console.WriteLine(corpus.DocumentCount &gt; 3000); // True
/// Console.WriteLine(corpus.Vocabulary!.TryGetId("encoding", out _)); // True
/// </code>
/// </example>
public static class SampleCorpora
{
    private const string Pack = "Microsoft.NETCore.App.Ref";

    private static readonly TextOptions s_textOptions = new() { MinDocumentFrequency = 5, MaxDocumentFrequency = 0.25 };

    /// <summary>
    /// The documentation of the .NET API, in English, from the reference pack that comes with every SDK: a document a type, with the text of its members.
    /// </summary>
    /// <param name="cancellation">Looked at before each file.</param>
    /// <returns>About 3,900 documents in ordinal order of the types' names, with the vocabulary. Its exact size follows the SDK's version.</returns>
    /// <remarks>Words in fewer than 5 documents or in more than a quarter of them, and English stop words, are left out.</remarks>
    /// <exception cref="FileNotFoundException">No SDK is installed beside the runtime, nor where <c>DOTNET_ROOT</c> points.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="CorpusFormatException">A documentation file is not well-formed XML.</exception>
    public static SparseCorpus DotNet(CancellationToken cancellation = default) => FromDocumentation(FindDocumentation(), s_textOptions, cancellation);

    /// <summary>The same from given files, in their order; a member that occurs again is skipped.</summary>
    internal static SparseCorpus FromDocumentation(IEnumerable<string> files, TextOptions options, CancellationToken cancellation = default)
    {
        SortedDictionary<string, List<string>> types = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                ReadMembers(file, types, seen);
            }
            catch (XmlException e)
            {
                throw new CorpusFormatException(file, e.LineNumber, "what is not XML (" + e.Message + ")", "API documentation", e);
            }
        }

        TextCorpusBuilder builder = new(options);
        foreach (List<string> texts in types.Values)
        {
            foreach (string text in texts)
            {
                builder.Append(text);
                builder.Append("\n");
            }

            builder.EndDocument();
        }

        return WithoutEmptyDocuments(builder.Build(cancellation));
    }

    /// <summary>The type a documentation id belongs to (<c>M:A.B.C(System.Int32)</c> → <c>A.B</c>); null for a namespace or an unresolved id.</summary>
    internal static string? TypeOf(string member)
    {
        if (member.Length < 3 || member[1] != ':')
        {
            return null;
        }

        ReadOnlySpan<char> name = member.AsSpan(2);
        if (member[0] == 'T')
        {
            return name.ToString();
        }

        if (member[0] is not ('M' or 'P' or 'F' or 'E'))
        {
            return null;
        }

        int end = name.IndexOfAny('(', '~');
        int dot = (end < 0 ? name : name[..end]).LastIndexOf('.');
        return dot > 0 ? name[..dot].ToString() : null;
    }

    private static void ReadMembers(string file, SortedDictionary<string, List<string>> types, HashSet<string> seen)
    {
        using FileStream stream = File.OpenRead(file);
        using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true });
        List<string>? texts = null;
        int depth = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Name == "member" && !reader.IsEmptyElement)
            {
                texts = null;
                string? member = reader.GetAttribute("name");
                if (member is not null && TypeOf(member) is { } type && seen.Add(member))
                {
                    depth = reader.Depth;
                    if (!types.TryGetValue(type, out texts))
                    {
                        types.Add(type, texts = []);
                    }
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                texts?.Add(reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                texts = null;
            }
        }
    }

    private static SparseCorpus WithoutEmptyDocuments(SparseCorpus corpus)
    {
        SparseCorpusBuilder builder = new(corpus.VocabularySize, corpus.PairCount);
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            DocumentBlock document = corpus.Read(d, 1);
            if (!document.TermIds.IsEmpty)
            {
                builder.AddDocument(document.TermIds, document.Counts);
            }
        }

        return builder.Build(corpus.Vocabulary);
    }

    private static string[] FindDocumentation()
    {
        List<string> looked = [];
        string running = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string[] roots = [running, Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? ""];
        foreach (string root in roots)
        {
            string pack = Path.Combine(root, "packs", Pack);
            if (root.Length == 0 || looked.Contains(pack))
            {
                continue;
            }

            looked.Add(pack);
            string[] files = Directory.Exists(pack) ? NewestDocumentation(pack) : [];
            if (files.Length > 0)
            {
                return files;
            }
        }

        throw new FileNotFoundException(
            "The sample is the API documentation in the .NET SDK's reference pack, and there is none; "
            + $"looked for VERSION/ref/net*/*.xml under {string.Join(" and ", looked)}.");
    }

    /// <summary>The files of the pack of this runtime's major version, else of the newest; the newest of those by version number.</summary>
    private static string[] NewestDocumentation(string pack)
    {
        List<(bool SameMajor, Version Version, string[] Files)> found = [];
        foreach (string folder in Directory.EnumerateDirectories(pack))
        {
            if (!Version.TryParse(Path.GetFileName(folder).Split('-')[0], out Version? version) || !Directory.Exists(Path.Combine(folder, "ref")))
            {
                continue;
            }

            foreach (string reference in Directory.EnumerateDirectories(Path.Combine(folder, "ref"), "net*"))
            {
                string[] files = Directory.GetFiles(reference, "*.xml");
                Array.Sort(files, (a, b) => string.CompareOrdinal(Path.GetFileName(a), Path.GetFileName(b)));
                if (files.Length > 0)
                {
                    found.Add((version.Major == Environment.Version.Major, version, files));
                }
            }
        }

        found.Sort((a, b) => a.SameMajor != b.SameMajor ? b.SameMajor.CompareTo(a.SameMajor) : b.Version.CompareTo(a.Version));
        return found.Count == 0 ? [] : found[0].Files;
    }
}
