#include "neural.h"

#include <cstring>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>

struct neural_net {
    cv::dnn::Net net;
};

neural_status neural_load(const void *bytes, size_t count, neural_net **net) {
    *net = nullptr;
    try {
        // The library writes its own words to standard error, which is our log's.
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        auto owned = std::make_unique<neural_net>();
        owned->net = cv::dnn::readNetFromONNX(static_cast<const char *>(bytes), count);
        if (owned->net.empty()) return NEURAL_UNREADABLE;
        owned->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        owned->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        *net = owned.release();
        return NEURAL_OK;
    } catch (const std::bad_alloc &) {
        return NEURAL_FAILED;
    } catch (...) {
        return NEURAL_UNREADABLE;
    }
}

neural_status neural_run(neural_net *net, const uint8_t *rgb, int32_t side, const float *mean, float *scores,
                         int32_t score_count) {
    try {
        const int shape[] = {1, side, side, 3};
        cv::Mat input(4, shape, CV_32F);
        auto *sample = input.ptr<float>();
        for (int64_t pixel = 0; pixel < int64_t(side) * side; pixel++, rgb += 3, sample += 3) {
            for (int band = 0; band < 3; band++) sample[band] = float(rgb[2 - band]) - mean[band];
        }
        net->net.setInput(input);
        cv::Mat output = net->net.forward();
        if (output.total() != size_t(score_count) || output.type() != CV_32F) return NEURAL_MISFIT;
        std::memcpy(scores, output.ptr<float>(), sizeof(float) * size_t(score_count));
        return NEURAL_OK;
    } catch (const std::bad_alloc &) {
        return NEURAL_FAILED;
    } catch (...) {
        return NEURAL_MISFIT;
    }
}

void neural_release(neural_net *net) { delete net; }
