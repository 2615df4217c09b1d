#include "filter.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "lanczos.hpp"
#include "samples.hpp"
#include "stopped.hpp"

namespace upscaling {

namespace {

// Unsharp masking: by so much of what a Gauss of so many source pixels takes away. Chosen by trial: decision 0101.
constexpr float amount = 0.6f;
constexpr double sigma = 0.4;
// How far a sample may leave the range of the source pixels around it; more is a halo.
constexpr float slack = 8;
constexpr int rows_a_step = 32;

using Row = std::vector<float>;

// The half of a Gauss, from its middle outwards.
Row gauss(double deviation) {
    Row weights;
    double sum = 0;
    for (int place = 0; place <= int(std::ceil(3 * deviation)); place++) {
        const double weight = std::exp(-0.5 * place * place / (deviation * deviation));
        weights.push_back(float(weight));
        sum += place == 0 ? weight : 2 * weight;
    }
    for (float &weight : weights) weight = float(weight / sum);
    return weights;
}

// The least and the most of the source pixels around each pixel of a row.
class Range {
  public:
    Range(const upscaling_picture &source, int band) : source_(source), band_(band) {}

    void move(int y) {
        const int width = source_.width;
        Row low(size_t(width), 255.0f), high(size_t(width), 0.0f);
        for (int line = std::max(0, y - 1); line <= std::min(source_.height - 1, y + 1); line++) {
            const uint8_t *pixels = source_.pixels + size_t(line) * size_t(width) * size_t(source_.bands);
            for (int x = 0; x < width; x++) {
                const float value = float(pixels[x * source_.bands + band_]);
                low[size_t(x)] = std::min(low[size_t(x)], value);
                high[size_t(x)] = std::max(high[size_t(x)], value);
            }
        }
        low_.resize(size_t(width));
        high_.resize(size_t(width));
        for (int x = 0; x < width; x++) {
            const size_t left = size_t(std::max(0, x - 1)), right = size_t(std::min(width - 1, x + 1));
            low_[size_t(x)] = std::min({low[left], low[size_t(x)], low[right]}) - slack;
            high_[size_t(x)] = std::max({high[left], high[size_t(x)], high[right]}) + slack;
        }
    }

    float kept(int x, float value) const { return std::clamp(value, low_[size_t(x)], high_[size_t(x)]); }

  private:
    const upscaling_picture &source_;
    int band_;
    Row low_, high_;
};

// The rows of the enlarged band around the one that is being sharpened.
class Window {
  public:
    Window(const upscaling_picture &source, int band, int factor, int reach)
        : source_(source),
          band_(band),
          last_(source.height * factor - 1),
          filter_(factor),
          rows_(size_t(2 * reach + 1), Row(size_t(source.width) * size_t(factor))) {}

    // Rows are asked for in order, each at most `reach` from the newest.
    const Row &row(int y) {
        y = std::clamp(y, 0, last_);
        for (; newest_ < y; newest_++) filter_.row(source_, band_, newest_ + 1, place(newest_ + 1).data());
        return place(y);
    }

  private:
    Row &place(int y) { return rows_[size_t(y) % rows_.size()]; }

    const upscaling_picture &source_;
    int band_, last_, newest_ = -1;
    Lanczos filter_;
    std::vector<Row> rows_;
};

void blur_across(const Row &weights, Row &padded, Row &blurred) {
    const int reach = int(weights.size()) - 1, width = int(blurred.size());
    std::fill(padded.begin(), padded.begin() + reach, padded[size_t(reach)]);
    std::fill(padded.end() - reach, padded.end(), padded[size_t(reach + width - 1)]);
    const float *from = padded.data() + reach;
    for (int x = 0; x < width; x++) blurred[size_t(x)] = weights[0] * from[x];
    for (int place = 1; place <= reach; place++) {
        const float weight = weights[size_t(place)];
        for (int x = 0; x < width; x++) blurred[size_t(x)] += weight * (from[x - place] + from[x + place]);
    }
}

}  // namespace

void filter_band(const upscaling_picture &source, int band, int factor, uint8_t *target, int bands,
                 const std::function<bool(double)> &step) {
    const Row weights = gauss(sigma * factor);
    const int reach = int(weights.size()) - 1, width = source.width * factor, height = source.height * factor;
    Window window(source, band, factor, reach);
    Range range(source, band);
    Row padded(size_t(width + 2 * reach)), blurred(static_cast<size_t>(width));
    for (int y = 0; y < height; y++) {
        if (y % rows_a_step == 0 && !step(double(y) / height)) throw Stopped();
        if (y % factor == 0) range.move(y / factor);
        window.row(y + reach);
        float *sums = padded.data() + reach;
        std::fill(padded.begin(), padded.end(), 0.0f);
        for (int place = -reach; place <= reach; place++) {
            const float weight = weights[size_t(std::abs(place))];
            const float *row = window.row(y + place).data();
            for (int x = 0; x < width; x++) sums[x] += weight * row[x];
        }
        blur_across(weights, padded, blurred);
        const Row &row = window.row(y);
        uint8_t *to = target + size_t(y) * size_t(width) * size_t(bands) + band;
        for (int x = 0; x < source.width; x++) {
            for (int k = 0; k < factor; k++, to += bands) {
                const size_t at = size_t(x * factor + k);
                *to = rounded(range.kept(x, row[at] + amount * (row[at] - blurred[at])));
            }
        }
    }
}

}  // namespace upscaling
