#include "palette.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace textures {

namespace {

constexpr int rounds = 12;

// Colours this near to each other (squared) are one.
constexpr float same = 0.0002f;

struct Bin {
    Lab mean;
    float weight = 0;
};

// Colours by their first five bits, with what cells have of each.
std::vector<Bin> bins_of(const std::vector<textures_colour> &cells) {
    std::map<int, Bin> bins;
    for (const textures_colour cell : cells) {
        Bin &bin = bins[(cell.red >> 3) << 10 | (cell.green >> 3) << 5 | cell.blue >> 3];
        const Lab lab = lab_of(cell);
        bin.mean.light += lab.light;
        bin.mean.a += lab.a;
        bin.mean.b += lab.b;
        bin.weight += 1;
    }
    std::vector<Bin> list;
    for (auto &[key, bin] : bins) {
        bin.mean.light /= bin.weight;
        bin.mean.a /= bin.weight;
        bin.mean.b /= bin.weight;
        // Small things have colours of their own too.
        bin.weight = std::sqrt(bin.weight);
        list.push_back(bin);
    }
    return list;
}

// First the colour there is most of, then always the one that is missed most.
std::vector<Lab> seeds(const std::vector<Bin> &bins, int most) {
    std::vector<float> missed(bins.size(), 1.0f);
    std::vector<Lab> chosen;
    while (int(chosen.size()) < most) {
        size_t best = 0;
        for (size_t i = 1; i < bins.size(); i++) {
            if (bins[i].weight * missed[i] > bins[best].weight * missed[best]) best = i;
        }
        if (missed[best] < same) break;
        chosen.push_back(bins[best].mean);
        for (size_t i = 0; i < bins.size(); i++) {
            missed[i] = std::min(missed[i], bins[i].mean.distance(chosen.back()));
        }
    }
    return chosen;
}

size_t nearest_of(const std::vector<Lab> &labs, const Lab &colour, size_t but_not) {
    size_t best = but_not == 0 && labs.size() > 1 ? 1 : 0;
    for (size_t i = 0; i < labs.size(); i++) {
        if (i != but_not && colour.distance(labs[i]) < colour.distance(labs[best])) best = i;
    }
    return best;
}

}  // namespace

Palette::Palette(const std::vector<textures_colour> &cells, int most) {
    const std::vector<Bin> bins = bins_of(cells);
    labs_ = seeds(bins, most);
    for (int round = 0; round < rounds; round++) {
        std::vector<Bin> means(labs_.size());
        for (const Bin &bin : bins) {
            Bin &mean = means[nearest(bin.mean)];
            mean.mean.light += bin.mean.light * bin.weight;
            mean.mean.a += bin.mean.a * bin.weight;
            mean.mean.b += bin.mean.b * bin.weight;
            mean.weight += bin.weight;
        }
        for (size_t i = 0; i < labs_.size(); i++) {
            const Bin &mean = means[i];
            if (mean.weight > 0) {
                labs_[i] = {mean.mean.light / mean.weight, mean.mean.a / mean.weight, mean.mean.b / mean.weight};
            }
        }
    }
    for (const Lab &lab : labs_) colours_.push_back(colour_of(lab));
}

size_t Palette::nearest(const Lab &colour) const { return nearest_of(labs_, colour, labs_.size()); }

size_t Palette::nearest(const Lab &colour, size_t but_not) const { return nearest_of(labs_, colour, but_not); }

}  // namespace textures
