using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Kernels.Bench.Reporting;

/// <summary>What a report is made of: this library's results, and those of others where they were measured.</summary>
internal sealed record Report(Results Own, Results? Peers)
{
    public const string PeersFileName = "peers.json";

    /// <summary>Of a folder: results.json, and peers.json if it is there.</summary>
    public static Report Load(string folder) => new(Results.Load(folder), LoadPeers(folder));

    /// <summary>The results of others that lie in a folder; null where there are none.</summary>
    public static Results? LoadPeers(string folder) => File.Exists(Path.Combine(folder, PeersFileName)) ? Results.Load(Path.Combine(folder, PeersFileName)) : null;

    /// <summary>The sections: own ones, then others'.</summary>
    public IReadOnlyList<Section> Sections => [.. Section.Of(Own), .. PeerSections];

    /// <summary>The sections of others' results, the first with where and when they were measured.</summary>
    public IReadOnlyList<Section> PeerSections
    {
        get
        {
            if (Peers is null)
            {
                return [];
            }

            string about = string.Join(' ', Peers.Remarks.Prepend(Headlines.About(Peers.Machine)));
            string other = Peers.Machine.Processor == Own.Machine.Processor ? string.Empty : "Not the machine of the figures above. ";
            return [.. Section.Of(Peers).Select((section, i) => i > 0 ? section : section with { Words = $"{section.Words} {other}Measured on: {about}".Trim() })];
        }
    }

    /// <summary>Writes report.md and report.html, whole or not at all.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteWhole(Path.Combine(folder, "report.md"), MarkdownReport.Of(this));
        WriteWhole(Path.Combine(folder, "report.html"), HtmlReport.Of(this));
    }

    /// <summary>Beside its place, then renamed.</summary>
    public static void WriteWhole(string path, string text)
    {
        string beside = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
    }
}
