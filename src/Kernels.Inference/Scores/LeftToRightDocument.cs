using System;
using System.Threading;

namespace Kernels.Inference;

/// <summary>An estimate of ln p(w) of one document with known topics β and prior α by particles that read it from left to right.</summary>
/// <remarks>
/// Wallach, Murray, Salakhutdinov and Mimno 2009, left-to-right: before token n every particle draws its z_1 … z_{n−1} anew, one after another, each from
/// p(z_i | w_i, the others) ∝ (α_k + n_k)·β_{k,w_i}; then p(w_n | z_{&lt;n}) = Σ_k (α_k + n_k)·β_{k,w_n}/(Σα + n − 1) is averaged over the particles, and
/// each draws z_n. Here the particles are also drawn anew in proportion to that probability before they draw z_n (systematic resampling). Without this they
/// do not follow p(z | w) and the estimate does not tend to p(w) however many there are; with it the product of the averages is p(w) on average for any number
/// (Del Moral 2004, section 7.4.1; the moves keep p(z | w_{&lt;n})), so its logarithm is at most ln p(w) on average and tends to it.
/// Buntine 2009, "Estimating likelihoods for topic models", compares such estimates. Tokens stand in the order of word ids: p(w) does not depend on it.
/// A step costs the topics present in the document, not K: the part of α is summed beforehand for each word (Yao, Mimno and McCallum 2009).
/// </remarks>
internal sealed class LeftToRightDocument
{
    // Which use of the seed.
    private const uint Stream = 0x4C_74_52;

    private readonly LdaModel _model;
    private readonly double[] _topicTotals;
    private readonly double[] _alpha;
    private readonly double _alphaSum;
    private readonly LeftToRightParticle[] _particles;
    private readonly UniformSequence[] _draws;
    private readonly double[] _probabilities;
    private readonly int[] _copies;
    private double[] _beta = [];
    private double[] _prior = [];
    private int[] _tokens = [];
    private double[] _averages = [];

    public LeftToRightDocument(LdaModel model, LdaScoreSettings settings)
    {
        (_model, _topicTotals, _alpha) = (model, model.TopicTotals, [.. model.Alpha]);
        foreach (double value in _alpha)
        {
            _alphaSum += value;
        }

        _particles = new LeftToRightParticle[settings.Particles];
        _probabilities = new double[settings.Particles];
        _copies = new int[settings.Particles];

        // One sequence a particle, and one for drawing the particles themselves.
        _draws = new UniformSequence[settings.Particles + 1];
        for (int particle = 0; particle < _draws.Length; particle++)
        {
            _draws[particle] = new UniformSequence((ulong)settings.Seed, Stream, (uint)particle);
        }

        for (int particle = 0; particle < _particles.Length; particle++)
        {
            _particles[particle] = new LeftToRightParticle(model.TopicCount);
        }
    }

    /// <summary>Refuses counts of which there are no tokens, and what no array holds.</summary>
    public static void Check(int document, ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, int topicCount)
    {
        double tokens = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            if (!(counts[i] >= 0 && counts[i] == MathF.Floor(counts[i])))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Document {document}: word {ids[i]} counts {counts[i]}; expected a whole number, as tokens are drawn one by one."));
            }

