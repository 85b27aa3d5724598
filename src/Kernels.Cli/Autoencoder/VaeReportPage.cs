using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Kernels.Cli.Output;
using Kernels.Corpora;
using Kernels.Drawing;
using Kernels.Inference;

namespace Kernels.Cli.Autoencoder;

/// <summary>What a model is and does, as one HTML page that loads nothing and runs no script.</summary>
internal static class VaeReportPage
{
    private const int Shown = 60;
    private const int Columns = 20;
    private const int MostDots = 5000;

    private const string Style = """

        :root { --page: #fff; --ink: #1d2127; --soft: #59616b; --rule: #d9dde2; }
        @media (prefers-color-scheme: dark) { :root { --page: #14171b; --ink: #e6e8eb; --soft: #a5adb8; --rule: #343a42; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 1rem 1.2rem 4rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        h1 { margin: .4rem 0 0; font-size: 1.6rem; overflow-wrap: anywhere; }
        h2 { margin: 2.2rem 0 .4rem; font-size: 1.2rem; }
        p { margin: .3rem 0; color: var(--soft); overflow-wrap: anywhere; }
        img { display: block; width: 100%; height: auto; image-rendering: pixelated; background: #fff; padding: 4px; border-radius: 4px; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
        @media (max-width: 40rem) { svg text { font-size: 22px; } svg text[transform] { display: none; } }
        .grid { stroke: var(--rule); }
        .line { fill: none; stroke-width: 2.5; }
        .dots { fill: none; stroke-width: 4; stroke-linecap: round; stroke-opacity: .7; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .4rem 0; padding: 0; list-style: none; }
        .legend .dots { stroke-width: 8; stroke-opacity: 1; }
        .legend svg { display: inline-block; width: 1rem; height: 1rem; margin-right: .3rem; vertical-align: -.15rem; }
        .c0 { stroke: #3b82d6; } .c1 { stroke: #d9662b; } .c2 { stroke: #2f9e58; } .c3 { stroke: #cc4b52; } .c4 { stroke: #8f6fd1; }
        .c5 { stroke: #a0703f; } .c6 { stroke: #d06bb2; } .c7 { stroke: #7d8794; } .c8 { stroke: #a8a127; } .c9 { stroke: #1fa3b5; }
        .mark.c0 { fill: #3b82d6; } .mark.c1 { fill: #d9662b; }

        """;

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="images">Images to show it on, or null.</param>
    /// <param name="labels">A label for each of them, or null.</param>
    public static void Write(Stream output, VaeModel<float> model, string title, ImageSet? images, byte[]? labels)
    {
        StringBuilder page = new();
        string style = Style.ReplaceLineEndings("\n");
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(title)}</title><style>{style}</style></head>\n<body>\n<h1>{WebUtility.HtmlEncode(title)}</h1>\n<p>{WebUtility.HtmlEncode(VaeText.Describe(model))}</p>\n");
        Losses(page, model);
        if (images is not null)
        {
            Reconstructions(page, model, images.Slice(0, Math.Min(Shown, images.Count)));
        }

        Samples(page, model);
        if (images is not null)
        {
            int count = Math.Min(MostDots, images.Count);
            Plane(page, model, images.Slice(0, count), labels?[..count]);
        }

        page.Append("</body></html>\n");
        output.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    private static void Losses(StringBuilder page, VaeModel<float> model)
    {
        if (model.Fit is not { Epochs.Count: > 0 } fit)
        {
            return;
        }

        List<IReadOnlyList<(double X, double Y)>> groups = [[.. fit.Epochs.Select(epoch => ((double)epoch.Number, epoch.TrainLoss))]];
        List<string> names = ["training, while it was learning"];
        if (fit.Epochs.Any(epoch => epoch.TestLoss is not null))
        {
            groups.Add([.. fit.Epochs.Where(epoch => epoch.TestLoss is not null).Select(epoch => ((double)epoch.Number, epoch.TestLoss!.Value))]);
            names.Add(model.Options.WeightPriorDeviation > 0 ? "test, after the pass, at mean weights without their divergence" : "test, after the pass");
        }

        page.Append("<h2>Loss</h2>\n<p>Negative evidence lower bound an image, in natural logarithms, after each pass.");
        page.Append(CultureInfo.InvariantCulture, $" At the end {fit.Epochs[^1].TrainLoss:0.00}{(fit.Epochs[^1].TestLoss is double test ? string.Create(CultureInfo.InvariantCulture, $", test {test:0.00}") : string.Empty)}.</p>\n");
        page.Append(SvgPlot.Lines("Loss", "pass", "loss an image", groups, names));
        Legend(page, names);
    }

