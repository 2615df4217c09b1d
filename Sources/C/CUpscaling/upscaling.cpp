#include "upscaling.h"

#include <list>
#include <new>
#include <stdexcept>

#include "filter.hpp"
#include "lanczos.hpp"
#include "network.hpp"
#include "samples.hpp"
#include "tiles.hpp"

// Of OpenMP, whose header comes with compilers only: how many threads the calling thread's loops run on.
extern "C" void omp_set_num_threads(int count);

using namespace upscaling;

namespace {

// The side of a tile, at most: its values take 200 MB.
constexpr int longest_tile = 384;
// A pixel depends on others up to 18 away; on those further than this by less than a tenth of 1/255.
constexpr int margin = 16;
// Each holds the weights once more, 10 MB.
constexpr size_t most_plans = 2;

bool is_sound(const upscaling_picture &picture, int32_t factor) {
    if (picture.bands != 3 && picture.bands != 4) return false;
    if (factor != 2 && factor != 4) return false;
    if (picture.width < 1 || picture.width > UPSCALING_LONGEST_SIDE / factor) return false;
    if (picture.height < 1 || picture.height > UPSCALING_LONGEST_SIDE / factor) return false;
    return int64_t(picture.width) * picture.height <= UPSCALING_MOST_PIXELS / (factor * factor);
}

}  // namespace

struct upscaling_net {
    std::vector<Layer> layers;
    int threads;
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    std::list<std::shared_ptr<const Plan>> plans{};  // used last comes first

    std::shared_ptr<const Plan> plan(int width, int height) {
        for (auto place = plans.begin(); place != plans.end(); place++) {
            if ((*place)->width() != width || (*place)->height() != height) continue;
            plans.splice(plans.begin(), plans, place);
            return plans.front();
        }
        plans.push_front(std::make_shared<const Plan>(engine, layers, width, height));
        if (plans.size() > most_plans) plans.pop_back();
        return plans.front();
    }
};

upscaling_status upscaling_load(const void *bytes, size_t count, int32_t threads, upscaling_net **net) {
    *net = nullptr;
    if (threads < 1) return UPSCALING_FAILED;
    try {
        *net = new upscaling_net{read_layers(bytes, count), threads};
        return UPSCALING_OK;
    } catch (const std::invalid_argument &) {
        return UPSCALING_DAMAGED;
    } catch (...) {
        return UPSCALING_FAILED;
    }
}

upscaling_status upscaling_run(upscaling_net *net, upscaling_picture source, int32_t factor, uint8_t *target,
                               upscaling_step step, void *context) {
    if (!is_sound(source, factor)) return UPSCALING_FAILED;
    try {
        if (step && !step(context, 0)) return UPSCALING_STOPPED;
        omp_set_num_threads(net->threads);
        const Axis across = cut(source.width, longest_tile, margin);
        const Axis down = cut(source.height, longest_tile, margin);
        const Colours colours(source);
        Pass pass(net->engine, net->plan(across.length, down.length));
        const double steps = double(across.spans.size() * down.spans.size()) * pass.layers();
        int done = 0;
        for (const Span &row : down.spans) {
            for (const Span &column : across.spans) {
                colours.write(column.start, row.start, across.length, down.length, pass.input());
                pass.run([&] { return !step || step(context, ++done / steps); });
                const Tile tile{pass.input(), pass.output(), across.length, down.length, column, row};
                (factor == 4 ? write_four_times : write_twice)(tile, target, source.width * factor, source.bands);
            }
        }
        if (source.bands == 4) enlarge_alpha(source, factor, target);
        return UPSCALING_OK;
    } catch (const Stopped &) {
        return UPSCALING_STOPPED;
    } catch (...) {
        return UPSCALING_FAILED;
    }
}

upscaling_status upscaling_filter(upscaling_picture source, int32_t factor, uint8_t *target, upscaling_step step,
                                  void *context) {
    if (!is_sound(source, factor)) return UPSCALING_FAILED;
    try {
        const Colours colours(source);
        for (int band = 0; band < 3; band++) {
            filter_band(colours.picture(), band, factor, target, source.bands, [&](double share) {
                return !step || step(context, (band + share) / 3);
            });
        }
        if (source.bands == 4) enlarge_alpha(source, factor, target);
        return UPSCALING_OK;
    } catch (const Stopped &) {
        return UPSCALING_STOPPED;
    } catch (...) {
        return UPSCALING_FAILED;
    }
}

void upscaling_release(upscaling_net *net) { delete net; }
