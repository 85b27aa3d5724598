using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Bench.Reporting;
using Kernels.Tests;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

/// <summary>The report in a browser: no error, every picture drawn and legible, on a wide window and on a phone, by day and by night.</summary>
public sealed class BrowserTests
{
    // Of every picture: the size it has on the page, its view, what is drawn in it, what goes beyond its view, and which words lie on each other.
    private const string Look = """
        const rect = e => { const r = e.getBoundingClientRect(); return { l: r.left, t: r.top, r: r.right, b: r.bottom }; };
        const pictures = [...document.querySelectorAll('svg')].map(svg => {
            const view = svg.viewBox.baseVal, shapes = [...svg.querySelectorAll('path, line, text')];
            const beyond = shapes.filter(s => { const b = s.getBBox(); return b.x < -1 || b.y < -1 || b.x + b.width > view.width + 1 || b.y + b.height > view.height + 1; });
            const words = [...svg.querySelectorAll('text')].map(e => [e, rect(e)]);
            const clashes = [];
            words.forEach(([a, p], i) => words.slice(i + 1).forEach(([b, q]) => {
                if (Math.min(p.r, q.r) - Math.max(p.l, q.l) > 1 && Math.min(p.b, q.b) - Math.max(p.t, q.t) > 3) clashes.push(a.textContent + ' / ' + b.textContent);
            }));
            const style = e => getComputedStyle(e), lines = [...svg.querySelectorAll('.line')], marks = [...svg.querySelectorAll('.mark')];
            return {
                title: svg.querySelector('title').textContent, width: rect(svg).r - rect(svg).l, height: rect(svg).b - rect(svg).t,
                lines: lines.filter(e => e.getTotalLength() > 0 && style(e).stroke !== 'none').length, allLines: lines.length,
                marks: marks.filter(e => e.getBBox().width > 0 && style(e).fill !== 'none').length, allMarks: marks.length,
                words: words.filter(([e, p]) => p.r > p.l).length,
                letters: words.length === 0 ? 0 : Math.min(...words.map(([e]) => parseFloat(style(e).fontSize) * (rect(svg).r - rect(svg).l) / view.width)),
                beyond: beyond.map(e => e.outerHTML.slice(0, 120)), clashes
            };
        });
        const body = getComputedStyle(document.body);
        const root = document.documentElement;
        return { pictures, page: root.scrollWidth, window: root.clientWidth, bar: innerWidth - root.clientWidth, background: body.backgroundColor, ink: body.color,
                 tables: [...document.querySelectorAll('table')].filter(t => t.rows.length < 2).length };
        """;

    public static TheoryData<string, int, bool> Pages
    {
        get
        {
            TheoryData<string, int, bool> pages = [];
            foreach (string name in Reports().Keys)
            {
                pages.Add(name, 1280, false);
                pages.Add(name, 390, true);
            }

            return pages;
        }
    }

    [ChromiumTheory]
    [MemberData(nameof(Pages))]
    public void APageIsDrawn(string name, int width, bool dark)
    {
        Report report = Reports()[name];
        JsonElement found = Chromium.Run(HtmlReport.Of(report), Look, width, dark);
        Assert.Empty(found.GetProperty("errors").EnumerateArray().Select(error => error.GetString()));
        JsonElement result = found.GetProperty("result");
        JsonElement[] pictures = [.. result.GetProperty("pictures").EnumerateArray()];
        Assert.Equal(report.Sections.Sum(section => section.Dots().Count() + section.Curves.Count), pictures.Length);
        Assert.All(pictures, picture => AssertDrawn(picture, report));

        Assert.Equal(width, result.GetProperty("window").GetInt32() + result.GetProperty("bar").GetInt32());

        // Only tables move sideways, each in its own box.
        Assert.True(result.GetProperty("page").GetInt32() <= result.GetProperty("window").GetInt32(), "the page is wider than the window");
        Assert.Equal(0, result.GetProperty("tables").GetInt32());
        Assert.Equal(dark, Brightness(result.GetProperty("background").GetString()!) < Brightness(result.GetProperty("ink").GetString()!));
    }

    /// <summary>The test can see what it is there for.</summary>
    [ChromiumTheory]
    [InlineData("throw new Error('made up');", "made up")]
    [InlineData("undefinedFunction();", "undefinedFunction")]
    public void AnErrorOfAScriptIsFound(string script, string said)
    {
        string page = HtmlReport.Of(new Report(Samples.Small, null)).Replace("</body>", $"<script>{script}</script></body>", StringComparison.Ordinal);
        JsonElement found = Chromium.Run(page, "return 1;", 800);
        Assert.Contains(found.GetProperty("errors").EnumerateArray(), error => error.GetString()!.Contains(said, StringComparison.Ordinal));
    }

    private static void AssertDrawn(JsonElement picture, Report report)
    {
        string title = picture.GetProperty("title").GetString()!;
        Assert.True(picture.GetProperty("width").GetDouble() > 250 && picture.GetProperty("height").GetDouble() > 60, $"{title}: {picture}");
        Assert.Equal(picture.GetProperty("allLines").GetInt32(), picture.GetProperty("lines").GetInt32());
        Assert.Equal(picture.GetProperty("allMarks").GetInt32(), picture.GetProperty("marks").GetInt32());
        bool isEmpty = report.Sections.SelectMany(section => section.Curves).Any(curves => curves.Title == title && curves.Lines.Count == 0);
        Assert.True(isEmpty || picture.GetProperty("marks").GetInt32() > 0, $"{title}: nothing is drawn");
        Assert.True(picture.GetProperty("words").GetInt32() > 0, $"{title}: no words");
        Assert.True(picture.GetProperty("letters").GetDouble() >= 9, $"{title}: letters of {picture.GetProperty("letters").GetDouble()} pixels");
        Assert.Empty(picture.GetProperty("beyond").EnumerateArray().Select(shape => $"{title}: {shape.GetString()}"));
        Assert.Empty(picture.GetProperty("clashes").EnumerateArray().Select(words => $"{title}: {words.GetString()}"));
    }

    private static Dictionary<string, Report> Reports()
    {
        Dictionary<string, Report> reports = new() { ["made up"] = new(Samples.Small, Samples.Peers), ["empty"] = new(Samples.Empty, null) };
        foreach (string folder in Samples.Committed)
        {
            reports.Add(Path.GetFileName(folder), Report.Load(folder));
        }

        return reports;
    }

    /// <summary>Of rgb(…).</summary>
    private static int Brightness(string color) => color[(color.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(',').Take(3)
        .Sum(part => int.Parse(part, CultureInfo.InvariantCulture));
}
