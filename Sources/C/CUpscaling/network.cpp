#include "network.hpp"

#include <algorithm>

namespace upscaling {

using dnnl::memory;
using Tag = memory::format_tag;
using Type = memory::data_type;

namespace {

memory::desc form(memory::dims shape, Tag tag) { return {std::move(shape), Type::f32, tag}; }

// A copy of our values in the library's order.
memory in_form(const dnnl::engine &engine, const std::vector<float> &values, const memory::desc &ours,
               const memory::desc &theirs) {
    memory source(ours, engine, const_cast<float *>(values.data()));
    memory target(theirs, engine);
    dnnl::stream stream(engine);
    dnnl::reorder(source, target).execute(stream, source, target);
    stream.wait();
    return target;
}

// Scratch rooms are the caller's, so that all layers share one.
dnnl::primitive_attr sharing() {
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    return attributes;
}

// Winograd's way where the library has it for this processor, else what it thinks best.
dnnl::convolution_forward::primitive_desc convolution(const dnnl::engine &engine, const memory::desc &source,
                                                      const Layer &layer, const memory::desc &target) {
    const auto kernel = form({layer.outputs, layer.inputs, 3, 3}, Tag::any);
    const auto bias = form({layer.outputs}, Tag::x);
    for (auto way : {dnnl::algorithm::convolution_winograd, dnnl::algorithm::convolution_auto}) {
        const dnnl::convolution_forward::desc wish(dnnl::prop_kind::forward_inference, way, source, kernel, bias,
                                                   target, {1, 1}, {1, 1}, {1, 1});
        const dnnl::convolution_forward::primitive_desc found(wish, sharing(), engine, true);
        if (found) return found;
    }
    throw dnnl::error(dnnl_unimplemented, "no convolution");
}

}  // namespace

Plan::Plan(const dnnl::engine &engine, const std::vector<Layer> &layers, int width, int height)
    : width_(width), height_(height) {
    input_ = form({1, layers.front().inputs, height, width}, Tag::nchw);
    output_ = form({1, layers.back().outputs, height, width}, Tag::nChw16c);
    memory::desc source = form({1, layers.front().inputs, height, width}, Tag::any);
    for (const Layer &layer : layers) {
        const auto way = convolution(engine, source, layer, form({1, layer.outputs, height, width}, Tag::any));
        Step step;
        step.convolution = dnnl::convolution_forward(way);
        step.kernel = in_form(engine, layer.kernel, form({layer.outputs, layer.inputs, 3, 3}, Tag::oihw),
                              way.weights_desc());
        step.bias = in_form(engine, layer.bias, form({layer.outputs}, Tag::x), way.bias_desc());
        step.source = way.src_desc();
        step.target = way.dst_desc();
        step.scratch = way.scratchpad_desc();
        if (!layer.slopes.empty()) {
            const memory::dims slopes{1, layer.outputs, 1, 1};
            const dnnl::prelu_forward::desc wish(dnnl::prop_kind::forward_inference, step.target,
                                                 form(slopes, Tag::any));
            const dnnl::prelu_forward::primitive_desc rectifier(wish, sharing(), engine);
            step.rectifier = dnnl::prelu_forward(rectifier);
            step.slopes = in_form(engine, layer.slopes, form(slopes, Tag::nchw), rectifier.weights_desc());
            step.rectifier_scratch = rectifier.scratchpad_desc();
        }
        source = step.target;
        steps_.push_back(std::move(step));
    }
    const auto reorder = [&](const memory::desc &from, const memory::desc &to) {
        return dnnl::reorder(dnnl::reorder::primitive_desc(engine, from, engine, to));
    };
    if (steps_.front().source != input_) widen_ = reorder(input_, steps_.front().source);
    if (steps_.back().target != output_) narrow_ = reorder(steps_.back().target, output_);
}

Pass::Pass(const dnnl::engine &engine, std::shared_ptr<const Plan> plan)
    : engine_(engine), stream_(engine), plan_(std::move(plan)) {
    size_t room = 0, scratch = 0;
    for (const Plan::Step &step : plan_->steps_) {
        room = std::max({room, step.source.get_size(), step.target.get_size()});
        scratch = std::max({scratch, step.scratch.get_size(), step.rectifier_scratch.get_size()});
    }
    const auto bytes = [&](size_t count) {
        return memory(memory::desc({memory::dim(std::max(count, size_t(1)))}, Type::u8, Tag::x), engine_);
    };
    for (memory &each : rooms_) each = bytes(room);
    scratch_ = bytes(scratch);
    input_ = memory(plan_->input_, engine_);
    output_ = memory(plan_->output_, engine_);
}

memory Pass::at(memory &room, const memory::desc &form) const {
    return memory(form, engine_, room.get_data_handle());
}

void Pass::run(const std::function<bool()> &step) {
    memory source = input_;
    int next = 0;
    if (plan_->widen_) {
        source = at(rooms_[next], plan_->steps_.front().source);
        plan_->widen_.execute(stream_, input_, source);
        next = 1 - next;
    }
    for (const Plan::Step &layer : plan_->steps_) {
        const bool is_last = &layer == &plan_->steps_.back();
        memory target = is_last && !plan_->narrow_ ? output_ : at(rooms_[next], layer.target);
        memory scratch = at(scratch_, layer.scratch);
        layer.convolution.execute(stream_, {{DNNL_ARG_SRC, source},
                                            {DNNL_ARG_WEIGHTS, layer.kernel},
                                            {DNNL_ARG_BIAS, layer.bias},
                                            {DNNL_ARG_DST, target},
                                            {DNNL_ARG_SCRATCHPAD, scratch}});
        if (layer.rectifier) {
            memory room = at(scratch_, layer.rectifier_scratch);
            layer.rectifier.execute(stream_, {{DNNL_ARG_SRC, target},
                                              {DNNL_ARG_WEIGHTS, layer.slopes},
                                              {DNNL_ARG_DST, target},
                                              {DNNL_ARG_SCRATCHPAD, room}});
        }
        source = target;
        next = 1 - next;
        stream_.wait();
        if (!step()) throw Stopped();
    }
    if (plan_->narrow_) {
        plan_->narrow_.execute(stream_, source, output_);
        stream_.wait();
    }
}

}  // namespace upscaling
