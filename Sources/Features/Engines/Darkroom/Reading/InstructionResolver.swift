import Kernel

/// Turns frames into steps.
struct InstructionResolver {
    /// What the picture measures before the next step.
    private(set) var canvas: PixelSize
    /// What a person painted on the source.
    let mask: ImageID?
    let others: [ImageID]
    private(set) var steps: [EditStep] = []
    private(set) var understood: [String] = []
    private(set) var notUnderstood: [String] = []
    /// What the first step that cannot be made lacks.
    private(set) var lack: Problem?

    init(canvas: PixelSize, mask: ImageID?, others: [ImageID]) {
        self.canvas = canvas
        self.mask = mask
        self.others = others
    }

    mutating func take(_ frame: InstructionFrame) {
        if frame.isNegated {
            if frame.head != nil || frame.verb != nil || frame.part != nil { understood.append(frame.text) }
            return
        }
        do throws(Problem) {
            guard let found = try found(in: frame) else {
                // Its unknown words are reported already.
                if !frame.hasUnknown { notUnderstood.append(frame.text) }
                return
            }
            guard let step = found.step else { return understood.append(frame.text) }
            // One that is too large is refused by the plan; nothing is to be reckoned with it here.
            let next = try step.size(from: canvas, field: "steps[\(steps.count)]")
            if EditPlan.fits(next) { canvas = next }
            steps.append(step)
            understood.append(frame.text)
        } catch {
            lack = lack ?? error
            understood.append(frame.text)
        }
    }

    /// What a frame turned out to be; no step where nothing needs doing.
    struct Found {
        let step: EditStep?
    }

    private func found(in frame: InstructionFrame) throws(Problem) -> Found? {
        var frame = frame
        if frame.verb == .spare { return nil }
        // "Change the colour to blue" is about no saturation.
        if frame.head == .quality(.saturation), !frame.colours.isEmpty, frame.verb?.sign == nil {
            frame.head = .action(.recolour, sign: 1)
        }
        if frame.hasUnknownObject || frame.part == .unsupported {
            let erases = frame.verb == .remove && frame.head == nil || frame.head?.tool == .erase
            return erases ? Found(step: try erasing(frame)) : nil
        }
        if let step = try step(on: frame.part, frame) { return Found(step: step) }
        if frame.part != nil, frame.part != .subject { return nil }
        guard let head = frame.head else { return Found(step: try headless(frame)).orNothing }
        return Found(step: try step(for: head.tool, frame)).orNothing
    }
}

extension InstructionResolver.Found {
    fileprivate var orNothing: Self? { step == nil ? nil : self }
}

// MARK: - Parts

extension InstructionResolver {
    private func step(on part: InstructionPart?, _ frame: InstructionFrame) throws(Problem) -> EditStep? {
        switch part {
        case .background: try background(frame)
        case .faces: try faces(frame)
        case .subject: try subject(frame)
        case .unsupported, .whole, nil: nil
        }
    }

    private func background(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        if let place = frame.other {
            return try EditStep(.replaceBackground, [.image: .image(try other(place))])
        }
        if frame.isTransparent { return try EditStep(.removeBackground) }
        switch frame.head {
        case nil:
            if let colour = frame.colours.last {
                return try EditStep(.replaceBackground, [.colour: .colour(colour)])
            }
            return frame.verb == .remove ? try EditStep(.removeBackground) : nil
        case .action(.removeBackground, _), .action(.erase, _): return try EditStep(.removeBackground)
        case .action(.blur, _), .action(.blurBackground, _), .quality(.blur):
            return frame.sign < 0 ? nil : try EditStep(.blurBackground, amount(of: .blurBackground, frame))
        case .action(.blurFaces, _), .action(.pixelateFaces, _): return nil
        case .some(let head):
            // A colour on the background is a new background.
            if head.tool == .recolour, let colour = frame.colours.last {
                return try EditStep(.replaceBackground, [.colour: .colour(colour)])
            }
            return try step(for: head.tool, frame)?.masked(
                by: EditMask(.subject, isInverted: true, feather: 3)
            )
        }
    }

    private func faces(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        switch frame.head?.tool {
        case .blur, .blurFaces: try EditStep(.blurFaces)
        case .pixelateFaces: try EditStep(.pixelateFaces)
        default: nil
        }
    }

    private func subject(_ frame: InstructionFrame) throws(Problem) -> EditStep? {
        switch (frame.head?.tool, frame.verb) {
        case (.removeBackground, _), (nil, .keep): return try EditStep(.removeBackground)
        case (.erase, _), (nil, .remove): return try erasing(frame)
        case (let tool?, _):
            return try step(for: tool, frame)?.masked(by: EditMask(.subject, feather: 3))
        case (nil, _):
            guard let colour = frame.colours.last else { return nil }
            return try EditStep(
                .recolour,
                [.colour: .colour(colour), .mask: .mask(EditMask(.subject, feather: 3))]
            )
        }
    }

    /// Erases what was painted, or the subject when nothing was.
    func erasing(_ frame: InstructionFrame) throws(Problem) -> EditStep {
        if let mask {
            return try EditStep(.erase, [.mask: .mask(EditMask(.image(mask), canvas: .source))])
        }
        guard frame.part == .subject else { throw Problem(.missingField, field: "mask") }
        return try EditStep(.erase, [.mask: .mask(EditMask(.subject, feather: 1))])
    }

    func other(_ place: Int) throws(Problem) -> ImageID {
        guard others.indices.contains(place) else { throw Problem(.editImageMissing, field: "images") }
        return others[place]
    }
}

// MARK: - Amounts

extension InstructionResolver {
    /// What was said of how much, in the tool's range; nothing when nothing was said.
    func amount(of tool: EditTool, _ frame: InstructionFrame) -> [EditMember.Name: EditValue] {
        guard let member = tool.member(.amount), case .number(let range) = member.kind,
            case .number(let standard) = member.standard
        else { return [:] }
        let usual = standard * (frame.degree ?? 1)
        let said = frame.figure(in: .stop).map { $0 * 100 / 3 } ?? frame.share ?? usual
        let signed = range.lowerBound < 0 ? said * frame.sign : said
        return [.amount: .number(min(max(signed.rounded(), range.lowerBound), range.upperBound))]
    }

    /// The painted mask, where the tool takes one.
    func painted(_ step: EditStep) -> EditStep {
        guard let mask, step.mask(.mask) == nil, step.tool != .blurBackground else { return step }
        return step.masked(by: EditMask(.image(mask), canvas: .source)) ?? step
    }
}
