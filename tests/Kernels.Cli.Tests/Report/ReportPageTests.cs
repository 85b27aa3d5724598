using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;
using Kernels.Tests;
using Xunit;

namespace Kernels.Cli.Tests.Report;

/// <summary>The page in a browser: nothing fails, and what a reader does has the effect it should.</summary>
public sealed class ReportPageTests : IDisposable
{
    // Small tools for the scripts below.
    private const string Tools = """
        const $ = s => document.querySelector(s), all = s => [...document.querySelectorAll(s)], text = s => $(s).textContent;
        const key = (s, name) => $(s).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
        const slide = v => { $('#relevance').value = v; $('#relevance').dispatchEvent(new Event('input', { bubbles: true })); };
        const topic = () => Number(text('#topic-title').match(/\d+/)[0]), circle = k => $('#circle-' + k).dispatchEvent(new MouseEvent('click', { bubbles: true }));
        const type = t => { $('#search-text').value = t; $('#search-text').dispatchEvent(new Event('input', { bubbles: true })); };
        const names = () => all('#bars .name').map(e => e.textContent), discs = () => all('.disc').map(e => Number(e.getAttribute('r')));
        const topicsInOrder = () => all('#topics tbody tr').map(e => Number(e.dataset.topic));
        const middleOf = k => { const v = $('#map svg').viewBox.baseVal, c = $('#circle-' + k + ' .outline'); return Math.max(Math.abs(c.cx.baseVal.value / v.width - 0.5), Math.abs(c.cy.baseVal.value / v.height - 0.5)); };
        const visit = hash => { history.replaceState(null, '', hash); window.dispatchEvent(new HashChangeEvent('hashchange')); return [topic(), $('#relevance').value, $('#word').hidden ? '' : text('#word-title')].join(' '); };
        const style = s => getComputedStyle(typeof s === 'string' ? $(s) : s);
        """;

    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    [ChromiumFact]
    public void TheReaderMovesTheSliderPicksATopicAndSearches()
    {
        string page = TenTopics(out string model);
        JsonElement result = Found(page, """
            const before = { topic: topic(), names: names(), selected: all('[role=option][aria-selected=true]').length };
            const alone = [], frequent = []; for (let k = 0; k < 10; k++) { circle(k); slide(0); alone.push(names().join()); slide(1); frequent.push(names().join()); }
            circle(4); const clicked = { topic: topic(), title: text('#documents-title'), chosen: all('.topic.chosen').map(e => e.id), row: all('#topics tr.chosen').map(e => e.dataset.topic) };
            $('#next').click(); const next = topic(); $('#previous').click(); $('#previous').click(); const previous = topic();
            $('#map svg').focus(); key('#map svg', 'End'); const end = topic(); key('#map svg', 'Home'); const home = topic();
            const visited = new Set(); for (const go of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']) { key('#map svg', go); visited.add(topic()); }
            const wholeMap = middleOf(topic()); $('#nearer').click(); key('#map svg', '+'); const near = middleOf(topic()), other = (topic() + 5) % 10; circle(other); const there = middleOf(other); $('#farther').click(); $('#farther').click(); const out = $('#farther').disabled; circle(0); key('#map svg', 'ArrowRight');
            const tipped = !$('.tip').hidden && text('.tip').startsWith('Topic ' + topic());
            type('zz'); const none = text('#search-note'); type('wc'); const list = all('#search-list li').map(e => e.firstChild.textContent);
            key('#search-text', 'ArrowDown'); const active = $('#search-text').getAttribute('aria-activedescendant'); key('#search-text', 'ArrowUp'); key('#search-text', 'Enter');
            const word = { hidden: $('#word').hidden, title: text('#word-title'), names: all('#word .name').map(e => e.textContent), parts: all('#word .number').map(e => e.textContent), discs: discs(), ofWord: $('#map svg').classList.contains('of-word'), closed: $('#search-list').hidden };
            $('#word .bar').click(); const ofWord = topic(); key('#search-text', 'Escape');
            const escaped = { hidden: $('#word').hidden, discs: discs() };
            $('#bars button').focus(); const preview = { discs: discs(), card: $('#word').hidden }; key('#bars button', 'ArrowDown');
            const focused = document.activeElement === all('#bars button')[1], tabs = all('#bars button').filter(e => e.tabIndex === 0).length;
            all('#bars button')[1].click(); const second = text('#word-title');
            all('#topics thead button').find(e => e.dataset.column === 'share').click();
            return { before, alone, frequent, clicked, next, previous, end, home, visited: visited.size, tipped, none, list, active, word, ofWord, escaped, preview, focused, tabs, second, secondName: names()[1],
              sorted: topicsInOrder(), sort: all('#topics th[aria-sort]').map(e => e.getAttribute('aria-sort')), address: visit('#topic=7&relevance=0.25&word=wcb'), strange: visit('#topic=99&relevance=x&word=nothing'),
              wholeMap, near, there, out, documents: all('#documents tbody tr').length, charts: all('#learning figure').length };
            """);
        using LdaModel loaded = LdaModel.Load(model);
        double[] share = loaded.TopicShare();
        JsonElement before = result.GetProperty("before");
        Assert.Equal(Array.IndexOf(share, share.Max()), before.GetProperty("topic").GetInt32());
        Assert.Equal(1, before.GetProperty("selected").GetInt32());
        Assert.Equal(30, before.GetProperty("names").GetArrayLength());
        Assert.NotEqual(Strings(result, "alone"), Strings(result, "frequent"));
        Assert.Equal(10, Strings(result, "frequent").Distinct().Count());
        JsonElement clicked = result.GetProperty("clicked");
        Assert.Equal((4, "Documents with most of topic 4"), (clicked.GetProperty("topic").GetInt32(), clicked.GetProperty("title").GetString()));
        Assert.Equal(["circle-4"], Strings(clicked, "chosen"));
        Assert.Equal(["4"], Strings(clicked, "row"));
        Assert.Equal((5, 3, 9, 0), (result.GetProperty("next").GetInt32(), result.GetProperty("previous").GetInt32(), result.GetProperty("end").GetInt32(), result.GetProperty("home").GetInt32()));
        Assert.True(result.GetProperty("visited").GetInt32() >= 3, "the arrow keys go nowhere");
        Assert.True(result.GetProperty("tipped").GetBoolean() && result.GetProperty("out").GetBoolean());
        Assert.True(result.GetProperty("wholeMap").GetDouble() > 0.05 && result.GetProperty("near").GetDouble() < 1e-6, "zooming brings the topic to the middle");
        Assert.True(result.GetProperty("there").GetDouble() <= 0.5, "a topic that is chosen is in sight");
        Assert.StartsWith("No such word.", result.GetProperty("none").GetString(), StringComparison.Ordinal);

        AssertSearch(result, loaded);
        Assert.Equal((true, 0.0), (result.GetProperty("escaped").GetProperty("hidden").GetBoolean(), Numbers(result.GetProperty("escaped"), "discs").Max()));
        Assert.True(Numbers(result.GetProperty("preview"), "discs").Max() > 5 && result.GetProperty("preview").GetProperty("card").GetBoolean(), "a word in focus shows on the map");
        Assert.Equal((true, 1), (result.GetProperty("focused").GetBoolean(), result.GetProperty("tabs").GetInt32()));
        Assert.Equal($"“{result.GetProperty("secondName").GetString()}”", result.GetProperty("second").GetString());
        Assert.Equal(Enumerable.Range(0, 10).OrderByDescending(topic => share[topic]), Numbers(result, "sorted").Select(topic => (int)topic));
        Assert.Equal(["descending"], Strings(result, "sort"));
        Assert.Equal("7 0.25 “wcb”", result.GetProperty("address").GetString());
        Assert.Equal($"{Array.IndexOf(share, share.Max())} 0.6 ", result.GetProperty("strange").GetString());
        Assert.Equal(12, result.GetProperty("documents").GetInt32());
        Assert.Equal(2, result.GetProperty("charts").GetInt32());
    }

