import Kernel

extension InstructionResolver {
    func geometry(_ tool: EditTool, _ frame: InstructionFrame) throws(Problem) -> EditStep? {
        switch tool {
        case .crop: try crop(frame)
        case .straighten:
            if let angle = frame.angle {
                try EditStep(.straighten, [.angle: .number(angle.within(45))])
            } else {
                nil
            }
        case .rotate: try EditStep(.rotate, [.angle: .number((frame.angle ?? frame.quarter).within(360))])
        case .flip:
            try EditStep(.flip, [.direction: .word(frame.flipsVertically ? "vertical" : "horizontal")])
        case .resize: try resize(frame)
        default: try extend(frame)
        }
    }

    private func crop(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        if let ratio = frame.ratio { return try EditStep(.crop, [.aspect: .aspect(ratio)]) }
        if let size = frame.size { return try EditStep(.crop, [.box: .box(middle(size))]) }
        guard let figure = frame.figures.first, let box = cut(figure, frame) else { return nil }
        return try EditStep(.crop, [.box: .box(box)])
    }

    /// A box of pixels in the middle, no larger than the picture.
    private func middle(_ size: (width: Double, height: Double)) -> EditBox {
        let width = min(max(size.width.rounded(), 1), Double(canvas.width))
        let height = min(max(size.height.rounded(), 1), Double(canvas.height))
        return EditBox(
            x: ((Double(canvas.width) - width) / 2).rounded(.down),
            y: ((Double(canvas.height) - height) / 2).rounded(.down),
            width: width,
            height: height,
            unit: .pixel
        )
    }

    /// What is left when the named edges, or all of them, lose so much.
    private func cut(_ figure: InstructionFrame.Figure, _ frame: InstructionFrame) -> EditBox? {
        let edges: [InstructionSide] = [.left, .top, .right, .bottom]
        let named = frame.sides.filter(edges.contains)
        let cut = named.isEmpty ? edges : named
        let isPixels = figure.unit == .pixel
        func part(_ side: InstructionSide, of whole: Int) -> Double {
            guard cut.contains(side) else { return 0 }
            return isPixels ? figure.value.bounded / Double(max(whole, 1)) : figure.value.bounded / 100
        }
        let (left, right) = (part(.left, of: canvas.width), part(.right, of: canvas.width))
        let (top, bottom) = (part(.top, of: canvas.height), part(.bottom, of: canvas.height))
        guard [left, top, right, bottom].allSatisfy({ $0 >= 0 }), left + right < 0.99, top + bottom < 0.99
        else {
            return nil
        }
        return EditBox(
            x: left.rounded4,
            y: top.rounded4,
            width: (1 - left - right).rounded4,
            height: (1 - top - bottom).rounded4
        )
    }

    private func resize(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        if let size = frame.size {
            return try EditStep(.resize, [.width: side(size.width), .height: side(size.height)])
        }
        if let pixels = frame.pixels, frame.figures.first?.unit != .percent {
            let isWide = canvas.width >= canvas.height
            let byHeight = frame.says(.height) || !frame.says(.width) && !isWide
            return try EditStep(.resize, [byHeight ? .height : .width: side(pixels)])
        }
        return try EditStep(.resize, [.factor: .number(frame.factor)])
    }

    private func side(_ pixels: Double) -> EditValue { .number(min(max(pixels.rounded(), 1), 12_288)) }

    private func extend(_ frame: InstructionFrame) throws(Problem) -> EditStep {
        var values: [EditMember.Name: EditValue] = [:]
        if let colour = frame.colours.last { values[.fill] = .colour(colour) }
        if frame.isTransparent { values[.fill] = .word("transparent") }
        if let ratio = frame.ratio {
            values[.aspect] = .aspect(ratio)
            return try EditStep(.extend, values)
        }
        let pixels = frame.figure(in: .pixel)
        let margin = pixels ?? min(abs(frame.share ?? 10), 400) / 100
        let names: [(InstructionSide, EditMember.Name)] = [
            (.left, .left), (.top, .top), (.right, .right), (.bottom, .bottom),
        ]
        let named = names.filter { frame.says($0.0) }
        for (_, name) in named.isEmpty ? names : named {
            values[name] = .number(min(max(margin, pixels == nil ? 0.01 : 1), 12_288))
        }
        values[.unit] = .word(pixels == nil ? "fraction" : "pixel")
        return try EditStep(.extend, values)
    }
}

extension InstructionFrame {
    /// Degrees clockwise that were said.
    fileprivate var angle: Double? {
        guard let degrees = figure(in: .degree) ?? figures.first(where: { $0.unit == nil })?.value.bounded
        else {
            return nil
        }
        return degrees * (turnsLeft ? -1 : 1)
    }

    /// A quarter turn; half of one upside down.
    fileprivate var quarter: Double {
        if says(.vertical) { return 180 }
        return turnsLeft ? -90 : 90
    }

    private var turnsLeft: Bool { says(.counterclockwise) || says(.left) && !says(.clockwise) }

    fileprivate var flipsVertically: Bool { says(.vertical) || says(.top) || says(.bottom) }

    /// A number of pixels: said so, or too large to be anything else.
    fileprivate var pixels: Double? {
        if let pixels = figure(in: .pixel) { return pixels }
        guard let first = figures.first, first.unit == nil else { return nil }
        return first.value >= 100 || says(.width) || says(.height) ? first.value.bounded : nil
    }

    /// How many times as large.
    fileprivate var factor: Double {
        let grows = sign > 0
        guard let first = figures.first else {
            let usual = degree.map { 1 + 0.5 * $0 } ?? 2
            return grows ? usual : (1 / usual).rounded4
        }
        let value = first.value.bounded
        let factor: Double
        if first.unit == .percent {
            factor =
                first.tie == .to || head == .quality(.resize)
                ? value / 100 : 1 + (grows ? value : -value) / 100
        } else {
            factor = grows || value < 1 ? value : 1 / max(value, 0.01)
        }
        return min(max(factor.rounded4, 0.01), 16)
    }
}

extension Double {
    /// To four places, so that steps are short to read.
    fileprivate var rounded4: Double { (self * 10_000).rounded() / 10_000 }
}