            tokens += counts[i];
        }

        double largest = Math.Max(tokens, (double)ids.Length * topicCount);
        if (largest > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Document {document}: {tokens} tokens, and {ids.Length} words × {topicCount} topics; expected at most {Array.MaxLength} of either."));
        }
    }

    /// <summary>The estimate.</summary>
    /// <param name="document">Its place in the corpus: part of the key of what is drawn.</param>
    /// <param name="ids">Its words, ascending.</param>
    /// <param name="counts">As many, whole numbers.</param>
    /// <param name="cancellation">Looked at before each token.</param>
    public double LogProbability(uint document, ReadOnlySpan<int> ids, ReadOnlySpan<float> counts, CancellationToken cancellation)
    {
        int tokens = Expand(ids, counts);
        Array.ForEach(_draws, draws => draws.Begin(document));
        Array.ForEach(_particles, particle => particle.Begin(tokens));
        for (int token = 0; token < tokens; token++)
        {
            cancellation.ThrowIfCancellationRequested();
            _averages[token] = Average(token);
            Resample();
            for (int particle = 0; particle < _particles.Length; particle++)
            {
                int word = _tokens[token];
                _particles[particle].Assign(token, _particles[particle].Draw(Beta(word), Prior(word), _draws[particle].Next()));
            }
        }

        Span<double> averages = _averages.AsSpan(0, tokens);
        SpecialFunctions.Log<double>(averages, averages);
        return InOrder.Sum(averages);
    }

    private ReadOnlySpan<double> Beta(int word) => _beta.AsSpan(word * _alpha.Length, _alpha.Length);

    private ReadOnlySpan<double> Prior(int word) => _prior.AsSpan(word * _alpha.Length, _alpha.Length);

    /// <summary>Moves every particle and averages p(w_n | z_{&lt;n}) over them.</summary>
    private double Average(int token)
    {
        double sum = 0;
        for (int index = 0; index < _particles.Length; index++)
        {
            LeftToRightParticle particle = _particles[index];
            for (int earlier = 0; earlier < token; earlier++)
            {
                int word = _tokens[earlier];
                particle.Remove(earlier);
                particle.Assign(earlier, particle.Draw(Beta(word), Prior(word), _draws[index].Next()));
            }

            _probabilities[index] = particle.Mass(Beta(_tokens[token]), Prior(_tokens[token])) / (_alphaSum + token);
            sum += _probabilities[index];
        }

        return sum / _particles.Length;
    }

    /// <summary>
    /// Systematic resampling: one number u places the points (i + u)/P on the running sum of the probabilities; a particle is taken once a point in its share.
    /// </summary>
    private void Resample()
    {
        if (_particles.Length == 1)
        {
            return;
        }

        double total = InOrder.Sum(_probabilities);
        double point = _draws[^1].Next();
        double running = 0;
        int taken = 0;
        for (int particle = 0; particle < _particles.Length; particle++)
        {
            running += _probabilities[particle] / total * _particles.Length;
            _copies[particle] = 0;
            bool last = particle == _particles.Length - 1;
            while (taken < _particles.Length && (last || point + taken < running))
            {
                _copies[particle]++;
                taken++;
            }
        }

        int free = 0;
        for (int particle = 0; particle < _particles.Length; particle++)
        {
            for (; _copies[particle] > 1; _copies[particle]--)
            {
                while (_copies[free] != 0)
                {
                    free++;
                }

                _particles[free].CopyFrom(_particles[particle]);
                _copies[free] = -1;
            }
        }
    }

    /// <summary>Lays the tokens out, and for each distinct word the rows β_kw and the running sums of α_k·β_kw.</summary>
    private int Expand(ReadOnlySpan<int> ids, ReadOnlySpan<float> counts)
    {
        int topicCount = _alpha.Length;
        if (_beta.Length < ids.Length * topicCount)
        {
            (_beta, _prior) = (new double[ids.Length * topicCount], new double[ids.Length * topicCount]);
        }

        int tokens = 0;
        for (int word = 0; word < ids.Length; word++)
        {
            Span<double> beta = _beta.AsSpan(word * topicCount, topicCount);
            Span<double> prior = _prior.AsSpan(word * topicCount, topicCount);
            _model.ReadTopicWeights(ids[word], beta);
            double running = 0;
            for (int topic = 0; topic < topicCount; topic++)
            {
                beta[topic] /= _topicTotals[topic];
                prior[topic] = running += _alpha[topic] * beta[topic];
            }

            int end = tokens + (int)counts[word];
            if (_tokens.Length < end)
            {
                Array.Resize(ref _tokens, Math.Max(end, (int)Math.Min(2L * _tokens.Length, Array.MaxLength)));
            }

            _tokens.AsSpan(tokens, end - tokens).Fill(word);
            tokens = end;
        }

        if (_averages.Length < tokens)
        {
            _averages = new double[tokens];
        }

        return tokens;
    }
}