    private static void Reconstructions(StringBuilder page, VaeModel<float> model, ImageSet images)
    {
        float[] codes = new float[images.Count * model.LatentValueCount];
        float[] decoded = new float[images.Count * model.PixelCount];
        model.Encode(images, codes);
        model.Decode(codes, decoded);
        List<float> sheet = [];

        // A row of images, below it what became of them.
        for (int first = 0; first < images.Count; first += Columns)
        {
            for (int image = first; image < first + Columns; image++)
            {
                sheet.AddRange(image < images.Count ? images[image].ToArray().Select(pixel => pixel / 255f) : new float[model.PixelCount]);
            }

            for (int image = first; image < first + Columns; image++)
            {
                sheet.AddRange(image < images.Count ? decoded.AsSpan(image * model.PixelCount, model.PixelCount) : new float[model.PixelCount]);
            }
        }

        page.Append("<h2>Reconstructions</h2>\n<p>Images, and below each what its code decodes to.</p>\n");
        Sheet(page, model, [.. sheet], "Images and their reconstructions");
    }

    private static void Samples(StringBuilder page, VaeModel<float> model)
    {
        float[] codes = new float[2 * Shown * model.LatentValueCount];
        float[] decoded = new float[2 * Shown * model.PixelCount];
        model.SamplePrior(0, codes);
        model.Decode(codes, decoded);
        page.Append("<h2>Samples</h2>\n<p>Codes drawn from the prior, decoded.</p>\n");
        Sheet(page, model, decoded, "Samples");
    }

    private static void Plane(StringBuilder page, VaeModel<float> model, ImageSet images, byte[]? labels)
    {
        float[] codes = new float[images.Count * model.LatentValueCount];
        double[] places = new double[2 * images.Count];
        model.Encode(images, codes);
        double share = LatentPlane.Project<float>(codes, model.LatentValueCount, places);
        int[] kinds = labels is null ? new int[images.Count] : Array.ConvertAll(labels, label => label % 10);
        List<IReadOnlyList<(double X, double Y)>> groups = [];
        for (int kind = 0; kind <= kinds.Max(); kind++)
        {
            groups.Add([.. Enumerable.Range(0, images.Count).Where(image => kinds[image] == kind).Select(image => (places[2 * image], places[(2 * image) + 1]))]);
        }

        page.Append("<h2>Latent plane</h2>\n");
        page.Append(model.LatentValueCount > 2
            ? string.Create(CultureInfo.InvariantCulture, $"<p>Codes of {Amounts.Of(images.Count, "image")} along their two principal components, which show {share:0 %} of their variance.</p>\n")
            : $"<p>Codes of {Amounts.Of(images.Count, "image")}.</p>\n");
        page.Append(SvgPlot.Dots("Latent plane", "first direction", "second direction", groups));
        if (labels is not null)
        {
            // Labels ten apart share a colour.
            Legend(page, [.. groups.Select((_, kind) => string.Join(", ", labels.Where(label => label % 10 == kind).Distinct().Order()))]);
        }
    }

    private static void Sheet(StringBuilder page, VaeModel<float> model, float[] images, string words)
    {
        (int width, int height) = GreyBitmap.SizeOf(images.Length / model.PixelCount, model.Height, model.Width, Columns);
        page.Append(CultureInfo.InvariantCulture, $"<img alt=\"{words}\" width=\"{width}\" height=\"{height}\" src=\"{GreyBitmap.Address(images, model.Height, model.Width, Columns)}\">\n");
    }

    private static void Legend(StringBuilder page, List<string> names)
    {
        page.Append("<ul class=\"legend\">");
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><path class=\"dots c{i}\" d=\"M5 5h0\"/></svg>{WebUtility.HtmlEncode(names[i])}</li>");
            }
        }

        page.Append("</ul>\n");
    }
}
