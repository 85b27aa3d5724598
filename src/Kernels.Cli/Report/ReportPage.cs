using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Kernels.Cli.Report;

/// <summary>A report as one HTML page that loads nothing and runs no script but its own.</summary>
internal static class ReportPage
{
    // In this order they make one script.
    private static readonly string[] s_scripts = ["core.js", "table.js", "map.js", "bars.js", "search.js", "topics.js", "documents.js", "learning.js", "main.js"];

    /// <summary>Writes the page.</summary>
    public static void Write(Stream stream, TopicReport report)
    {
        string style = "\n" + Resource("page.css");
        string script = "\n(() => {\n'use strict';\n" + string.Concat(s_scripts.Select(Resource)) + "})();\n";

        // Whatever stands in the data, the browser runs only this script and fetches nothing.
        string policy = $"default-src 'none'; script-src 'sha256-{Hash(script)}'; style-src 'sha256-{Hash(style)}'; base-uri 'none'; form-action 'none'";
        string rest = Resource("page.html");
        rest = Piece(stream, rest, "policy", policy);
        rest = Piece(stream, rest, "title", WebUtility.HtmlEncode(report.Title));
        rest = Piece(stream, rest, "style", style);
        rest = Piece(stream, rest, "data", string.Empty);
        ReportJson.Write(stream, report);
        rest = Piece(stream, rest, "script", script);
        stream.Write(Encoding.UTF8.GetBytes(rest));
    }

    /// <summary>Writes a page up to a place, and what belongs there; returns what follows.</summary>
    private static string Piece(Stream stream, string page, string place, string text)
    {
        string[] parts = page.Split($"{{{{{place}}}}}", 2);
        stream.Write(Encoding.UTF8.GetBytes(parts[0] + text));
        return parts[1];
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // A browser takes CR LF for LF before it hashes.
    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Kernels.Cli.Report.{name}") ?? throw new InvalidOperationException($"{name} is not in the tool.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
