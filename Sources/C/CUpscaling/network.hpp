#pragma once

#include <functional>
#include <memory>
#include <oneapi/dnnl/dnnl.hpp>
#include <vector>

#include "stopped.hpp"
#include "weights.hpp"

namespace upscaling {

// The layers, made for tiles of one size: primitives and reordered weights, but no room for values.
class Plan {
  public:
    Plan(const dnnl::engine &engine, const std::vector<Layer> &layers, int width, int height);

    int width() const { return width_; }
    int height() const { return height_; }

  private:
    friend class Pass;

    struct Step {
        dnnl::convolution_forward convolution;
        dnnl::memory kernel, bias;
        dnnl::memory::desc source, target;
        dnnl::prelu_forward rectifier;  // none after the last
        dnnl::memory slopes;
        dnnl::memory::desc scratch;
        dnnl::memory::desc rectifier_scratch;
    };

    int width_, height_;
    std::vector<Step> steps_;
    dnnl::memory::desc input_, output_;
    dnnl::reorder widen_;   // of the input to the first layer's form, if that is another
    dnnl::reorder narrow_;  // of the last layer's form to the output's, if that is another
};

// Room for the values of one tile; used for one tile after another.
class Pass {
  public:
    Pass(const dnnl::engine &engine, std::shared_ptr<const Plan> plan);

    // 3 planes, red first, from 0 to 1.
    float *input() { return static_cast<float *>(input_.get_data_handle()); }

    // For each channel a plane of pixels, each 16 values: the rows, one after another, of the 4 x 4 that it becomes.
    const float *output() const { return static_cast<const float *>(output_.get_data_handle()); }

    // `step` is asked after each layer whether to go on.
    void run(const std::function<bool()> &step);

    int layers() const { return int(plan_->steps_.size()); }

  private:
    dnnl::memory at(dnnl::memory &room, const dnnl::memory::desc &form) const;

    dnnl::engine engine_;
    dnnl::stream stream_;
    std::shared_ptr<const Plan> plan_;
    dnnl::memory input_, output_, rooms_[2], scratch_;
};

}  // namespace upscaling
