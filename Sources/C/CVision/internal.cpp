#include "internal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <new>
#include <opencv2/core/utils/logger.hpp>
#include <thread>

namespace vision {

namespace {

// Beyond this a picture's threads only wait for memory, and others want cores too.
constexpr int most_threads = 8;

// Rows between two looks at the reins.
constexpr int stretch = 16;

void start_once() {
    static std::once_flag started;
    std::call_once(started, [] {
        // The library writes its own words to standard error, which is our log's.
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::setNumThreads(std::clamp(int(std::thread::hardware_concurrency()), 1, most_threads));
    });
}

}  // namespace

Output::Output(int width, int height, int bands) {
    const size_t count = size_t(width) * size_t(height) * size_t(bands);
    samples_ = static_cast<uint8_t *>(std::malloc(count));
    if (samples_ == nullptr) throw std::bad_alloc();
    mat = cv::Mat(height, width, CV_8UC(bands), samples_);
}

Output::~Output() { std::free(samples_); }

void Output::hand_over(vision_result *result) {
    *result = {samples_, mat.cols, mat.rows, mat.channels()};
    samples_ = nullptr;
}

vision_status guarded(vision_reins reins, vision_result *result,
                      const std::function<void(const Reins &, vision_result *)> &work) {
    *result = {nullptr, 0, 0, 0};
    try {
        start_once();
        const Reins own(reins);
        own.check();
        work(own, result);
        return VISION_OK;
    } catch (const Stopped &) {
        return VISION_STOPPED;
    } catch (const Unreadable &) {
        return VISION_UNREADABLE;
    } catch (...) {
        return VISION_FAILED;
    }
}

cv::Mat picture_of(vision_picture picture) {
    demand(picture.width > 0 && picture.height > 0 && (picture.bands == 3 || picture.bands == 4));
    return cv::Mat(picture.height, picture.width, CV_8UC(picture.bands), const_cast<uint8_t *>(picture.samples));
}

cv::Mat mask_of(vision_picture mask, cv::Size size) {
    demand(mask.width == size.width && mask.height == size.height && mask.bands == 1 && mask.width > 0
           && mask.height > 0);
    return cv::Mat(mask.height, mask.width, CV_8UC1, const_cast<uint8_t *>(mask.samples));
}

void for_each(const Reins &reins, int count, const std::function<void(int)> &body) {
    std::atomic<bool> stopped{false};
    cv::parallel_for_(cv::Range(0, count), [&](const cv::Range &range) {
        for (int i = range.start; i < range.end; i++) {
            if (stopped || reins.is_stopped()) {
                stopped = true;
                return;
            }
            body(i);
        }
    });
    if (stopped) throw Stopped();
}

void for_rows(const Reins &reins, int height, const std::function<void(int, int)> &body) {
    for_each(reins, (height + stretch - 1) / stretch, [&](int i) { body(i * stretch, std::min(height, (i + 1) * stretch)); });
}

void map_rows(const Reins &reins, const cv::Mat &picture, vision_result *result,
              const std::function<void(const uint8_t *, uint8_t *, int)> &body) {
    Output output(picture.cols, picture.rows, picture.channels());
    for_rows(reins, picture.rows, [&](int from, int to) {
        for (int y = from; y < to; y++) body(picture.ptr(y), output.mat.ptr(y), y);
    });
    output.hand_over(result);
}

float bumps(uint64_t seed, float x, float y) {
    const float left = std::floor(x), top = std::floor(y);
    const float right = smoothstep(0, 1, x - left), down = smoothstep(0, 1, y - top);
    const int column = int(left), row = int(top);
    const float upper = hashed(seed, column, row) * (1 - right) + hashed(seed, column + 1, row) * right;
    const float lower = hashed(seed, column, row + 1) * (1 - right) + hashed(seed, column + 1, row + 1) * right;
    return 2 * (upper * (1 - down) + lower * down) - 1;
}

cv::Size bounded(cv::Size size, double most_pixels) {
    const double pixels = double(size.width) * size.height;
    if (pixels <= most_pixels) return size;
    const double scale = std::sqrt(most_pixels / pixels);
    return {std::max(1, int(std::lround(size.width * scale))), std::max(1, int(std::lround(size.height * scale)))};
}

}  // namespace vision

void vision_free(void *allocation) { std::free(allocation); }
