#include "membrane.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vision {

// Sums over two by two places, of which odd edges have fewer.
Membrane Membrane::coarser() const {
    const cv::Size size((inside.cols + 1) / 2, (inside.rows + 1) / 2);
    Membrane coarse;
    coarse.inside = cv::Mat(size, CV_8UC1);
    coarse.values = cv::Mat(size, CV_32FC1);
    if (!push.empty()) coarse.push = cv::Mat(size, CV_32FC1);
    for (int y = 0; y < size.height; y++) {
        for (int x = 0; x < size.width; x++) {
            int free = 0, fixed = 0;
            float sum = 0, pushes = 0;
            for (int row = 2 * y; row < std::min(2 * y + 2, inside.rows); row++) {
                for (int column = 2 * x; column < std::min(2 * x + 2, inside.cols); column++) {
                    if (inside.at<uint8_t>(row, column)) {
                        free++;
                        if (!push.empty()) pushes += push.at<float>(row, column);
                    } else {
                        fixed++;
                        sum += values.at<float>(row, column);
                    }
                }
            }
            coarse.inside.at<uint8_t>(y, x) = free > fixed;
            coarse.values.at<float>(y, x) = fixed > 0 ? sum / float(fixed) : 0;
            if (!push.empty()) coarse.push.at<float>(y, x) = pushes;
        }
    }
    return coarse;
}

void Membrane::relax(const Reins &reins, int rounds) {
    constexpr float eagerness = 1.6f;
    const int width = inside.cols, height = inside.rows;
    for (int half = 0; half < 2 * rounds; half++) {
        for_rows(reins, height, [&](int from, int to) {
            for (int y = from; y < to; y++) {
                const uint8_t *free = inside.ptr(y);
                float *here = values.ptr<float>(y);
                const float *above = y > 0 ? values.ptr<float>(y - 1) : nullptr;
                const float *below = y + 1 < height ? values.ptr<float>(y + 1) : nullptr;
                const float *pushes = push.empty() ? nullptr : push.ptr<float>(y);
                for (int x = (y + half) & 1; x < width; x += 2) {
                    if (!free[x]) continue;
                    float sum = pushes != nullptr ? pushes[x] : 0;
                    int count = 0;
                    if (x > 0) sum += here[x - 1], count++;
                    if (x + 1 < width) sum += here[x + 1], count++;
                    if (above != nullptr) sum += above[x], count++;
                    if (below != nullptr) sum += below[x], count++;
                    if (count > 0) here[x] += eagerness * (sum / float(count) - here[x]);
                }
            }
        });
    }
}

void Membrane::solve(const Reins &reins, int rounds) {
    if (std::max(inside.cols, inside.rows) > 16) {
        Membrane coarse = coarser();
        coarse.solve(reins, std::min(rounds * 2, 160));
        cv::Mat first;
        cv::resize(coarse.values, first, values.size(), 0, 0, cv::INTER_LINEAR);
        first.copyTo(values, inside);
    }
    relax(reins, rounds);
}

}  // namespace vision
