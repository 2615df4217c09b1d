import Kernel

extension InstructionResolver {
    /// The step of a tool; nothing when what was said makes none.
    func step(for tool: EditTool, _ frame: InstructionFrame) throws(Problem) -> EditStep? {
        switch tool {
        case .crop, .straighten, .rotate, .flip, .resize, .extend: try geometry(tool, frame)
        case .blur where frame.sign < 0: painted(try EditStep(.sharpen, amount(of: .sharpen, frame)))
        case .sharpen where frame.sign < 0: painted(try EditStep(.blur, [.amount: .number(10)]))
        case .grain where frame.sign < 0: painted(try EditStep(.denoise, amount(of: .denoise, frame)))
        case .denoise where frame.sign < 0: nil
        case .hue:
            painted(
                try EditStep(.hue, frame.figure.map { [.angle: .number($0.within(180) * frame.sign)] } ?? [:])
            )
        case .posterise: painted(try EditStep(.posterise, levels(frame)))
        case .duotone: painted(try EditStep(.duotone, duotone(frame)))
        case .recolour: try recolour(frame)
        case .curves:
            painted(try EditStep(.curves, [.points: .points(Self.contrastCurve)]))
        case .levels: painted(try EditStep(.levels, [.black: .number(8), .white: .number(247)]))
        case .vignette: try vignette(frame)
        case .pencil: painted(try EditStep(.pencil, [.coloured: .flag(!frame.colours.isEmpty)]))
        case .removeBackground: try EditStep(.removeBackground)
        case .replaceBackground: try replacing(frame)
        case .erase: try erasing(frame)
        case .paste: try paste(frame)
        case .auto where frame.sign < 0, .blackAndWhite where frame.sign < 0, .sepia where frame.sign < 0: nil
        default: painted(try EditStep(tool, amount(of: tool, frame)))
        }
    }

    /// The step of what names no tool: `16:9`, `turn it left`, `change red to blue`.
    func headless(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        if frame.verb == .remove, frame.part == nil, !frame.hasDetail { return try erasing(frame) }
        if frame.other != nil { return frame.verb == nil ? nil : try paste(frame) }
        if !frame.colours.isEmpty { return frame.verb == nil ? nil : try recolour(frame) }
        if frame.isTransparent { return try EditStep(.removeBackground) }
        if frame.ratio != nil { return try geometry(.crop, frame) }
        if frame.size != nil || frame.figure(in: .pixel) != nil { return try geometry(.resize, frame) }
        let turns = frame.verb == .turn && !frame.sides.isEmpty
        return turns || frame.figure(in: .degree) != nil ? try geometry(.rotate, frame) : nil
    }

    private static let contrastCurve = [(0.0, 0.0), (64, 52), (192, 203), (255, 255)].map {
        EditPoint(x: $0.0, y: $0.1)
    }

    private func levels(_ frame: InstructionFrame) -> [EditMember.Name: EditValue] {
        guard let figure = frame.figure else { return [:] }
        return [.levels: .number(min(max(figure.rounded(), 2), 32))]
    }

    private func duotone(_ frame: InstructionFrame) -> [EditMember.Name: EditValue] {
        let sorted = frame.colours.prefix(2).sorted { $0.lightness < $1.lightness }
        switch sorted.count {
        case 2: return [.dark: .colour(sorted[0]), .light: .colour(sorted[1])]
        case 1 where sorted[0].lightness < 128: return [.dark: .colour(sorted[0]), .light: .colour(.white)]
        case 1: return [.dark: .colour(.black), .light: .colour(sorted[0])]
        default: return [:]
        }
    }

    /// From one colour to another, or all into one.
    private func recolour(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        guard let colour = frame.colours.last else { return nil }
        var values: [EditMember.Name: EditValue] = [.colour: .colour(colour)]
        if frame.colours.count > 1 { values[.from] = .colour(frame.colours[0]) }
        return painted(try EditStep(.recolour, values))
    }

    private func vignette(_ frame: InstructionFrame) throws(Problem) -> EditStep {
        var values = amount(of: .vignette, frame)
        if frame.colours.last == .white, case .number(let amount) = values[.amount] {
            values[.amount] = .number(-abs(amount))
        }
        return painted(try EditStep(.vignette, values))
    }

    private func replacing(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        if let place = frame.other {
            return try EditStep(.replaceBackground, [.image: .image(try other(place))])
        }
        guard let colour = frame.colours.last else { return nil }
        return try EditStep(.replaceBackground, [.colour: .colour(colour)])
    }

    private func paste(_ frame: InstructionFrame) throws(Problem) -> EditStep {
        let image = try other(frame.other ?? 0)
        return try EditStep(.paste, [.image: .image(image), .box: .box(frame.pasteBox)])
    }
}

extension InstructionFrame {
    /// Half of the picture in its middle, or a quarter of it in a corner or at an edge.
    fileprivate var pasteBox: EditBox {
        guard !sides.isEmpty else { return EditBox(x: 0.25, y: 0.25, width: 0.5, height: 0.5) }
        func start(_ near: InstructionSide, _ far: InstructionSide) -> Double {
            if says(near) { return 0.04 }
            return says(far) ? 0.66 : 0.35
        }
        return EditBox(x: start(.left, .right), y: start(.top, .bottom), width: 0.3, height: 0.3)
    }
}

extension Double {
    func within(_ limit: Double) -> Double { Swift.min(Swift.max(self, -limit), limit) }
}

extension Colour {
    /// How bright it is to the eye, 0...255.
    fileprivate var lightness: Double {
        0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
    }
}
