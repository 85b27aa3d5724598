using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The house's floors: a project sees only what is below it, and inside <c>Kernels</c> so does a folder.</summary>
public sealed partial class FloorsTests
{
    private static readonly string s_source = Path.Combine(Repository.Root, "src");

    private static readonly Dictionary<string, string[]> s_below = new(StringComparer.Ordinal)
    {
        ["Kernels"] = [],
        ["Kernels.Corpora"] = [],
        ["Kernels.Inference"] = ["Kernels", "Kernels.Corpora"],
        ["Kernels.Gpu"] = ["Kernels"],
        ["Kernels.Cli"] = ["Kernels", "Kernels.Corpora", "Kernels.Inference", "Kernels.Gpu"],
    };

    // From the ground up.
    private static readonly string[] s_folders = ["Lanes", "Formulas", "Spans", "Lda"];

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(s_source).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void AProjectReferencesOnlyProjectsBelowIt(string project)
    {
        Assert.Contains(project, s_below.Keys);
        IEnumerable<string> references = XDocument.Load(Path.Combine(s_source, project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(s_below[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void AProjectNamesOnlyNamespacesBelowIt(string project)
    {
        foreach (string other in s_below.Keys.Where(name => name != project && !s_below[project].Contains(name)))
        {
            // "Kernels" is a prefix of all: from outside it is named by its namespace Kernels.Lda, or by `using Kernels;`.
            Regex names = new(other == "Kernels" ? @"\bKernels\.Lda\b|\busing Kernels;" : @"\b" + Regex.Escape(other) + @"\b");
            Assert.Empty(Offenders(Path.Combine(s_source, project), names));
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ABuiltAssemblyReferencesOnlyAssembliesBelowIt(string project)
    {
        string file = Path.Combine(AppContext.BaseDirectory, project + ".dll");
        if (File.Exists(file))
        {
            IEnumerable<string> references = System.Reflection.Assembly.LoadFrom(file).GetReferencedAssemblies().Select(name => name.Name!).Where(s_below.ContainsKey);
            Assert.Empty(references.Except(s_below[project]));
        }
    }

    [Fact]
    public void InsideKernelsAFolderNamesOnlyTypesBelowIt()
    {
        string kernels = Path.Combine(s_source, "Kernels");
        for (int floor = 0; floor < s_folders.Length; floor++)
        {
            // A private type may bear a name that is also used above.
            HashSet<string> own = [.. s_folders.Take(floor + 1).SelectMany(folder => TypesOf(Path.Combine(kernels, folder)))];
            foreach (string above in s_folders.Skip(floor + 1))
            {
                IEnumerable<string> types = TypesOf(Path.Combine(kernels, above)).Except(own);
                string pattern = string.Join('|', types.Append("Kernels." + above).Select(Regex.Escape));
                Assert.Empty(Offenders(Path.Combine(kernels, s_folders[floor]), new Regex($@"\b({pattern})\b")));
            }
        }
    }

    [Fact]
    public void FormulasHoldMathematicsAndNothingAboutLoopsOrWidths() =>
        Assert.Empty(Offenders(Path.Combine(s_source, "Kernels", "Formulas"), new Regex(@"\bfor \(|Vector256|IsSupported")));

    /// <summary>The runtime's exponential, logarithm and power have other bits on other systems, TensorPrimitives' on other widths; the square root has not. The tool only draws with them.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void WhatIsLearntRestsOnThisLibrarysOwnFunctions(string project)
    {
        const string Functions = "(Pow|Exp|Exp2|Exp10|ExpM1|Log|Log2|Log10|LogP1|Sin|Cos|SinCos|Tan|Asin|Acos|Atan|Atan2|Sinh|Cosh|Tanh|Asinh|Acosh|Atanh|Cbrt|RootN|Hypot|Sigmoid|SoftMax)";
        Assert.Empty(project == "Kernels.Cli" ? [] : Offenders(Path.Combine(s_source, project), new Regex($@"\b(Math|MathF|double|float|T|TensorPrimitives)\.{Functions}\b")));
    }

    [Fact]
    public void OnlyKernelsAndTheGpuMayBeUnsafe() =>
        Assert.Empty(Directory.GetFiles(s_source, "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Except(["Kernels", "Kernels.Gpu"]));

    [Fact]
    public void TheTopLevelHoldsWhatItShould() =>
        Assert.Equal(
            ["Kernels.sln", "README.md", "bench", "global.json", "src", "tests"],
            Directory.GetFileSystemEntries(Repository.Root).Select(entry => Path.GetFileName(entry)!).Where(name => name[0] != '.').Order(StringComparer.Ordinal));

    private static IEnumerable<string> Offenders(string folder, Regex forbidden) =>
        from file in CodeFiles(folder)
        let match = forbidden.Match(Code(file))
        where match.Success
        select $"{Path.GetRelativePath(s_source, file)} names {match.Value}";

    private static IEnumerable<string> CodeFiles(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories) : [];

    private static IEnumerable<string> TypesOf(string folder) =>
        CodeFiles(folder).SelectMany(file => DeclaredTypes().Matches(Code(file)).Select(match => match.Groups[1].Value)).Distinct();

    // Comments may name anything.
    private static string Code(string file) => Comments().Replace(File.ReadAllText(file), string.Empty);

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record)\s+([A-Z]\w+)")]
    private static partial Regex DeclaredTypes();
}
