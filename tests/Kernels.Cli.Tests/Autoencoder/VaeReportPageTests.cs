using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>The page in a browser: no error, every sheet of images decoded, every curve and every dot drawn and legible, on a wide window and on a phone.</summary>
public sealed class VaeReportPageTests : IDisposable
{
    private const string Look = """
        const root = document.documentElement;
        // What is written across: digits may not run into the axis' title, or into each other.
        const written = [...document.querySelectorAll('svg[role=img]')].map(p => [...p.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]).filter(t => t[1].width > 0));
        const beside = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
        return {
            across: written.flatMap(texts => texts.flatMap((a, i) => texts.slice(i + 1).filter(b => beside(a[1], b[1])).map(b => a[0] + ' | ' + b[0]))),
            headings: [...document.querySelectorAll('h2')].map(h => h.textContent),
            images: [...document.images].map(i => ({ complete: i.complete, width: i.naturalWidth, height: i.naturalHeight, shown: i.getBoundingClientRect().width, ratio: i.getBoundingClientRect().height / i.getBoundingClientRect().width })),
            lines: [...document.querySelectorAll('.line')].map(l => l.getTotalLength()),
            colours: new Set([...document.querySelectorAll('svg[role=img] .dots')].map(d => getComputedStyle(d).stroke)).size,
            dots: [...document.querySelectorAll('svg[role=img] .dots')].map(d => (d.getAttribute('d').match(/M/g) || []).length),
            letters: Math.min(...[...document.querySelectorAll('svg[role=img] text')].map(t => parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width)),
            legend: [...document.querySelectorAll('.legend li')].map(l => l.textContent),
            page: root.scrollWidth, window: root.clientWidth
        };
        """;

    private readonly TinyImages _images = new();

    public void Dispose() => _images.Dispose();

    [ChromiumTheory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    public void The_page_is_drawn(int width, bool dark)
    {
        // On the phone with losses that take more letters.
        Assert.Equal(0, _images.Trains("digits", dark ? ["--decoder", "gaussian", "--learning-rate", "0.003"] : []).ExitCode);
        Assert.Equal(0, ToolRun.Of("vae", "report", _images.At("digits")).ExitCode);

        // The test's own script may run; in the page itself none may.
        string page = File.ReadAllText(_images.At("digits/report.html"));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        string open = page.Replace("default-src 'none';", "default-src 'none'; script-src 'unsafe-inline';", StringComparison.Ordinal);
        JsonElement found = Chromium.Run(open, Look, width, dark);
        Assert.Empty(found.GetProperty("errors").EnumerateArray().Select(error => error.GetString()));
        JsonElement result = found.GetProperty("result");
        Assert.Equal(["Loss", "Reconstructions", "Samples", "Latent plane"], result.GetProperty("headings").EnumerateArray().Select(h => h.GetString()));
        JsonElement[] images = [.. result.GetProperty("images").EnumerateArray()];
        Assert.Equal(2, images.Length);
        foreach (JsonElement image in images)
        {
            // 20 columns of five pixels with gaps of two; six rows of six.
            Assert.True(image.GetProperty("complete").GetBoolean());
            Assert.Equal((138, 46), (image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()));
            Assert.True(image.GetProperty("shown").GetDouble() > 250);
            Assert.InRange(image.GetProperty("ratio").GetDouble(), 0.30, 0.40);
        }

        Assert.Empty(result.GetProperty("across").EnumerateArray().Select(texts => texts.GetString()));
        Assert.All(result.GetProperty("lines").EnumerateArray(), line => Assert.True(line.GetDouble() > 100));
        Assert.Equal(2, result.GetProperty("lines").GetArrayLength());
        Assert.Equal(6, result.GetProperty("colours").GetInt32());
        Assert.Equal([20, 20, 20, 20, 20, 20], result.GetProperty("dots").EnumerateArray().Select(d => d.GetInt32()));
        Assert.Equal(
            ["training, while it was learning", "test, after the pass", "0", "1", "2", "3", "4", "5"], result.GetProperty("legend").EnumerateArray().Select(l => l.GetString()));
        Assert.True(result.GetProperty("letters").GetDouble() >= 9, $"{result.GetProperty("letters")}");
        Assert.True(result.GetProperty("page").GetInt32() <= result.GetProperty("window").GetInt32(), "the page is wider than the window");
    }
}
