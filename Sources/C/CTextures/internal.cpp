#include "internal.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <new>
#include <thread>
#include <vector>

namespace textures {

namespace {

// Beyond this a picture's threads only wait for memory, and others want cores too.
constexpr int most_threads = 8;

// Rows between two looks at the reins.
constexpr int stretch = 16;

}  // namespace

Output::Output(int width, int height) : width_(width), height_(height), samples_(nullptr) {
    demand_size(width, height);
    samples_ = static_cast<uint8_t *>(std::malloc(size_t(width) * size_t(height) * 3));
    if (samples_ == nullptr) throw std::bad_alloc();
}

Output::~Output() { std::free(samples_); }

void Output::hand_over(textures_result *result) {
    *result = {samples_, width_, height_};
    samples_ = nullptr;
}

textures_status guarded(textures_reins reins, textures_result *result,
                        const std::function<void(const Reins &, textures_result *)> &work) {
    *result = {nullptr, 0, 0};
    try {
        const Reins own(reins);
        own.check();
        work(own, result);
        return TEXTURES_OK;
    } catch (const Stopped &) {
        return TEXTURES_STOPPED;
    } catch (...) {
        return TEXTURES_FAILED;
    }
}

void demand_size(int width, int height) {
    demand(width > 0 && height > 0 && width <= TEXTURES_LONGEST_SIDE && height <= TEXTURES_LONGEST_SIDE);
    demand(size_t(width) * size_t(height) <= TEXTURES_MOST_PIXELS);
}

void demand_picture(const textures_picture &picture) { demand_size(picture.width, picture.height); }

void for_rows(const Reins &reins, int height, const std::function<void(int, int)> &body) {
    const int count = (height + stretch - 1) / stretch;
    std::atomic<int> next{0};
    std::atomic<bool> stopped{false};
    std::exception_ptr failure;
    std::atomic<bool> failed{false};
    const auto work = [&] {
        for (int i = next++; i < count && !stopped && !failed; i = next++) {
            if (reins.is_stopped()) {
                stopped = true;
                return;
            }
            try {
                body(i * stretch, std::min(height, (i + 1) * stretch));
            } catch (...) {
                if (!failed.exchange(true)) failure = std::current_exception();
            }
        }
    };
    const int cores = std::clamp(int(std::thread::hardware_concurrency()), 1, most_threads);
    std::vector<std::thread> threads;
    try {
        for (int i = 1; i < std::min(cores, count); i++) threads.emplace_back(work);
    } catch (const std::exception &) {
        // No more threads to be had: fewer do the work.
    }
    work();
    for (std::thread &thread : threads) thread.join();
    if (failed) std::rethrow_exception(failure);
    if (stopped) throw Stopped();
}

}  // namespace textures

void textures_free(void *allocation) { std::free(allocation); }
