import Imaging
import Kernel
import Vision

/// A picture on its way through the steps.
struct Workbench {
    let request: EditRequest
    let imaging: Imaging
    let vision: Vision
    private(set) var picture: Picture
    private(set) var notes: [Note] = []
    /// What moved pixels so far: masks that were made on the source move along.
    private var moves: [EditStep] = []

    init(_ request: EditRequest, imaging: Imaging, vision: Vision) {
        self.request = request
        self.imaging = imaging
        self.vision = vision
        picture = request.source
    }

    /// Applies one step.
    /// - Throws: `Problem`, `ImagingError`.
    mutating func take(_ step: EditStep, field: String) async throws {
        guard !step.tool.isGeometry else {
            let mover = Mover(step: step, imaging: imaging)
            picture = try await mover.moved(picture, field: field)
            moves.append(step)
            return
        }
        let mask = try await mask(for: step, field: field)
        guard let changed = try await changed(by: step, mask, field) else { return }
        picture = try await merged(changed, mask, share: step.share)
    }

    /// The picture as the tool makes it all over; nil when it finds nothing to do.
    private mutating func changed(by step: EditStep, _ mask: Mask?, _ field: String) async throws -> Picture?
    {
        switch step.tool {
        case .removeBackground, .replaceBackground, .blurBackground:
            return try await backdrop(step, field)
        case .erase: return try await erased(mask, seed: step.seed, field)
        case .paste: return try await pasted(step, field)
        case .blurFaces, .pixelateFaces:
            let faces = try await vision.faces(in: picture)
            guard !faces.isEmpty else {
                notes.append(Note(.noFaceFound))
                return nil
            }
            return try await vision.hide(faces, by: step.tool == .blurFaces ? .blur : .pixelate, in: picture)
        default:
            return try await Effect(step: step, imaging: imaging, vision: vision).applied(to: picture)
        }
    }

    private func erased(_ mask: Mask?, seed: Seed, _ field: String) async throws -> Picture? {
        guard let mask else { return nil }
        guard mask.coverage.contains(where: { $0 < 128 }) else {
            throw Problem(.maskCoversAll, field: "\(field).mask")
        }
        return try await vision.erase(mask, from: picture, seed: seed)
    }

    /// The change where the mask says and as strongly as the step says.
    private func merged(_ changed: Picture, _ mask: Mask?, share: Double) async throws -> Picture {
        guard mask != nil || share < 1, changed.size == picture.size else { return changed }
        let cover = (mask ?? Mask(size: picture.size, all: 255)).weakened(to: share)
        return try await vision.merge(changed, into: picture, where: cover)
    }
}

// MARK: - Masks

extension Workbench {
    private func mask(for step: EditStep, field: String) async throws -> Mask? {
        guard let mask = step.mask(.mask) else { return nil }
        return try await self.mask(mask, field: "\(field).mask")
    }

    /// Makes a mask for the picture as it is now.
    private func mask(_ mask: EditMask, field: String) async throws -> Mask {
        let canvas = mask.canvas == .source ? request.source : picture
        var made = try await shape(mask.shape, on: canvas, field: field)
        if mask.canvas == .source { made = try await carried(made, field: field) }
        made = try await vision.feather(made, sigma: picture.size.blurring(mask.feather))
        if mask.isInverted { made = made.inverted }
        guard !made.isEmpty else {
            throw Problem(mask.shape == .subject ? .subjectNotFound : .maskEmpty, field: field)
        }
        return made
    }

    private func shape(_ shape: EditMask.Shape, on canvas: Picture, field: String) async throws -> Mask {
        switch shape {
        case .image(let id):
            guard let image = request.masks[id] else {
                throw Problem(.editImageMissing, field: "\(field).image")
            }
            guard image.size == canvas.size else {
                throw Problem(
                    .maskSizeDiffers,
                    field: "\(field).image",
                    ["size": image.size.description, "canvas": canvas.size.description]
                )
            }
            return try await vision.mask(of: image, from: .automatic)
        case .rectangle(let box):
            guard let pixels = box.pixels(in: canvas.size) else {
                throw Problem(.editOutside, field: "\(field).rectangle")
            }
            return Mask(rectangle: pixels, in: canvas.size)
        case .lasso(let points):
            let corners = points.map { point in
                MaskPoint(x: point.x * Double(canvas.size.width), y: point.y * Double(canvas.size.height))
            }
            return try await vision.mask(lasso: corners, in: canvas.size)
        case .subject:
            return try await found(try await vision.subject(of: canvas), field: field)
        }
    }