    /// <summary>The ranking of the page at every step of its slider against that of all words, for each topic.</summary>
    [ChromiumFact]
    public void TheWordsShownAreTheMostRelevantOfAll()
    {
        string model = Imported.Model(_corpus, words: 900, topics: 7);
        string page = Report(model);
        Assert.Equal(0, ReportCommandTests.DataOf(page).GetProperty("words").GetProperty("leastShare").GetDouble());
        AssertRanking(page, model, [.. Enumerable.Range(0, 101).Select(step => step / 100.0)]);
    }

    /// <summary>The same where the page cannot hold all of λ.</summary>
    [ChromiumFact]
    public void TheyAreAlsoWhereThePageHoldsAPartOfTheModel()
    {
        string model = Imported.Model(_corpus, words: 60_000, topics: 25);
        string page = Report(model);
        Assert.Equal(10, ReportCommandTests.DataOf(page).GetProperty("words").GetProperty("mostTopics").GetInt32());
        AssertRanking(page, model, [0, 0.01, 0.05, 0.33, 0.6, 0.99, 1]);
    }

    [ChromiumTheory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    [InlineData(320, false)]
    public void ThePageFitsAndCanBeReadAndReached(int width, bool dark)
    {
        string page = TenTopics(out _);
        JsonElement result = Found(page, """
            circle(2); $('#bars button').click();
            const root = document.documentElement, clear = (a, b) => { const l = c => { const v = c.match(/[\d.]+/g).slice(0, 3).map(x => x / 255).map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
              const [p, q] = [l(a), l(b)].sort((x, y) => y - x); return (p + 0.05) / (q + 0.05); };
            const view = $('#map svg').viewBox.baseVal, outside = all('.topic .outline').filter(c => { const b = c.getBBox(); return b.x < 0 || b.y < 0 || b.x + b.width > view.width || b.y + b.height > view.height; }).length;
            const page = style('body').backgroundColor;
            const unnamed = all('button, input, [role=option], [role=region], svg[role]').filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || document.querySelector(`label[for="${e.id}"]`))).length;
            return { page: root.scrollWidth, window: root.clientWidth, outside, unnamed, background: page, ink: style('body').color,
              contrast: Math.min(...['body', '.note', '.facts', '.bar .number:last-child', '.link'].map(s => clear(style(s).color, page))), letters: Math.min(...all('p, span, button, td, th').filter(e => e.offsetWidth > 1 && e.textContent.trim()).map(e => parseFloat(style(e).fontSize))),
              bars: all('#bars .track').map(e => e.clientWidth).reduce((a, b) => Math.min(a, b)), map: $('#map svg').clientWidth };
            """, width, dark);
        Assert.True(result.GetProperty("page").GetInt32() <= result.GetProperty("window").GetInt32(), "the page is wider than the window");
        Assert.Equal((0, 0), (result.GetProperty("outside").GetInt32(), result.GetProperty("unnamed").GetInt32()));
        Assert.True(result.GetProperty("contrast").GetDouble() >= 4.5, $"contrast {result.GetProperty("contrast")}");
        Assert.True(result.GetProperty("letters").GetDouble() >= 12, $"letters of {result.GetProperty("letters")} pixels");
        Assert.True(result.GetProperty("bars").GetInt32() > 60 && result.GetProperty("map").GetInt32() > 260, result.ToString());
        Assert.Equal(dark, result.GetProperty("background").GetString()! == "rgb(20, 23, 27)");
    }

    /// <summary>Words, titles and names that look like HTML are shown as they are, and do nothing.</summary>
    [ChromiumFact]
    public void WhatLooksLikeHtmlIsText()
    {
        string[] odd =
        [
            "</script><script>window.broken=1</script>", "<img src=x onerror=window.broken=2>", "<!--<script>", "&lt;b&gt;", "\"quoted\" 'twice' `thrice`", "naïve 日本語 🦉 שלום", "a\u2028b\u200F", new string('x', 300),
        ];
        string vocabulary = _corpus.Write("odd.txt", string.Join('\n', odd) + "\n");
        string model = Imported.Model(_corpus, words: 8, topics: 2, vocabulary);
        string corpus = _corpus.Write("docword.odd.txt", "8\n8\n8\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"{i} {i} {5 * i}\n")));
        string titles = _corpus.Write("titles.txt", string.Join('\n', odd) + "\n");
        string page = Report(model, corpus, "--vocabulary", vocabulary, "--titles", titles, "--name", odd[0]);
        Assert.Equal(2, page.Split("<script").Length - 1);
        Assert.Equal(2, page.Split("</script").Length - 1);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        JsonElement result = Found(page, """
            const shown = new Set(names()), documents = new Set(all('#documents tbody th').map(e => e.textContent));
            $('#next').click(); names().forEach(n => shown.add(n)); all('#documents tbody th').forEach(e => documents.add(e.textContent));
            type('<'); key('#search-text', 'Enter'); const word = text('#word-title');
            return { shown: [...shown], documents: [...documents], word, heading: text('#title'), title: document.title, broken: window.broken ?? 0, images: all('img').length, scripts: document.scripts.length, wide: document.documentElement.scrollWidth > document.documentElement.clientWidth };
            """, 390);
        Assert.Equal(odd.Order(StringComparer.Ordinal), Strings(result, "shown").Order(StringComparer.Ordinal));
        string[] cut = [.. odd.Select(title => title.Length > 160 ? title[..160] + "…" : title)];
        Assert.Equal(cut.Order(StringComparer.Ordinal), Strings(result, "documents").Order(StringComparer.Ordinal));
        Assert.Contains(result.GetProperty("word").GetString()!.Trim('“', '”'), odd[..3]);
        Assert.Equal("Topics of " + odd[0], result.GetProperty("heading").GetString());
        Assert.Equal(odd[0] + ": topics", result.GetProperty("title").GetString());

        // The test's own script is the third.
        Assert.Equal((0, 0, 3, false), (result.GetProperty("broken").GetInt32(), result.GetProperty("images").GetInt32(), result.GetProperty("scripts").GetInt32(), result.GetProperty("wide").GetBoolean()));
    }

    [ChromiumTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(230)]
    public void ModelsOfOneTopicOfTwoAndOfManyAreShown(int topics)
    {
        string model = Imported.Model(_corpus, words: 50, topics);
        JsonElement result = Found(Report(model), """
            const rows = all('#topics tbody tr').length; $('#topics .more')?.click();
            key('#map svg', 'ArrowRight'); $('#next').click(); slide(0.2);
            const places = all('.topic .outline').map(c => [c.cx.baseVal.value, c.cy.baseVal.value, c.r.baseVal.value]);
            return { circles: places.length, sound: places.flat().every(Number.isFinite), rows, allRows: all('#topics tbody tr').length, names: names().length, learning: text('#learning'), documents: $('#documents').hidden };
            """);
        Assert.Equal((topics, topics), (result.GetProperty("circles").GetInt32(), result.GetProperty("allRows").GetInt32()));
        Assert.Equal(Math.Min(200, topics), result.GetProperty("rows").GetInt32());
        Assert.True(result.GetProperty("sound").GetBoolean() && result.GetProperty("documents").GetBoolean());
        Assert.Equal(30, result.GetProperty("names").GetInt32());
        Assert.Contains("no history", result.GetProperty("learning").GetString(), StringComparison.Ordinal);
    }

    private static void AssertSearch(JsonElement result, LdaModel model)
    {
        double[] weights = RelevantWords.WordWeights(model);
        string[] words = [.. model.Vocabulary!.Words];
        string[] found =
        [
            .. Enumerable.Range(0, words.Length).Where(word => words[word].Contains("wc", StringComparison.Ordinal))
                .OrderBy(word => words[word] == "wc" ? 0 : words[word].StartsWith("wc", StringComparison.Ordinal) ? 1 : 2).ThenByDescending(word => weights[word]).Select(word => words[word]).Take(12),
        ];
        Assert.NotEmpty(found);
        Assert.Equal(found, Strings(result, "list"));
        Assert.Equal("found-1", result.GetProperty("active").GetString());
        JsonElement word = result.GetProperty("word");
        Assert.Equal($"“{found[0]}”", word.GetProperty("title").GetString());
        Assert.Equal((false, true, true), (word.GetProperty("hidden").GetBoolean(), word.GetProperty("ofWord").GetBoolean(), word.GetProperty("closed").GetBoolean()));
        int id = Array.IndexOf(words, found[0]);
        double[] row = new double[model.TopicCount];
        model.ReadTopicWeights(id, row);
        int[] order = [.. Enumerable.Range(0, row.Length).Where(topic => row[topic] / weights[id] >= 0.005).OrderByDescending(topic => row[topic])];
        Assert.Equal(order, Strings(word, "names").Select(name => int.Parse(name.Split(' ')[0], CultureInfo.InvariantCulture)));
        Assert.Equal(order.Select(topic => string.Create(CultureInfo.InvariantCulture, $"{100 * row[topic] / weights[id]:0.0}\u00a0%")), Strings(word, "parts"));
        double[] discs = [.. Numbers(word, "discs")];
        Assert.Equal(10, discs.Count(radius => radius > 0));
        Assert.Equal(order[0], result.GetProperty("ofWord").GetInt32());
    }

    private static void AssertRanking(string page, string folder, double[] weightings)
    {
        string values = string.Join(',', weightings.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        JsonElement result = Found(page, $$"""
            const found = []; for (const row of all('#topics tbody tr')) { row.click(); const lists = []; for (const v of [{{values}}]) { slide(v); lists.push(names()); } found[topic()] = lists; }
            return found;
            """);
        using LdaModel model = LdaModel.Load(folder);
        double[] weights = RelevantWords.WordWeights(model);
        double[] row = new double[model.TopicCount];
        double[][] lambda = [.. weights.Select((_, word) =>
        {
            model.ReadTopicWeights(word, row);
            return row.ToArray();
        })];
        Dictionary<string, int> ids = Enumerable.Range(0, weights.Length).ToDictionary(word => model.Vocabulary?[word] ?? $"#{word}");
        Assert.Equal(model.TopicCount, result.GetArrayLength());
        for (int topic = 0; topic < model.TopicCount; topic++)
        {
            for (int i = 0; i < weightings.Length; i++)
            {
                double Relevance(int word) => ((1 - weightings[i]) * Math.Log(lambda[word][topic] / weights[word])) + (weightings[i] * Math.Log(lambda[word][topic]));

                // Equal to rounding of the logarithms: which of two such words comes first is not looked at.
                double[] all = new double[weights.Length];
                for (int word = 0; word < all.Length; word++)
                {
                    all[word] = -Relevance(word);
                }

                Array.Sort(all);
                string[] shown = [.. result[topic][i].EnumerateArray().Select(name => name.GetString()!)];
                Assert.Equal(30, shown.Distinct().Count());
                Assert.All(shown.Zip(all), pair => Assert.Equal(-pair.Second, Relevance(ids[pair.First]), 1e-13));
            }
        }
    }

    private string TenTopics(out string model)
    {
        string text = _corpus.WriteTenTopics();
        model = _corpus.At("ten");
        ToolRun run = ToolRun.Of("lda", "train", text, "--format", "lines", "--topics", "10", "--alpha", "auto", "--passes", "12", "--output", model, "--quiet", "--seed", "4");
        Assert.True(run.ExitCode == 0, run.Error);
        return Report(model, text, "--format", "lines");
    }

    private string Report(string model, params string[] more)
    {
        ToolRun run = ToolRun.Of(["lda", "report", model, .. more, "--output", _corpus.At("page.html")]);
        Assert.True(run.ExitCode == 0, run.Error);
        return File.ReadAllText(_corpus.At("page.html"));
    }

    /// <summary>What a script returns, when no script failed.</summary>
    private static JsonElement Found(string page, string script, int width = 1280, bool dark = false)
    {
        JsonElement found = Chromium.Run(page, Tools + script, width, dark);
        Assert.Empty(found.GetProperty("errors").EnumerateArray().Select(error => error.GetString()));
        return found.GetProperty("result");
    }

    private static IEnumerable<string> Strings(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(value => value.GetString()!);

    private static IEnumerable<double> Numbers(JsonElement element, string name) => element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble());
}
