using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kernels.Tests;

namespace Kernels.Inference.Tests;

/// <summary>A C# example as the documentation shows it.</summary>
/// <remarks>
/// What a line prints stands in a comment: behind the statement, <c>Console.WriteLine(x); // 3.14</c>, or, where it prints several lines or stands in a
/// block, in lines of comment right below. A local function or type comes last, as in a program.
/// </remarks>
/// <param name="Name">Where it stands: the documentation id of its member, <c>T:Kernels.Dirichlet</c>; README for that file's.</param>
/// <param name="Lines">The code without common indent.</param>
internal sealed partial record DocumentedExample(string Name, IReadOnlyList<string> Lines)
{
    public const string Readme = "README";

    private static readonly string[] s_assemblies = ["Kernels", "Kernels.Corpora", "Kernels.Inference"];

    /// <summary>Those in the documentation of the three libraries, and the README's.</summary>
    public static IReadOnlyList<DocumentedExample> All { get; } =
        [.. s_assemblies.SelectMany(assembly => InDocumentation(Documentation(assembly))), InReadme(File.ReadAllLines(Path.Combine(PublicApi.Root(), "README.md")))];

    /// <summary>What the comments say it prints, line by line.</summary>
    public IReadOnlyList<string> Printed => [.. Comments().Where(comment => comment.IsPrinted).Select(comment => comment.Text)];

    /// <summary>The comments that say something else.</summary>
    public IReadOnlyList<string> Remarks => [.. Comments().Where(comment => !comment.IsPrinted).Select(comment => comment.Text)];

    /// <summary>The type whose documentation it stands in, as <see cref="Type.FullName"/> has it; of a member's, the member's.</summary>
    public string TypeName
    {
        get
        {
            string id = Name[2..].Split(['(', ' '])[0];
            return Name[0] == 'T' ? id : id[..id.LastIndexOf('.')];
        }
    }

    public static XDocument Documentation(string assembly) => XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"), LoadOptions.PreserveWhitespace);

    /// <summary>The documentation's <c>code</c> outside of examples, where nobody runs it.</summary>
    public static IEnumerable<DocumentedExample> CodeOutsideOfExamples() => s_assemblies.SelectMany(assembly => Documentation(assembly).Descendants("code"))
        .Where(code => !code.Ancestors("example").Any())
        .Select(code => new DocumentedExample(code.Ancestors("member").Single().Attribute("name")!.Value, Dedent(code.Value.Split('\n'))));

    private static IEnumerable<DocumentedExample> InDocumentation(XDocument documentation) =>
        from member in documentation.Descendants("member")
        from code in member.Descendants("example").SelectMany(example => example.Elements("code")).Select((element, index) => (element.Value, Index: index))
        select new DocumentedExample(member.Attribute("name")!.Value + (code.Index == 0 ? string.Empty : $" {code.Index + 1}"), Dedent(code.Value.Split('\n')));

    private static DocumentedExample InReadme(string[] lines) =>
        new(Readme, [.. lines.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```")]);

    private static string[] Dedent(string[] lines)
    {
        string[] trimmed = [.. lines.Select(line => line.TrimEnd()).SkipWhile(line => line.Length == 0).Reverse().SkipWhile(line => line.Length == 0).Reverse()];
        int indent = trimmed.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return [.. trimmed.Select(line => line.Length == 0 ? line : line[indent..])];
    }

    private IEnumerable<(bool IsPrinted, string Text)> Comments()
    {
        bool printing = false; // whether a comment line that follows says what was printed
        bool inStatement = false;
        foreach (string line in Lines)
        {
            if (line.TrimStart().StartsWith("// ", StringComparison.Ordinal))
            {
                yield return (printing, line.TrimStart()[3..]);
                continue;
            }

            inStatement |= line.Contains("Console.WriteLine(", StringComparison.Ordinal);
            Match comment = CommentBehind().Match(line);
            if (comment.Success)
            {
                yield return (inStatement, comment.Groups[1].Value);
            }

            printing = (inStatement && !comment.Success) || line == "}";
            inStatement &= !line.EndsWith(';') && !comment.Success;
        }
    }

    /// <summary>A comment behind code; not the two slashes of an address in a string.</summary>
    [GeneratedRegex("""\S\s*(?<!:)// (.*)$""")]
    private static partial Regex CommentBehind();
}