    private func found(_ subject: Mask, field: String) async throws -> Mask {
        guard subject.bounds != nil else { throw Problem(.subjectNotFound, field: field) }
        return subject
    }

    /// Crops, turns and sizes a mask as the picture was since the source.
    private func carried(_ mask: Mask, field: String) async throws -> Mask {
        guard !moves.isEmpty else { return mask }
        var shown = try await vision.picture(of: mask)
        for move in moves {
            shown = try await Mover(step: move, imaging: imaging, ground: .black).moved(shown, field: field)
        }
        return try await vision.mask(of: shown, from: .luminance)
    }
}

// MARK: - Background and other pictures

extension Workbench {
    private func backdrop(_ step: EditStep, _ field: String) async throws -> Picture {
        let subject = try await subject(of: step, field)
        switch step.tool {
        case .blurBackground:
            let sigma = picture.size.blurring(step.amount)
            return try await vision.blurBackground(of: picture, subject: subject, sigma: sigma)
        case .replaceBackground:
            if let colour = step.colour(.colour) {
                return try await vision.replaceBackground(of: picture, subject: subject, with: colour)
            }
            return try await vision.replaceBackground(of: picture, subject: subject, with: other(step, field))
        default:
            return try await vision.cutOut(subject, of: picture)
        }
    }

    /// What stays: the mask that the step brings along, or what is found, corrected by strokes.
    private func subject(of step: EditStep, _ field: String) async throws -> Mask {
        var strokes: [EditMember.Name: Mask] = [:]
        for name in [EditMember.Name.keep, .drop] {
            guard let stroke = step.mask(name) else { continue }
            strokes[name] = try await mask(stroke, field: "\(field).\(name.rawValue)")
        }
        if let given = step.mask(.subject) {
            var subject = try await mask(given, field: "\(field).subject")
            if let keep = strokes[.keep] { subject = subject.union(keep) ?? subject }
            if let drop = strokes[.drop] { subject = subject.subtracting(drop) ?? subject }
            return try await found(subject, field: "\(field).subject")
        }
        let subject = try await vision.subject(of: picture, keep: strokes[.keep], drop: strokes[.drop])
        return try await found(subject, field: field)
    }

    private func pasted(_ step: EditStep, _ field: String) async throws -> Picture {
        guard let box = step.box?.pixels(in: picture.size) else {
            throw Problem(.editOutside, field: "\(field).box")
        }
        let patch = try other(step, field)
        let scale = min(
            Double(box.width) / Double(patch.size.width),
            Double(box.height) / Double(patch.size.height)
        )
        let scaled = try await imaging.resize(patch, to: patch.size.scaled(by: scale))
        let x = box.x + (box.width - scaled.size.width) / 2
        let y = box.y + (box.height - scaled.size.height) / 2
        switch step.word(.mode) {
        case "plain": return try await imaging.blend(scaled, over: picture, x: x, y: y)
        case "mixed": return try await vision.paste(scaled, into: picture, x: x, y: y, mode: .mixed)
        default: return try await vision.paste(scaled, into: picture, x: x, y: y)
        }
    }

    private func other(_ step: EditStep, _ field: String) throws(Problem) -> Picture {
        guard let id = step.image, let other = request.others[id] else {
            throw Problem(.editImageMissing, field: "\(field).image")
        }
        return other
    }
}

extension Mask {
    /// Covers that share of what it covers now.
    fileprivate func weakened(to share: Double) -> Mask {
        guard share < 1 else { return self }
        let table = (0...255).map { UInt8((Double($0) * max(share, 0)).rounded()) }
        return Mask(size: size, coverage: coverage.map { table[Int($0)] }) ?? self
    }
}
